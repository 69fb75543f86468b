using CsCheck;
using Shouldly;
using Xunit;
using static Ausweisstatus.Domain.Tests.Generators;

namespace Ausweisstatus.Domain.Tests;

/// <summary>Authorities, locations, orders, realms, kinds and short texts: values that cannot be wrong.</summary>
public sealed class NameTests
{
    [Fact]
    public void Authorities_and_locations_are_slugs_and_read_as_they_are_written() =>
        Gen.Select(SlugText(40), SlugText(64)).Sample((authority, location) =>
            AuthorityId.Parse(authority).ToString() == authority && LocationId.Parse(location).ToString() == location, iter: Cases);

    [Theory]
    [InlineData("a", false, false)]
    [InlineData("a-", true, true)]
    [InlineData("berlin-mitte", true, true)]
    [InlineData("Berlin-mitte", false, false)]
    [InlineData("berlin mitte", false, false)]
    [InlineData("berlin/mitte", false, false)]
    [InlineData("berlin_mitte", false, false)]
    [InlineData("köln", false, false)]
    [InlineData("berlin\n", false, false)]
    [InlineData("", false, false)]
    [InlineData(null, false, false)]
    [InlineData("1234567890123456789012345678901234567890", true, true)]
    [InlineData("12345678901234567890123456789012345678901", false, true)]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901234", false, true)]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345", false, false)]
    public void A_slug_has_two_to_so_many_of_few_characters(string? text, bool isAuthority, bool isLocation)
    {
        AuthorityId.TryParse(text, out _).ShouldBe(isAuthority);
        LocationId.TryParse(text, out _).ShouldBe(isLocation);
    }

    [Fact]
    public void An_order_number_reads_as_it_is_written() =>
        Generators.OrderNumber.Sample(order => Domain.OrderNumber.Parse(order.ToString()) == order, iter: Cases);

    [Theory]
    [InlineData("!")]
    [InlineData("B-2026/000123~")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901234")]
    public void An_order_number_is_any_visible_text(string text) => Domain.OrderNumber.TryParse(text, out _).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("B 1")]
    [InlineData("B1\n")]
    [InlineData("B\0")]
    [InlineData("B\u007f")]
    [InlineData("Ä1")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public void An_order_number_is_nothing_else(string? text) => Domain.OrderNumber.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void A_realm_is_two_symbols_and_read_like_a_reference()
    {
        Domain.Realm.Parse("7K").ToString().ShouldBe("7K");
        Domain.Realm.Parse("oL").ToString().ShouldBe("01");
        default(Realm).ToString().ShouldBe("00");
        foreach (var wrong in new[] { "", "7", "7KK", "7U", "7-", null })
        {
            Domain.Realm.TryParse(wrong, null, out _).ShouldBeFalse(wrong);
        }
    }

    [Theory]
    [InlineData("DHL", "DHL")]
    [InlineData("  Filiale 5, Müllerstraße ", "Filiale 5, Müllerstraße")]
    [InlineData("\U0001F4E6", "\U0001F4E6")]
    public void A_short_text_is_a_few_words_without_blanks_around(string written, string read) =>
        ShortText.Parse(written).ToString().ShouldBe(read);

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData(" \t")]
    [InlineData("two\nlines")]
    [InlineData("two\u2028lines")]
    [InlineData("two\u2029lines")]
    [InlineData("nothing\0")]
    public void A_short_text_is_one_whole_line(string? text) => ShortText.TryParse(text, null, out _).ShouldBeFalse();

    // In code: an attribute would store them as whole characters.
    [Fact]
    public void A_short_text_has_no_half_characters() =>
        new[] { "half\ud83d", "\udce6half", "ha\ud83dlf", "\udce6\ud83d" }.Count(text => ShortText.TryParse(text, null, out _)).ShouldBe(0);

    [Fact]
    public void A_short_text_is_short()
    {
        ShortText.TryParse(new string('x', 120), null, out _).ShouldBeTrue();
        ShortText.TryParse(new string('x', 121), null, out _).ShouldBeFalse();
    }
}
