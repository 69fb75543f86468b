using System.Text;
using CsCheck;
using Shouldly;
using Xunit;
using static Ausweisstatus.Domain.Tests.Generators;
using static Ausweisstatus.Domain.Tests.Samples;

namespace Ausweisstatus.Domain.Tests;

public sealed class DeviceTokenTests
{
    private static readonly DateTimeOffset Now = Day(1);
    private static readonly KnownDevice Sample = new(0x0123_4567_89AB_CDEF, Now.AddDays(180));
    private static readonly Reference Code = Key().ReferenceOf(Samples.Realm, Mitte, Order, 1);
    private static readonly DeviceTokens Tokens = Of(Key());

    [Fact]
    public void A_token_is_read_as_what_it_was_made_for_and_with_no_other_code() =>
        Gen.Select(Generators.Key, Generators.Reference, Generators.Reference, Gen.ULong, Gen.Int[1, 3_000_000])
            .Where((_, code, other, _, _) => code != other)
            .Sample((key, code, other, id, seconds) =>
            {
                var device = new KnownDevice(id, Now.AddSeconds(seconds));
                var token = Of(key).For(code, device);
                return Of(key).TryRead(token, code, Now, out var read) && read == device && !Of(key).TryRead(token, other, Now, out _);
            }, iter: Cases);

    // It lies in browsers for half a year.
    [Fact]
    public void The_form_stays_what_it_is() => Tokens.For(Code, Sample).ShouldBe("AAEBI0VniavN72qQz4BIbdMoSg4t_woF7xDI2ym0");

    [Fact]
    public void A_token_ends_at_its_second()
    {
        var token = Tokens.For(Code, Sample);
        Tokens.TryRead(token, Code, Sample.Until.AddTicks(-1), out _).ShouldBeTrue();
        Tokens.TryRead(token, Code, Sample.Until, out _).ShouldBeFalse();
    }

    [Fact]
    public void A_token_with_any_character_changed_left_out_or_added_is_none()
    {
        var token = Tokens.For(Code, Sample);
        Gen.Select(Gen.Int[0, token.Length - 1], Gen.Frequency((1, Gen.Char), (3, Gen.Char['-', 'z'])))
            .Sample((at, character) =>
                (token[at] == character || IsNone(token[..at] + character + token[(at + 1)..]))
                && IsNone(token.Remove(at, 1))
                && IsNone(token.Insert(at, character.ToString())), iter: Cases);
    }

    [Fact]
    public void A_token_of_another_key_is_none_and_one_of_an_older_key_holds()
    {
        var token = Tokens.For(Code, Sample);
        Of(Key(), Key(2)).TryRead(token, Code, Now, out _).ShouldBeTrue();
        Of(Key(2)).TryRead(token, Code, Now, out _).ShouldBeFalse();
        Of(new LookupKey(1, new byte[32])).TryRead(token, Code, Now, out _).ShouldBeFalse();
    }

    [Fact]
    public void The_code_is_not_in_it()
    {
        var token = Tokens.For(Code, Sample);
        var bytes = Encoding.Latin1.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(token));
        foreach (var secret in (string[])[Code.ToString(), Code.Compact])
        {
            token.ShouldNotContain(secret);
            bytes.ShouldNotContain(secret);
        }
    }

    [Fact]
    public void Whatever_is_sent_for_a_token_nothing_falls_over() => HostileText.Sample(IsNone, iter: Cases);

    private static bool IsNone(string text) => !Tokens.TryRead(text, Code, Now, out _);

    private static DeviceTokens Of(params LookupKey[] keys) => new(new LookupKeys(Samples.Realm, keys));
}
