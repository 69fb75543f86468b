using CsCheck;
using Shouldly;
using Xunit;
using static Ausweisstatus.Domain.Tests.Samples;

namespace Ausweisstatus.Domain.Tests;

public sealed class SubscriptionTokenTests
{
    private static readonly SubscriptionTokens Tokens = new(new LookupKeys(Samples.Realm, [Key()]));

    [Fact]
    public void A_token_leads_to_its_subscription_also_after_a_new_key_was_taken_into_use() => Gen.Guid.Sample(id =>
    {
        var newer = new SubscriptionTokens(new LookupKeys(Samples.Realm, [Key(), Key(2)]));
        return Tokens.TryRead(Tokens.For(id), out var read) && read == id
            && newer.TryRead(Tokens.For(id), out read) && read == id
            && !Tokens.TryRead(newer.For(id), out _);
    });

    [Fact]
    public void A_token_with_another_symbol_anywhere_is_none() => Gen.Select(Gen.Guid, Gen.Int[0, 43], Gen.Char["ABCabc012-_"]).Sample((id, at, symbol) =>
    {
        var token = Tokens.For(id);
        var other = token[..at] + symbol + token[(at + 1)..];
        return other == token || !Tokens.TryRead(other, out _);
    });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("AAGkAdJxbbRMTI2V9qJ8SIbmAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAGkAdJxbbRMTI2V9qJ8SIbmAAAAAAAAAAAAAAAAAAA ")]
    public void What_is_no_token_is_none(string? text) => Tokens.TryRead(text, out _).ShouldBeFalse();
}
