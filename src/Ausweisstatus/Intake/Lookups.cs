using Ausweisstatus.Domain;

namespace Ausweisstatus.Intake;

/// <summary>Where facts get the lookup that stands in them for a reference and a date of birth.</summary>
internal static class Lookups
{
    public const int FirstGeneration = 1;

    public static Lookup Make(LookupKeys keys, LookupKey key, AuthorityId authority, OrderNumber order, int generation, DateOfBirth dateOfBirth) =>
        key.LookupOf(key.ReferenceOf(keys.Realm, authority, order, generation), dateOfBirth);

    /// <summary>The submitted fact with its lookup made by the key that the recorded fact's lookup was made with.</summary>
    public static Fact UnderTheKeyOf(Fact recorded, Submission submitted, LookupKeys keys) => (submitted.Fact, recorded) switch
    {
        (ApplicationReceived fact, ApplicationReceived { Lookup: var before }) =>
            fact with { Lookup = Remade(before, submitted, FirstGeneration, keys) ?? fact.Lookup },
        (ReferenceReissued fact, ReferenceReissued { Lookup: { } before }) =>
            fact with { Lookup = Remade(before, submitted, fact.Generation, keys) ?? fact.Lookup },
        _ => submitted.Fact,
    };

    private static Lookup? Remade(Lookup before, Submission submitted, int generation, LookupKeys keys) =>
        keys.Find(before.KeyVersion) is { } key && submitted.DateOfBirth is { } dateOfBirth
            ? Make(keys, key, submitted.Document.Authority, submitted.Document.Order, generation, dateOfBirth)
            : null;
}
