namespace Ausweisstatus.Domain.Tests;

internal static class Samples
{
    public static readonly LocationId Rathaus = LocationId.Parse("mitte-rathaus");
    public static readonly LocationId Osloer = LocationId.Parse("mitte-osloer");
    public static readonly AuthorityId Mitte = AuthorityId.Parse("berlin-mitte");
    public static readonly OrderNumber Order = OrderNumber.Parse("B-2026-000123");
    public static readonly Realm Realm = Realm.Parse("7K");

    public static LookupKey Key(int version = 1) =>
        new(version, [.. Enumerable.Range(version, LookupKey.MinimumBytes).Select(i => (byte)i)]);

    public static Lookup LookupOf(string dateOfBirth, int generation = 1, int keyVersion = 1) =>
        Key(keyVersion).LookupOf(Key(keyVersion).ReferenceOf(Realm, Mitte, Order, generation), DateOfBirth.Parse(dateOfBirth));

    public static DateTimeOffset Day(int day, int hour = 0) => new(2026, 3, day, hour, 0, 0, TimeSpan.Zero);

    /// <summary>Equal facts have equal ids: telling one twice is telling it again, not another.</summary>
    public static Guid Id(this Fact fact) => FactId.Of("/tests", fact.ToString());

    public static KnownFact Known(this Fact fact) => new(fact.Id(), fact);
}
