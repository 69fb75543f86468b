namespace Ausweisstatus.Messaging;

/// <summary>What a node does: <c>ausweis run --role web</c>, <c>worker</c> or <c>all</c>.</summary>
internal enum NodeRole
{
    /// <summary>Everything.</summary>
    All,

    /// <summary>Answers requests. What is to be told and what may lag is left to workers.</summary>
    Web,

    /// <summary>Tells who waits and keeps what may lag. Answers no request but those for its health.</summary>
    Worker,
}

internal static class NodeRoleSetting
{
    public const string Key = "Role";

    public static NodeRole Of(IConfiguration configuration) => configuration.GetValue(Key, NodeRole.All);
}
