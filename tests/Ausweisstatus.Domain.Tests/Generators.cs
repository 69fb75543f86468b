using CsCheck;
using static Ausweisstatus.Domain.Tests.Samples;

namespace Ausweisstatus.Domain.Tests;

/// <summary>
/// Random facts, biased so that what is interesting happens: ties, resets, second tellings, retractions that meet and that miss.
/// </summary>
internal static class Generators
{
    public const int Cases = 10_000;

    private static readonly Gen<LocationId> Location = OneOf(Rathaus, Osloer);
    private static readonly Gen<ShortText?> Text = OneOf<ShortText?>(null, ShortText.Parse("DHL"), ShortText.Parse("GLS"));
    private static readonly Gen<DateOnly?> Until = OneOf<DateOnly?>(null, new DateOnly(2026, 5, 31), new DateOnly(2026, 6, 30));
    private static readonly Lookup[] Lookups = [LookupOf("1990-05-17"), LookupOf("1990-05-18"), LookupOf("1990-05-17", keyVersion: 2)];

    // Six moments for up to fourteen facts: ties are the rule.
    private static readonly Gen<DateTimeOffset> Moment = Gen.Int[1, 6].Select(day => Day(day));

    private static readonly Gen<Fact> Application = Gen.Select(
        Moment, OneOf<DocumentKind>([.. KindCatalogue.Shipped.All.Select(entry => entry.Kind)]), OneOf(Lookups), Gen.Enum<Delivery>(), Location.OrNull(),
        (at, kind, lookup, delivery, location) => (Fact)new ApplicationReceived(at, kind, lookup, delivery, location));

    private static readonly Gen<Fact> Reset = Gen.OneOf<Fact>(
        Gen.Select(Moment, Gen.Enum<ReturnReason>(), (at, reason) => (Fact)new OrderReturned(at, reason)),
        Moment.Select(at => (Fact)new QualityRejected(at)),
        Moment.Select(at => (Fact)new IncomingCheckFailed(at)),
        Gen.Select(Moment, Gen.Enum<Destination>(), Gen.Enum<SentAgainReason>(), Location.OrNull(), Text, Text,
            (at, to, reason, location, carrier, number) => (Fact)new SentAgain(at, to, reason, location, carrier, number)),
        Moment.Select(at => (Fact)new Lost(at)));

    private static readonly Gen<Fact> Final = Gen.OneOf<Fact>(
        Moment.Select(at => (Fact)new Delivered(at)),
        Moment.Select(at => (Fact)new HandedOver(at)),
        Moment.Select(at => (Fact)new NotCollected(at)),
        Gen.Select(Moment, Gen.Enum<CancelReason>(), (at, reason) => (Fact)new Cancelled(at, reason)));

    private static readonly Gen<Fact> Reissue = Gen.Select(
        Moment, Gen.Int[2, 4], OneOf(Lookups).OrNull(),
        (at, generation, lookup) => (Fact)new ReferenceReissued(at, generation, lookup));

    // Which fact it names is decided where the ids are known.
    private static readonly Gen<Fact> Retraction =
        Gen.Select(Moment, Gen.Enum<RetractionReason>(), (at, reason) => (Fact)new FactRetracted(at, Guid.Empty, reason));

    /// <summary>Moves the status, and ends nothing.</summary>
    public static Gen<Fact> OnTheWay { get; } = Gen.OneOf<Fact>(
        Application,
        Moment.Select(at => (Fact)new OrderSent(at)),
        Moment.Select(at => (Fact)new OrderConfirmed(at)),
        Moment.Select(at => (Fact)new ProductionStarted(at)),
        Moment.Select(at => (Fact)new ProductionCompleted(at)),
        Gen.Select(Moment, Gen.Enum<Destination>(), Text, Text, (at, to, carrier, number) => (Fact)new Dispatched(at, to, carrier, number)),
        Gen.Select(Moment, Text, Until, (at, branch, until) => (Fact)new DeliveryMissed(at, branch, until)),
        Moment.Select(at => (Fact)new ReturnedToOffice(at)),
        Gen.Select(Moment, Location.OrNull(), (at, location) => (Fact)new ArrivedAtOffice(at, location)),
        Gen.Select(Moment, Location, Until, (at, location, until) => (Fact)new ReadyForPickup(at, location, until)));

    public static Gen<Fact> AnyButRetraction { get; } = Gen.Frequency((12, OnTheWay), (3, Reset), (1, Final), (1, Reissue));

    /// <summary>A set of facts: each with an id of its own; retractions of some of them, of themselves, and of others.</summary>
    public static Gen<KnownFact[]> Facts { get; } =
        Gen.Select(Gen.Guid, Gen.Frequency((9, AnyButRetraction), (1, Retraction)), Gen.Int[0, 15]).Array[0, 14].Select(Named);

    public static Gen<LookupKey> Key { get; } =
        Gen.Select(Gen.Int[1, 9999], Gen.Byte.Array[LookupKey.MinimumBytes, 64], (version, secret) => new LookupKey(version, secret));

    public static Gen<OrderNumber> OrderNumber { get; } =
        Gen.Char['!', '~'].Array[1, 64].Select(text => Domain.OrderNumber.Parse(new string(text)));

    public static Gen<AuthorityId> Authority { get; } = SlugText(40).Select(text => AuthorityId.Parse(text));

    public static Gen<DateOfBirth> DateOfBirth { get; } =
        from year in Gen.Int[1850, 2200]
        from month in Gen.Int[0, 12]
        from day in month == 0 ? Gen.Const(0) : Gen.Int[0, DateTime.DaysInMonth(year, month)]
        select Domain.DateOfBirth.TryCreate(year, month, day, out var date) ? date : throw new InvalidOperationException("Exists.");

    public static Gen<Reference> Reference { get; } = Gen.Select(
        Gen.Int[0, 31], Gen.Int[0, 31], Gen.Byte.Array[32],
        (high, low, secret) => Domain.Reference.Of(Domain.Realm.Parse($"{Crockford.Symbols[high]}{Crockford.Symbols[low]}"), secret));

    /// <summary>Text that nobody would send, and text that is nearly right.</summary>
    public static Gen<string> HostileText { get; } = Gen.OneOf(
        Gen.String,
        Gen.Char.Array[0, 20].Select(characters => new string(characters)),
        OneOf('0', '1', '9', '-', '.', '\0', '\ud800', '\udc00', '\u2028', ' ', 'A', 'z', '\u0660', '\uff11').Array[0, 20]
            .Select(characters => new string(characters)),
        Gen.Select(OneOf("1990-05-17", "berlin-mitte", "7K2QM-3XPT9-WZC4H", Lookups[0].ToString()), Gen.Int[0, 60], Gen.Char,
            (text, at, character) => text.Insert(Math.Min(at, text.Length), character.ToString())));

    public static Gen<string> SlugText(int maxLength) =>
        Gen.Char["abcdefghijklmnopqrstuvwxyz0123456789-"].Array[2, maxLength].Select(text => new string(text));

    public static Gen<KnownFact[]> Shuffled(params KnownFact[] facts)
    {
        var copy = facts.ToArray();
        return Gen.Shuffle(copy);
    }

    private static Gen<T?> OrNull<T>(this Gen<T> gen) where T : struct =>
        Gen.Frequency((1, Gen.Const((T?)null)), (2, gen.Select(value => (T?)value)));

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(which => values[which]);

    private static KnownFact[] Named((Guid Id, Fact Fact, int Target)[] facts) =>
    [
        .. facts.Select(one => new KnownFact(one.Id, one.Fact is FactRetracted retraction
            ? retraction with { Fact = one.Target < facts.Length ? facts[one.Target].Id : new Guid(one.Target, 0, 0, new byte[8]) }
            : one.Fact)),
    ];
}
