namespace Ausweisstatus.Domain;

/// <summary>A fact is named by its CloudEvents <c>source</c> and <c>id</c>: the same two are the same fact, for ever.</summary>
public static class FactId
{
    private static readonly Guid Space = new("c2a7c0d8-53f3-4f5e-8e0e-5d1f0b7a9e64");

    // Neither part can hold a line feed, so no two pairs share a name.
    public static Guid Of(string source, string id) => NameBasedUuid.Of(Space, $"{source}\n{id}");
}
