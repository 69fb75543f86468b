using System.Globalization;
using System.Text;
using CsCheck;
using Shouldly;
using Xunit;
using static Ausweisstatus.Domain.Tests.Generators;

namespace Ausweisstatus.Domain.Tests;

/// <summary>Codes as they come out of mails, messengers, text recognition and keyboards of other scripts.</summary>
public sealed class PastedReferenceTests
{
    private const string Ignored =
        " \t\n\r\u00a0\u2007\u202f\u3000\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u202e\u2060\u2066\u2069\ufeff\u00ad\u061c\ufe0f\u2800\u3164"
        + "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63\uff0d\u30fc.·•…。/\\⁄∕／_＿'\"`´‘’‚‛“”„‟«»‹›";

    private static readonly Gen<string> Between = Gen.Frequency((2, Gen.Const("")), (1, Gen.Char[Ignored].Select(one => one.ToString())));

    [Fact]
    public void What_stands_between_the_symbols_is_ignored_wherever_it_stands() =>
        Gen.Select(Generators.Reference, Between.Array[16]).Sample(
            (reference, between) => IsRead(between[0] + string.Concat(reference.Compact.Zip(between.Skip(1), (symbol, after) => symbol + after)), reference),
            iter: Cases);

    [Fact]
    public void Every_single_one_is_ignored_and_every_dash_blank_and_format_character_is_one()
    {
        var ignored = Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(value => new Rune(value)).Where(rune =>
            Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.DashPunctuation or UnicodeCategory.SpaceSeparator
                or UnicodeCategory.ConnectorPunctuation or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation
            || (rune.IsBmp && Ignored.Contains((char)rune.Value))).ToList();

        ignored.Count.ShouldBeGreaterThan(200);
        ignored.Where(rune => !IsRead($"{Code[..5]}{rune}{Code[5..10]}{rune}{Code[10..]}")).ShouldBeEmpty();
    }

    [Fact]
    public void Digits_of_every_script_are_digits()
    {
        var digits = Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(value => new Rune(value))
            .Where(rune => Rune.GetUnicodeCategory(rune) is UnicodeCategory.DecimalDigitNumber).ToLookup(rune => (int)Rune.GetNumericValue(rune));

        digits.Count.ShouldBe(10);
        digits.SelectMany(digit => digit.Select(rune => (rune, (char)('0' + digit.Key)))).Where(pair => !IsReadAs(pair.rune, pair.Item2)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ＡＢＣＤＥＦＧＨＪＫＭＮＰＱＲＳＴＶＷＸＹＺＯＩＬ", "ABCDEFGHJKMNPQRSTVWXYZ011")]
    [InlineData("ａｂｃｄｅｆｇｈｊｋｍｎｐｑｒｓｔｖｗｘｙｚｏｉｌ", "ABCDEFGHJKMNPQRSTVWXYZ011")]
    [InlineData("ⒶⓏⓐ①²K", "AZA12K")]
    [InlineData("АВЕІЈКМНОРСТУХЅ", "ABE1JKMH0PCTYXS")]
    [InlineData("авеіјкмнорстухѕ", "ABE1JKMH0PCTYXS")]
    [InlineData("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZH1KMN0PTYX")]
    [InlineData("αβεικορτχ", "ABE1K0PTX")]
    [InlineData("İıΙІ", "1111")]
    public void A_letter_that_looks_like_one_symbol_is_that_symbol(string written, string meant) =>
        written.EnumerateRunes().Zip(meant).Where(pair => !IsReadAs(pair.First, pair.Second)).Select(pair => pair.First.ToString()).ShouldBeEmpty();

    [Fact]
    public void Bold_and_script_letters_of_formulas_are_letters()
    {
        IsReadAs(new Rune(0x1D400), 'A').ShouldBeTrue();
        IsReadAs(new Rune(0x1D7CE), '0').ShouldBeTrue();
        IsReadAs(new Rune(0x1D6A8), 'A').ShouldBeTrue("a Greek one");
    }

    // Two meanings, or none: ν is a capital N and looks like v, г is not r, a mark makes another letter, and so on.
    [Theory]
    [InlineData("νηυγωμςσλπ")]
    [InlineData("ГгПпИиЛлДдЖжЧчШшЬьЫыЭэЮюЯяБбЁёЙй")]
    [InlineData("ÄÖÜäöüßÉéÑñÇçŁłØøÅå")]
    [InlineData("אבגدعあア中한กक")]
    [InlineData("!?#@*+=<>(){}[]|~^%$&§€°,;:½㎏ﬁ№😀\ufffd\0\u0007")]
    [InlineData("\u0301\u0308\u20dd\u093e")]
    public void What_means_two_symbols_or_none_is_refused(string written) =>
        written.EnumerateRunes().Where(rune => IsRead(Code.Insert(5, rune.ToString())) || Crockford.Symbols.Any(symbol => IsReadAs(rune, symbol)))
            .Select(rune => rune.ToString()).ShouldBeEmpty();

    [Fact]
    public void A_code_with_an_invisible_character_around_each_symbol_is_read_and_a_text_without_end_is_not()
    {
        IsRead(string.Concat(Code.Select(symbol => $"\u2068{symbol}\u2069\u200b"))).ShouldBeTrue();
        IsRead(new string('\u200b', Domain.Reference.LongestWritten - Code.Length) + Code).ShouldBeTrue();
        IsRead(new string('\u200b', Domain.Reference.LongestWritten - Code.Length + 1) + Code).ShouldBeFalse();
    }

    [Fact]
    public void Half_a_character_is_none() => IsRead(Code.Insert(3, "\ud800")).ShouldBeFalse();

    private static readonly string Code = Samples.Key().ReferenceOf(Samples.Realm, Samples.Mitte, Samples.Order, 1).Compact;

    private static bool IsRead(string written) => IsRead(written, Samples.Key().ReferenceOf(Samples.Realm, Samples.Mitte, Samples.Order, 1));

    private static bool IsRead(string written, Reference reference) => Domain.Reference.TryParse(written, out var read) && read == reference;

    // In a code whose first symbol it is; the check symbol sees to it that no other would do.
    private static bool IsReadAs(Rune written, char symbol)
    {
        var reference = Domain.Reference.Of(Domain.Realm.Parse($"{symbol}0"), new byte[32]);
        return IsRead(string.Concat(written.ToString(), reference.Compact.AsSpan(1)), reference);
    }
}
