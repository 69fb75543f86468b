using CsCheck;
using Shouldly;
using Xunit;
using static Ausweisstatus.Domain.Tests.Generators;
using static Ausweisstatus.Domain.Tests.Samples;

namespace Ausweisstatus.Domain.Tests;

public sealed class LookupKeyTests
{
    private static readonly DateOfBirth Born = Domain.DateOfBirth.Parse("1990-05-17");

    // Printed slips: whoever changes these makes every slip worthless. Worked out with another implementation of HMAC and the field.
    [Fact]
    public void References_and_lookups_stay_what_they_are()
    {
        var reference = Key().ReferenceOf(Samples.Realm, Mitte, Order, generation: 1);
        reference.ToString().ShouldBe("7KWE2-5W09X-TTMXY");
        Key().LookupOf(reference, Born).ToString().ShouldBe("1.Or_M_-D-30JxRMR5UBMEmTC6df5hUeIbhW-FLcNu3gA");
    }

    [Fact]
    public void The_same_order_gives_the_same_reference_and_any_other_order_key_or_generation_another() =>
        Gen.Select(AnyKey, AnyKey, Generators.Authority, Generators.Authority, Generators.OrderNumber, Generators.OrderNumber, Gen.Int[1, 9])
            .Sample((key, otherKey, authority, otherAuthority, order, otherOrder, generation) =>
            {
                var reference = key.ReferenceOf(Samples.Realm, authority, order, generation);
                return key.ReferenceOf(Samples.Realm, authority, order, generation) == reference
                    && key.ReferenceOf(Samples.Realm, authority, order, generation + 1) != reference
                    && otherKey.ReferenceOf(Samples.Realm, authority, order, generation) != reference
                    && (order == otherOrder || key.ReferenceOf(Samples.Realm, authority, otherOrder, generation) != reference)
                    && (authority == otherAuthority || key.ReferenceOf(Samples.Realm, otherAuthority, order, generation) != reference);
            }, iter: Cases);

    [Fact]
    public void The_same_reference_and_date_give_the_same_lookup_and_any_other_another() =>
        Gen.Select(AnyKey, AnyKey, Generators.Reference, Generators.Reference, Generators.DateOfBirth, Generators.DateOfBirth)
            .Sample((key, otherKey, reference, otherReference, date, otherDate) =>
            {
                var lookup = key.LookupOf(reference, date);
                return key.LookupOf(reference, date) == lookup
                    && otherKey.LookupOf(reference, date) != lookup
                    && (reference == otherReference || key.LookupOf(otherReference, date) != lookup)
                    && (date == otherDate || key.LookupOf(reference, otherDate) != lookup);
            }, iter: Cases);

    [Fact]
    public void A_lookup_tells_its_key_and_reads_as_it_is_written() =>
        Gen.Select(AnyKey, Generators.Reference, Generators.DateOfBirth).Sample((key, reference, date) =>
        {
            var lookup = key.LookupOf(reference, date);
            return lookup.KeyVersion == key.Version && Lookup.Parse(lookup.ToString()) == lookup;
        }, iter: Cases);

    [Fact]
    public void A_lookup_is_written_in_one_way_only() =>
        (from key in AnyKey
         from reference in Generators.Reference
         let text = key.LookupOf(reference, Born).ToString()
         from at in Gen.Int[0, text.Length]
         from character in Gen.Char["0 =\0.-_\n+"]
         select (key.Version, text.Insert(at, character.ToString())))
        .Sample((version, altered) => !Lookup.TryParse(altered, null, out var read) || read.KeyVersion != version, iter: Cases);

    [Fact]
    public void A_lookup_gives_neither_reference_nor_date_away()
    {
        var reference = Key().ReferenceOf(Samples.Realm, Mitte, Order, 1);
        var lookup = Key().LookupOf(reference, Born).ToString();
        lookup.ShouldNotContain(reference.Compact);
        lookup.ShouldNotContain("1990");
    }

    [Fact]
    public void A_seal_is_of_its_key_its_purpose_and_its_content()
    {
        var seal = Key().Seal("slip", [1, 2]);
        Key().Seal("slip", [1, 2]).ShouldBe(seal);
        Key(2).Seal("slip", [1, 2]).ShouldNotBe(seal);
        Key().Seal("watch", [1, 2]).ShouldNotBe(seal);
        Key().Seal("slip", [1, 3]).ShouldNotBe(seal);
    }

    [Theory]
    [InlineData(31, 1)]
    [InlineData(0, 1)]
    [InlineData(32, 0)]
    [InlineData(32, 10_000)]
    public void A_weak_key_or_one_without_a_version_is_refused(int bytes, int version) =>
        Should.Throw<ArgumentException>(() => new LookupKey(version, new byte[bytes]));

    [Fact]
    public void A_key_does_not_change_with_the_bytes_it_was_made_of()
    {
        var secret = new byte[32];
        var key = new LookupKey(1, secret);
        var before = key.Seal("slip", []);
        secret[0] = 1;
        key.Seal("slip", []).ShouldBe(before);
    }

    [Fact]
    public void The_newest_key_writes_and_all_of_them_read()
    {
        var keys = new LookupKeys(Samples.Realm, [Key(2), Key(10), Key(1)]);
        keys.Current.Version.ShouldBe(10);
        keys.Realm.ShouldBe(Samples.Realm);
        keys.Find(2)!.Version.ShouldBe(2);
        keys.Find(3).ShouldBeNull();

        var reference = Key().ReferenceOf(Samples.Realm, Mitte, Order, 1);
        keys.LookupsOf(reference, Born).ShouldBe([Key(10).LookupOf(reference, Born), Key(2).LookupOf(reference, Born), Key(1).LookupOf(reference, Born)]);
    }

    [Fact]
    public void No_key_or_two_of_a_version_are_refused()
    {
        Should.Throw<ArgumentException>(() => new LookupKeys(Samples.Realm, []));
        Should.Throw<ArgumentException>(() => new LookupKeys(Samples.Realm, [Key(), Key()]));
    }

    private static Gen<LookupKey> AnyKey => Generators.Key;
}
