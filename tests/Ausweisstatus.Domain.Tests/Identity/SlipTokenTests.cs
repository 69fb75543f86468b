using CsCheck;
using Shouldly;
using Xunit;
using static Ausweisstatus.Domain.Tests.Generators;
using static Ausweisstatus.Domain.Tests.Samples;

namespace Ausweisstatus.Domain.Tests;

public sealed class SlipTokenTests
{
    private static readonly Document Registered = Document.Of(Mitte, Order).With([Story.received.Known()]);
    private static readonly SlipTokens Tokens = new(new LookupKeys(Samples.Realm, [Key()]));

    [Fact]
    public void A_token_names_its_document_and_is_the_same_each_time()
    {
        var token = Tokens.For(Registered);
        Tokens.For(Registered).ShouldBe(token);
        SlipTokens.TryRead(token, out var authority, out var document).ShouldBeTrue();
        (authority, document).ShouldBe((Mitte, Registered.Id));
        Tokens.IsFor(Registered, token).ShouldBeTrue();
    }

    [Fact]
    public void A_token_ends_with_the_code_it_was_made_for() =>
        Tokens.IsFor(Registered.With([Story.reissued.Known()]), Tokens.For(Registered)).ShouldBeFalse();

    [Fact]
    public void A_token_of_another_document_or_key_is_none()
    {
        var other = Document.Of(Mitte, Domain.OrderNumber.Parse("another")).With([Story.received.Known()]);
        Tokens.IsFor(Registered, Tokens.For(other)).ShouldBeFalse();
        Tokens.IsFor(Registered, new SlipTokens(new LookupKeys(Samples.Realm, [new LookupKey(1, new byte[32])])).For(Registered)).ShouldBeFalse();
    }

    [Fact]
    public void A_token_with_any_character_changed_is_none()
    {
        var token = Tokens.For(Registered);
        Gen.Select(Gen.Int[0, token.Length - 1], Gen.Char).Where((at, character) => token[at] != character)
            .Sample((at, character) =>
            {
                var changed = token[..at] + character + token[(at + 1)..];
                SlipTokens.TryRead(changed, out _, out _);
                return !Tokens.IsFor(Registered, changed);
            }, iter: Cases);
    }

    [Fact]
    public void Whatever_is_asked_for_nothing_falls_over() =>
        HostileText.Sample(text =>
        {
            // A token may well be read before its seal is checked; it only must not be anybody's.
            _ = SlipTokens.TryRead(text, out _, out _);
            return !Tokens.IsFor(Registered, text);
        }, iter: Cases);
}
