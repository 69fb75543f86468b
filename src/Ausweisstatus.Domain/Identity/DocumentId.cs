namespace Ausweisstatus.Domain;

/// <summary>
/// A document is named by <c>authority/order</c>. The id is derived from it, so whichever fact comes first starts the same stream.
/// </summary>
public static class DocumentId
{
    private static readonly Guid Space = new("6f1d6d4e-6a0c-4f0e-9d5b-0f6a3c1e7b21");

    public static Guid Of(AuthorityId authority, OrderNumber order) => NameBasedUuid.Of(Space, $"{authority}/{order}");
}
