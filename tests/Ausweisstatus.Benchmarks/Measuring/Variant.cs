namespace Ausweisstatus.Benchmarks.Measuring;

/// <summary>A state of the database in which the product is compared with itself.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Sql">Brings the database into it, from whichever other; may be empty.</param>
internal sealed record Variant(string Name, string Sql);
