using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Ausweisstatus.Intake;
using Ausweisstatus.Intake.Answering;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Intake;

/// <summary>Streams and batches of any length, for senders who read while they send and for those who do not.</summary>
[Collection(SharedInstallation.Name)]
public sealed class StreamsTests(Installation installation)
{
    private const string Ndjson = "application/x-ndjson";
    private const int HundredMegabytes = 100_000_000;

    private readonly HttpClient printShop = installation.As("print-shop");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hundred_megabytes_are_read_in_flat_memory_whether_or_not_the_length_is_told(bool tellsLength)
    {
        var known = Event("order-confirmed", NewOrder()).ToJsonString();
        // Long lines that are blank, and some that are the same again.
        var block = Encoding.UTF8.GetBytes($"{known}\n{new string(' ', 60_000)}\r\n{new string(' ', 39_000)}\n".PadRight(100_000 - 1) + "\n");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var after = 0L;
        using var body = new Repeated(block, HundredMegabytes / block.Length, tellsLength, atNineTenths: () => after = GC.GetTotalMemory(forceFullCollection: true));

        var response = await printShop.PostAsync(new Uri("/api/v1/events", UriKind.Relative), body);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        Tally(await response.Content.ReadAsStringAsync()).ShouldBe($$"""{"accepted":1,"duplicates":{{(HundredMegabytes / block.Length) - 1}},"rejected":0}""");
        (after - before).ShouldBeLessThan(50_000_000);
    }

    [Fact]
    public async Task A_batch_may_be_as_large_as_its_events()
    {
        var events = Enumerable.Range(0, 600).Select(_ => Event("order-confirmed", NewOrder(), new { note = new string('x', 60_000) })).ToArray();

        var response = await printShop.PostBatchAsync(events);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        ((int)(await response.JsonAsync())["accepted"]!).ShouldBe(600);
    }

    [Theory]
    [InlineData("/api/v1/events", "application/cloudevents+json")]
    [InlineData("/api/v1/documents", "application/json")]
    [InlineData("/api/v1/status", "application/json")]
    public async Task Too_much_for_one_event_or_question_is_still_told(string path, string type)
    {
        foreach (var tellsLength in new[] { true, false })
        {
            using var body = new Repeated(new byte[1_000_000], 40, tellsLength);
            body.Headers.ContentType = MediaTypeHeaderValue.Parse(type);

            var response = await installation.As("office-berlin-mitte").PostAsync(new Uri(path, UriKind.Relative), body);

            response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        }
    }

    [Fact]
    public async Task Who_reads_only_after_sending_everything_gets_every_result()
    {
        const int Lines = 100_000;
        var known = Encoding.UTF8.GetBytes(Event("order-confirmed", NewOrder()).ToJsonString() + "\n");
        using var body = new Repeated([.. Enumerable.Repeat(known, 1000).SelectMany(line => line)], Lines / 1000, tellsLength: true);

        // This client reads nothing before it has sent all.
        var response = await printShop.PostAsync(new Uri("/api/v1/events", UriKind.Relative), body);

        var answers = (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        answers.Length.ShouldBe(Lines + 1);
        for (var index = 0; index < Lines; index += 999)
        {
            answers[index].ShouldStartWith($"{{\"index\":{index},");
        }

        answers[^1].ShouldBe($$"""{"accepted":1,"duplicates":{{Lines - 1}},"rejected":0}""");
    }

    [Fact]
    public async Task Who_reads_while_sending_gets_each_result_at_once()
    {
        using var http = await OpenAsync();
        for (var index = 0; index < 20; index++)
        {
            await http.SendChunkAsync(Event("order-confirmed", NewOrder()).ToJsonString() + "\n");

            (await http.ReadJsonLineAsync())!.ShouldStartWith($"{{\"index\":{index},");
        }

        await http.SendAsync("0\r\n\r\n");
        (await http.ReadJsonLineAsync()).ShouldBe("""{"accepted":20,"duplicates":0,"rejected":0}""");
    }

    [Fact]
    public async Task When_too_much_waits_to_be_read_the_sender_is_told_where_to_go_on()
    {
        const int Lines = 200_000;
        var known = Encoding.UTF8.GetBytes(Event("order-confirmed", NewOrder()).ToJsonString() + "\n");
        using var body = new Repeated([.. Enumerable.Repeat(known, 1000).SelectMany(line => line)], Lines / 1000, tellsLength: true);
        // As if others had left room for little.
        var room = installation.Services.GetRequiredService<SpoolRoom>();
        var others = IntakeLimits.WaitingBytesOfNode - 1_000_000;
        room.TryReserve(others).ShouldBeTrue();
        try
        {
            var response = await printShop.PostAsync(new Uri("/api/v1/events", UriKind.Relative), body);

            var answers = (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var last = JsonNode.Parse(answers[^1])!;
            ((int)last["notRecordedFrom"]!).ShouldBe(answers.Length - 1);
            ((int)last["notRecordedFrom"]!).ShouldBeLessThan(Lines);
            ((string)last["problem"]!["type"]!).ShouldEndWith("too-large");
        }
        finally
        {
            room.Release(others);
        }

        room.TryReserve(IntakeLimits.WaitingBytesOfNode).ShouldBeTrue("or some of the room was not given back");
        room.Release(IntakeLimits.WaitingBytesOfNode);
    }

    private static string Tally(string answer) => answer.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];

    private Task<RawConnection> OpenAsync() => RawConnection.OpenAsync(
        installation.Address,
        "POST /api/v1/events",
        $"Authorization: {printShop.DefaultRequestHeaders.Authorization}",
        $"Content-Type: {Ndjson}",
        "Transfer-Encoding: chunked");

    /// <summary>A body that is made while it is sent.</summary>
    private sealed class Repeated : HttpContent
    {
        private readonly byte[] block;
        private readonly int times;
        private readonly bool tellsLength;
        private readonly Action? atNineTenths;

        public Repeated(byte[] block, int times, bool tellsLength, Action? atNineTenths = null)
        {
            (this.block, this.times, this.tellsLength, this.atNineTenths) = (block, times, tellsLength, atNineTenths);
            Headers.ContentType = new MediaTypeHeaderValue(Ndjson);
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            for (var time = 0; time < times; time++)
            {
                if (time == times / 10 * 9)
                {
                    atNineTenths?.Invoke();
                }

                await stream.WriteAsync(block);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = (long)block.Length * times;
            return tellsLength;
        }
    }
}
