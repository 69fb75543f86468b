using System.Text;
using CsCheck;
using Shouldly;
using Xunit;
using static Ausweisstatus.Domain.Tests.Generators;
using static Ausweisstatus.Domain.Tests.Samples;

namespace Ausweisstatus.Domain.Tests;

public sealed class WatchTokenTests
{
    private static readonly DateTimeOffset Now = Day(1);
    private static readonly Watched Sample = new(LookupOf("1990-05-17"), Now.AddHours(1));
    private static readonly WatchTokens Tokens = Of(Key());

    [Fact]
    public void A_token_is_read_as_what_it_was_made_for() =>
        Gen.Select(Generators.Key, Generators.Reference, Generators.DateOfBirth, Gen.Int[1, 3_000_000]).Sample((key, reference, date, seconds) =>
        {
            var watched = new Watched(key.LookupOf(reference, date), Now.AddSeconds(seconds));
            var token = Of(key).For(watched);
            return Of(key).TryRead(token, Now, out var read) && read == watched && Of(key).For(read) == token;
        }, iter: Cases);

    // A token that another node made is read by this one, so the form is as fixed as that of a slip, if only for an hour.
    [Fact]
    public void The_form_stays_what_it_is() =>
        Tokens.For(Sample).ShouldBe("AAE6v8z_4P7fQnFExHlQEwSZMLp1_mFR4huFb4Utw27eAGmjj5Avd-AhNuotQlmOyTrY4Y75");

    [Fact]
    public void A_token_ends_at_its_second()
    {
        var token = Tokens.For(Sample);
        Tokens.TryRead(token, Sample.Until.AddTicks(-1), out _).ShouldBeTrue();
        Tokens.TryRead(token, Sample.Until, out _).ShouldBeFalse();
        Tokens.TryRead(token, Sample.Until.AddYears(50), out _).ShouldBeFalse();
    }

    [Fact]
    public void A_token_with_any_character_changed_left_out_or_added_is_refused()
    {
        var token = Tokens.For(Sample);
        Gen.Select(Gen.Int[0, token.Length - 1], Gen.Frequency((1, Gen.Char), (3, Gen.Char['-', 'z'])))
            .Sample((at, character) =>
                (token[at] == character || IsRefused(token[..at] + character + token[(at + 1)..]))
                && IsRefused(token.Remove(at, 1))
                && IsRefused(token.Insert(at, character.ToString())), iter: Cases);
    }

    [Fact]
    public void A_token_of_another_key_and_of_one_that_was_taken_out_of_use_is_refused()
    {
        var second = new Watched(LookupOf("1990-05-17", keyVersion: 2), Sample.Until);
        var token = Of(Key(), Key(2)).For(second);

        Of(Key(), Key(2)).TryRead(token, Now, out _).ShouldBeTrue();
        Of(Key(2)).TryRead(token, Now, out _).ShouldBeTrue();
        IsRefused(token).ShouldBeTrue();
        Of(new LookupKey(2, new byte[32])).TryRead(token, Now, out _).ShouldBeFalse();
        Should.Throw<InvalidOperationException>(() => Tokens.For(second));
    }

    [Fact]
    public void Neither_code_nor_date_of_birth_is_in_it()
    {
        var code = Key().ReferenceOf(Samples.Realm, Mitte, Order, 1);
        var token = Tokens.For(new Watched(Key().LookupOf(code, Domain.DateOfBirth.Parse("1990-05-17")), Sample.Until));
        var bytes = Encoding.Latin1.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(token));
        foreach (var secret in (string[])[code.ToString(), code.Compact, "1990-05-17", "19900517"])
        {
            token.ShouldNotContain(secret);
            bytes.ShouldNotContain(secret);
        }
    }

    // Tens of thousands are made in a second.
    [Fact]
    public void Making_a_token_takes_no_memory_but_that_of_its_text()
    {
        var length = Tokens.For(Sample).Length;
        BytesOf(() => Tokens.For(Sample)).ShouldBe(BytesOf(() => new string('A', length)));

        static long BytesOf(Func<string> make)
        {
            make();
            var before = GC.GetAllocatedBytesForCurrentThread();
            make();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Whatever_is_sent_for_a_token_nothing_falls_over() => HostileText.Sample(IsRefused, iter: Cases);

    private static bool IsRefused(string text) => !Tokens.TryRead(text, Now, out _);

    private static WatchTokens Of(params LookupKey[] keys) => new(new LookupKeys(Samples.Realm, keys));
}
