using System.Globalization;
using System.Net;
using Ausweisstatus.Simulator.Story;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Spectre.Console;
using Xunit;

namespace Ausweisstatus.Simulator.Tests;

public sealed class SimulationTests : IAsyncLifetime
{
    private const int Documents = 400;
    private readonly DataDirectory data = new();
    private readonly StringWriter printed = new(CultureInfo.InvariantCulture);
    private StubHost host = null!;

    public async ValueTask InitializeAsync() => host = await StubHost.Start();

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        data.Dispose();
        printed.Dispose();
    }

    [Fact]
    public async Task A_feed_is_sent_in_all_four_forms_and_verifies()
    {
        (await Simulate()).ShouldBe(0, printed.ToString());

        printed.ToString().ShouldContain("every status is the truth");
        host.Forms.Keys.ShouldBe(
            ["application/cloudevents+json", "application/cloudevents-batch+json", "application/x-ndjson", "binary"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_feed_sent_again_is_all_duplicates()
    {
        await Simulate(verify: false);
        printed.GetStringBuilder().Clear();

        (await Simulate()).ShouldBe(0, printed.ToString());

        printed.ToString().ShouldMatch(@"all\s+│\s+0\s+│\s+[\d,]+\s+│\s+0\s+│");
    }

    [Fact]
    public async Task A_feed_that_was_interrupted_and_is_sent_again_verifies()
    {
        var left = 700;
        host.Interfere = context =>
        {
            if (Interlocked.Decrement(ref left) > 0)
            {
                return Task.FromResult(false);
            }

            context.Response.StatusCode = 404;
            return Task.FromResult(true);
        };
        (await Simulate()).ShouldBe(1);
        printed.ToString().ShouldContain("was refused: 404");

        host.Interfere = _ => Task.FromResult(false);
        (await Simulate()).ShouldBe(0, printed.ToString());
    }

    [Fact]
    public async Task A_rejected_fact_is_shown_with_its_problem()
    {
        await Simulate(verify: false);
        host.Interfere = async context =>
        {
            if (!context.Request.Headers.ContainsKey("ce-id"))
            {
                return false;
            }

            context.Response.StatusCode = 422;
            await context.Response.WriteAsync("""{"type":"urn:ausweisstatus:problem:unknown-location","status":422}""");
            return true;
        };

        (await Simulate(verify: false)).ShouldBe(1);

        printed.ToString().ShouldContain("unknown-location");
    }

    [Fact]
    public async Task A_wrong_status_and_a_missing_document_are_found()
    {
        host.Tell = (subject, stage) => subject.EndsWith("000007", StringComparison.Ordinal) ? Stage.Lost : stage;
        host.Interfere = async context =>
        {
            if (context.Request.Path != "/api/v1/status")
            {
                return false;
            }

            context.Request.EnableBuffering();
            var body = await new StreamReader(context.Request.Body).ReadToEndAsync();
            context.Request.Body.Position = 0;
            context.Response.StatusCode = body.Contains("000009", StringComparison.Ordinal) ? (int)HttpStatusCode.NotFound : 200;
            return context.Response.StatusCode == 404;
        };

        (await Simulate()).ShouldBe(1);

        printed.ToString().ShouldContain("1 missing, 1 wrong");
        printed.ToString().ShouldMatch(@"000007 │ stage");
        printed.ToString().ShouldMatch(@"000009 │ document");
    }

    private Task<int> Simulate(bool verify = true)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(printed) });
        console.Profile.Width = 200;
        return new Simulation(Runs.Usual, Documents, console).Run(host.Url, data.Info, verify, subscribe: false, TestContext.Current.CancellationToken);
    }
}
