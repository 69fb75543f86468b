using CsCheck;
using Shouldly;
using Xunit;
using static Ausweisstatus.Domain.Tests.Generators;
using static Ausweisstatus.Domain.Tests.Samples;

namespace Ausweisstatus.Domain.Tests;

public sealed class SlipTokenTests
{
    private static readonly Document Registered = Document.Of(Mitte, Order).With([Story.received.Known()]);
    private static readonly SlipTokens Tokens = Of(Key());

    [Fact]
    public void A_token_names_its_document_and_is_the_same_each_time()
    {
        var token = Tokens.For(Registered);
        Tokens.For(Registered).ShouldBe(token);
        Tokens.TryRead(token, out var slip).ShouldBeTrue();
        slip.ShouldBe(new PrintedSlip(Mitte, Registered.Id, 1, 1));
        Tokens.IsInForce(slip, Registered).ShouldBeTrue();
    }

    // It stands on paper and in histories.
    [Fact]
    public void The_form_stays_what_it_is() => Tokens.For(Registered).ShouldBe("berlin-mitte.AAEAAAABG1uBXYL95VinsA9-A3vKN4c63Ponsz5dCF8LOAw2");

    [Fact]
    public void A_token_ends_with_the_code_it_was_made_for()
    {
        Tokens.TryRead(Tokens.For(Registered), out var slip).ShouldBeTrue();
        var reissued = Registered.With([Story.reissued.Known()]);
        Tokens.IsInForce(slip, reissued).ShouldBeFalse();
        Tokens.TryRead(Tokens.For(reissued), out var next).ShouldBeTrue();
        Tokens.IsInForce(next, reissued).ShouldBeTrue();
    }

    [Fact]
    public void A_token_of_another_document_is_not_for_this_one()
    {
        var other = Document.Of(Mitte, Domain.OrderNumber.Parse("another")).With([Story.received.Known()]);
        Tokens.TryRead(Tokens.For(other), out var slip).ShouldBeTrue();
        Tokens.IsInForce(slip, Registered).ShouldBeFalse();
    }

    [Fact]
    public void A_token_of_another_key_is_none_and_one_of_an_older_key_holds()
    {
        var token = Tokens.For(Registered);
        Of(new LookupKey(1, new byte[32])).TryRead(token, out _).ShouldBeFalse();
        Of(Key(2)).TryRead(token, out _).ShouldBeFalse();
        Of(Key(), Key(2)).TryRead(token, out var slip).ShouldBeTrue();
        Of(Key(), Key(2)).IsInForce(slip, Registered).ShouldBeTrue();
    }

    [Fact]
    public void A_token_with_any_character_changed_left_out_or_added_is_none_before_anything_is_read()
    {
        var token = Tokens.For(Registered);
        Gen.Select(Gen.Int[0, token.Length - 1], Gen.Frequency((1, Gen.Char), (3, Gen.Char['-', 'z']))).Sample((at, character) =>
            (token[at] == character || IsNone(token[..at] + character + token[(at + 1)..]))
            && IsNone(token.Remove(at, 1))
            && IsNone(token.Insert(at, character.ToString())), iter: Cases);
    }

    [Fact]
    public void A_token_belongs_to_its_authority()
    {
        var token = Tokens.For(Registered);
        IsNone("berlin-pankow" + token[token.IndexOf('.', StringComparison.Ordinal)..]).ShouldBeTrue();
    }

    [Fact]
    public void Whatever_is_asked_for_nothing_falls_over() => HostileText.Sample(IsNone, iter: Cases);

    private static bool IsNone(string text) => !Tokens.TryRead(text, out _);

    private static SlipTokens Of(params LookupKey[] keys) => new(new LookupKeys(Samples.Realm, keys));
}
