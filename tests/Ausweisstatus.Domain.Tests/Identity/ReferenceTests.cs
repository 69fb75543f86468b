using CsCheck;
using Shouldly;
using Xunit;
using static Ausweisstatus.Domain.Tests.Generators;

namespace Ausweisstatus.Domain.Tests;

public sealed class ReferenceTests
{
    private const int Length = 15;
    private static readonly Gen<string> Blank = Gen.Char[" -\t\u00a0\u2013\u2011"].Select(character => character.ToString());

    [Fact]
    public void A_reference_reads_as_it_is_written() =>
        Generators.Reference.Sample(
            reference => Domain.Reference.TryParse(reference.ToString(), out var read) && read == reference
                && Domain.Reference.TryParse(reference.Compact, out read) && read == reference
                && read.ToString() == reference.ToString(),
            iter: Cases);

    [Fact]
    public void A_reference_is_three_groups_of_five_symbols_that_nobody_misreads() =>
        Generators.Reference.Sample(
            reference => reference.ToString().Split('-') is [{ Length: 5 }, { Length: 5 }, { Length: 5 }]
                && reference.ToString().Replace("-", "", StringComparison.Ordinal) == reference.Compact
                && reference.Compact.All(symbol =>
                    char.IsAsciiDigit(symbol) || (char.IsAsciiLetterUpper(symbol) && symbol is not ('I' or 'L' or 'O' or 'U'))),
            iter: Cases);

    [Fact]
    public void A_reference_is_read_however_people_type_it() =>
        (from reference in Generators.Reference
         from style in Gen.Int[0, 3].Array[Length]
         from blanks in Gen.Frequency((3, Gen.Const("")), (1, Blank)).Array[Length + 1]
         select (reference, Typed: blanks[0]
            + string.Concat(reference.Compact.Select((symbol, i) => Typed(symbol, style[i]) + blanks[i + 1]))))
        .Sample((reference, typed) => Domain.Reference.TryParse(typed, out var read) && read == reference, iter: Cases);

    [Fact]
    public void The_check_symbol_catches_every_single_wrong_symbol() =>
        Generators.Reference.Sample(
            reference => AllWithOneWrong(reference.Compact).All(wrong => !Domain.Reference.TryParse(wrong, out _)), iter: 200);

    [Fact]
    public void The_check_symbol_catches_a_wrong_symbol_in_any_reference() =>
        Gen.Select(Generators.Reference, Gen.Int[0, Length - 1], Gen.Int[1, 31])
            .Sample((reference, at, by) => !Domain.Reference.TryParse(Wrong(reference.Compact, at, by), out _), iter: Cases);

    [Fact]
    public void The_check_symbol_catches_every_swap_of_neighbours() =>
        Generators.Reference.Sample(
            reference => Enumerable.Range(0, Length - 1)
                .Where(at => reference.Compact[at] != reference.Compact[at + 1])
                .All(at => !Domain.Reference.TryParse(Swapped(reference.Compact, at, at + 1), out _)),
            iter: Cases);

    [Fact]
    public void The_check_symbol_catches_every_swap_of_two_symbols_however_far_apart() =>
        (from reference in Generators.Reference
         from one in Gen.Int[0, Length - 1]
         from other in Gen.Int[0, Length - 1]
         where reference.Compact[one] != reference.Compact[other]
         select Swapped(reference.Compact, one, other))
        .Sample(swapped => !Domain.Reference.TryParse(swapped, out _), iter: Cases);

    // The field multiplies all places alike, so two values prove what random ones only suggest.
    [Fact]
    public void No_two_places_weigh_the_same_and_none_weighs_nothing()
    {
        var weights = Enumerable.Range(0, Length - 1).Select(place =>
        {
            var values = new byte[Length - 1];
            values[place] = 1;
            return CheckSymbol.Of(values);
        }).ToList();

        weights.ShouldBeUnique();
        weights.ShouldNotContain(0);
        weights.ShouldNotContain(1, "the check symbol itself weighs 1");
    }

    [Fact]
    public void A_reference_of_another_length_is_none() =>
        Gen.Select(Generators.Reference, Gen.Int[0, Length - 1], Gen.Char[Crockford.Symbols])
            .Sample((reference, at, symbol) => !Domain.Reference.TryParse(reference.Compact[..at], out _)
                && !Domain.Reference.TryParse(reference.Compact + symbol, out _), iter: Cases);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("U0000-00000-00000")]
    [InlineData("00000-00000-0000!")]
    [InlineData("00000+00000+00000")]
    [InlineData("0000A\u0301-00000-00000")]
    public void What_is_no_reference_is_none(string? text)
    {
        Domain.Reference.TryParse(text, out var none).ShouldBeFalse();
        none.ShouldBe(default);
        none.ToString().ShouldBe("");
    }

    [Fact]
    public void A_reference_carries_its_realm_and_sixty_bits_of_the_secret()
    {
        var secret = Convert.FromHexString("0123456789ABCDEF" + new string('0', 48));

        // 0x0123456789ABCDE in groups of five bits.
        var reference = Domain.Reference.Of(Samples.Realm, secret);
        reference.Realm.ShouldBe(Samples.Realm);
        reference.Compact[2..^1].ShouldBe("04HMASW9NF6Y");
    }

    [Fact]
    public void Every_bit_of_the_sixty_counts_and_none_after() =>
        Gen.Select(Gen.Byte.Array[32], Gen.Int[0, 255]).Sample((secret, bit) =>
        {
            var other = secret.ToArray();
            other[bit / 8] ^= (byte)(0x80 >> (bit % 8));
            return (Domain.Reference.Of(Samples.Realm, secret) != Domain.Reference.Of(Samples.Realm, other)) == bit < 60;
        }, iter: Cases);

    private static IEnumerable<string> AllWithOneWrong(string compact) =>
        from at in Enumerable.Range(0, Length) from step in Enumerable.Range(1, 31) select Wrong(compact, at, step);

    private static string Wrong(string compact, int at, int by)
    {
        var symbols = compact.ToCharArray();
        symbols[at] = Crockford.Symbols[(Crockford.ValueOf(symbols[at]) + by) % 32];
        return new string(symbols);
    }

    private static string Swapped(string compact, int one, int other)
    {
        var symbols = compact.ToCharArray();
        (symbols[one], symbols[other]) = (symbols[other], symbols[one]);
        return new string(symbols);
    }

    private static char Typed(char symbol, int style) => (symbol, style) switch
    {
        ('0', 1) => 'O',
        ('0', 2) => 'o',
        ('1', 1) => 'I',
        ('1', 2) => 'l',
        ('1', 3) => 'L',
        (_, 1) => char.ToLowerInvariant(symbol),
        _ => symbol,
    };
}
