using Npgsql;

namespace Ausweisstatus.Rebuild;

/// <summary>A place in the order of all documents.</summary>
internal readonly record struct Place(string Authority, Guid Document)
{
    /// <summary>Before every document: no authority is named by an empty text.</summary>
    public static Place First { get; } = new("", Guid.Empty);
}

/// <summary>
/// The documents after one place and up to another, or up to the end. A stretch and not a list: what lies in it without a fact is found too,
/// and so is what begins in it meanwhile.
/// </summary>
internal readonly record struct Page(Place After, Place? UpTo)
{
    /// <summary>A condition on these two columns.</summary>
    public string Holds(string authority, string document) => UpTo is null
        ? $"({authority}, {document}) > (@after_authority, @after_document)"
        : $"({authority}, {document}) > (@after_authority, @after_document) and ({authority}, {document}) <= (@to_authority, @to_document)";

    /// <summary>The values of that condition.</summary>
    public IEnumerable<NpgsqlParameter> Parameters()
    {
        yield return new NpgsqlParameter<string>("after_authority", After.Authority);
        yield return new NpgsqlParameter<Guid>("after_document", After.Document);
        if (UpTo is not { } last) yield break;
        yield return new NpgsqlParameter<string>("to_authority", last.Authority);
        yield return new NpgsqlParameter<Guid>("to_document", last.Document);
    }
}
