namespace Ausweisstatus.Domain;

/// <summary>The id of a change of a status: the same wherever and however often it is told.</summary>
public static class ChangeId
{
    public static Guid Of(Guid document, long version) => NameBasedUuid.Of(document, $"change {version}");
}
