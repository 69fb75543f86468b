using System.Text;
using Ausweisstatus.Access;
using Ausweisstatus.Domain;
using Ausweisstatus.Intake.Reading;
using Ausweisstatus.Intake.Validation;
using CsCheck;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Intake.Reading;

/// <summary>The short way of reading a fact's data against the way member by member.</summary>
public sealed class FastFactReaderTests
{
    private const int Cases = 20_000;

    private static readonly DateTimeOffset At = new(2026, 10, 21, 16, 2, 11, TimeSpan.Zero);
    private static readonly Subject About = new(AuthorityId.Parse("berlin-mitte"), OrderNumber.Parse("B-1"));
    private static readonly FactDataReader Data = new(new LookupKeys(Realm.Parse("00"), [new LookupKey(1, new byte[32])]));

    private static readonly Gen<string> Member = Gen.Select(
        Const("to", "carrier", "trackingNumber", "location", "heldUntil", "branch", "reason", "kind", "delivery", "occurredAt", "fact", "lookup", "more"),
        Const("\"office\"", "\"holder\"", "\"OFFICE\"", "\"DHL\"", "\"K\\u00f6ln\"", "\"\\ud800\"", "\"\\u0000\"", "\"\"", "\" x \"", "\"mitte-rathaus-mitte\"",
            "\"2026-11-30\"", "\"2026-11-31\"", "\"photo\"", "\"withdrawn\"", "null", "1", "1e9999", "[]", "{}", "\"2026-01-01T00:00:00Z\""),
        (name, value) => $"\"{name}\":{value}");

    private static readonly Gen<string> Written = Gen.OneOf(
        Const("", "{}", "{ }", " {}", "[]", "7", "{\"to\":\"office\"}", "{\"to\":\"office\"", "{\"to\":\"office\"}}"),
        Member.Array[1, 4].Select(members => $"{{{string.Join(',', members)}}}"));

    [Fact]
    public void What_is_read_the_short_way_is_what_is_read_member_by_member() => Gen.Select(Gen.Int[0, FactType.All.Count - 1], Written).Sample(
        (which, text) =>
        {
            var type = FactType.All[which];
            var data = Encoding.UTF8.GetBytes(text);
            if (FastFactReader.TryRead(type, At, data) is { } plain)
            {
                var slow = Data.ReadMemberByMember(type, At, About, Role.Manufacturer, new ReceivedEvent("1", "/a", type.CloudEventType, "s", At, data));
                slow.Problem.ShouldBeNull(text);
                plain.ShouldBe(slow.Fact, text);
            }
        },
        iter: Cases);

    [Theory]
    [InlineData("dispatched", """{"to":"office","carrier":"DHL","trackingNumber":"1"}""")]
    [InlineData("ready-for-pickup", """{"location":"mitte-rathaus-mitte","heldUntil":"2026-11-30"}""")]
    [InlineData("order-sent", "{}")]
    [InlineData("order-sent", "")]
    [InlineData("delivery-missed", """{"branch":"K\u00f6ln"}""")]
    public void Usual_data_is_read_the_short_way(string fact, string data) =>
        FastFactReader.TryRead(FactType.Named(fact)!, At, Encoding.UTF8.GetBytes(data)).ShouldNotBeNull();

    private static Gen<string> Const(params string[] values) => Gen.Int[0, values.Length - 1].Select(which => values[which]);
}
