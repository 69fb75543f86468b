using CsCheck;
using Shouldly;
using Xunit;
using static Ausweisstatus.Domain.Tests.Generators;

namespace Ausweisstatus.Domain.Tests;

/// <summary>What a citizen can be shown.</summary>
public sealed class ReadableTextTests
{
    private const string Invisible = " \u00a0\u3000\u200b\u200d\u200e\u200f\u2060\ufeff\u00ad\u061c\u2800\u3164\u115f\u1160\uffa0\u180e\ufe0f\u034f\u0301";
    private const string Turning = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

    [Theory]
    [InlineData("DHL")]
    [InlineData("Filiale 5, Müllerstraße")]
    [InlineData("„Späti“ – Torstraße 1a & 2")]
    [InlineData("\U0001F4E6")]
    [InlineData("\U0001F468\u200d\U0001F469\u200d\U0001F467")]
    [InlineData("मुख्य डाकघर")]
    [InlineData("مكتب البريد \u200f5\u200e")]
    [InlineData("郵便局 ５")]
    [InlineData("e\u0301")]
    public void What_people_write_can_be_read(string text) => ReadableText.IsReadable(text).ShouldBeTrue();

    [Fact]
    public void Nothing_but_invisible_characters_cannot() =>
        Gen.Char[Invisible].Array[0, 20].Sample(text => !ReadableText.IsReadable(new string(text)), iter: Cases);

    [Fact]
    public void One_visible_character_among_them_can() =>
        Gen.Select(Gen.Char[Invisible].Array[0, 20], Gen.Char['A', 'Z'], Gen.Int[0, 20]).Sample(
            (text, seen, at) => ReadableText.IsReadable(new string(text).Insert(Math.Min(at, text.Length), seen.ToString())), iter: Cases);

    [Fact]
    public void What_turns_the_line_around_cannot_wherever_it_stands() =>
        Gen.Select(Gen.Char['A', 'Z'].Array[1, 20], Gen.Char[Turning], Gen.Int[0, 20]).Sample(
            (text, turning, at) => !ReadableText.IsReadable(new string(text).Insert(Math.Min(at, text.Length), turning.ToString())), iter: Cases);

    // In code: an attribute would store noncharacters as something else.
    [Fact]
    public void What_each_system_shows_as_it_likes_and_what_is_no_character_cannot() =>
        new[] { "DHL\ue000", "DHL\U000F0000", "DHL\ufffe", "\uffffDHL", "DHL\ufdd0", "DHL\U0001FFFE", "DHL\U0010FFFF" }
            .Where(ReadableText.IsReadable).ShouldBeEmpty();

    [Fact]
    public void Every_text_of_every_fact_is_looked_at()
    {
        var hidden = ShortText.Parse("\u200b");
        foreach (var fact in Story.OneOfEach)
        {
            fact.UnreadableText().ShouldBeNull();
            foreach (var member in fact.GetType().GetProperties().Where(property => property.PropertyType == typeof(ShortText?)))
            {
                var told = fact with { };
                member.SetValue(told, hidden);
                told.UnreadableText().ShouldBe(char.ToLowerInvariant(member.Name[0]) + member.Name[1..], fact.GetType().Name);
                member.SetValue(told, ShortText.Parse("DHL"));
                told.UnreadableText().ShouldBeNull();
            }
        }
    }

    // What was stored before anybody asked whether it can be read must not make a document unreadable.
    [Fact]
    public void A_short_text_is_read_whether_it_can_be_shown_or_not()
    {
        foreach (var text in new[] { "\u200b", "\u2800", "DHL\u202egpj", "\ue000", "\uffff" })
        {
            ShortText.TryParse(text, null, out var read).ShouldBeTrue();
            read.IsReadable.ShouldBeFalse();
        }
    }
}
