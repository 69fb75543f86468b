using Ausweisstatus.Simulator.Feed;
using Ausweisstatus.Simulator.Reporting;
using Ausweisstatus.Simulator.Sending;
using Ausweisstatus.Simulator.Story;
using Ausweisstatus.Simulator.Verifying;
using Spectre.Console;

namespace Ausweisstatus.Simulator;

/// <summary>Sends a feed, then perhaps verifies it, and says how it went.</summary>
internal sealed class Simulation(Run run, int documents, IAnsiConsole console)
{
    /// <returns>The exit code: 0 when all went well.</returns>
    public async Task<int> Run(Uri url, DirectoryInfo data, bool verify, CancellationToken cancellation)
    {
        var tokens = new Dictionary<Client, ClientToken>();
        try
        {
            foreach (var client in Client.All)
            {
                tokens.Add(client, ClientToken.Read(client, data, TimeProvider.System));
            }

            using var http = new HttpClient { BaseAddress = url };
            return await Run(new RetryingHttpClient(http, TimeProvider.System), tokens, verify, cancellation);
        }
        catch (StoppedException stopped)
        {
            console.MarkupLineInterpolated($"[red]{stopped.Message}[/]");
            return 1;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            console.MarkupLine("[yellow]Stopped.[/] Repeat the same command to send the rest: facts already known are recognised.");
            return 1;
        }
        finally
        {
            foreach (var token in tokens.Values)
            {
                token.Dispose();
            }
        }
    }

    private async Task<int> Run(RetryingHttpClient http, Dictionary<Client, ClientToken> tokens, bool verify, CancellationToken cancellation)
    {
        console.MarkupLineInterpolated(
            $"{documents:N0} documents, {run.Scenario.Name} until {run.Until:yyyy-MM-dd}, seed {run.Seed}: orders [bold]{run.OrderOf(0)}[/] and on");
        string Line(string what, int count, string unit, TimeSpan elapsed) =>
            $"{what}: {ProgressDisplay.Speed(count, unit, elapsed)}{(http.Waiting > 0 ? ", waiting for the host" : "")}";

        var tally = new Tally();
        var apis = tokens.ToDictionary(own => own.Key, own => new ApiClient(http, own.Value, tally));
        var sender = new FeedSender(run, documents, apis, tally);
        try
        {
            await new ProgressDisplay(console, time => Line("Sending", tally.Total, "facts", time), documents, () => sender.Done)
                .ShowAsync(sender.Send(cancellation));
        }
        finally
        {
            Summary.OfSending(console, tally);
        }

        var right = tally.Of(Outcome.Rejected) == 0;
        if (verify)
        {
            var verifier = new Verifier(run, sender.References, http);
            await new ProgressDisplay(console, time => Line("Verifying", verifier.Asked, "documents", time), documents, () => verifier.Asked)
                .ShowAsync(verifier.Verify(cancellation));
            Summary.OfVerifying(console, verifier);
            right &= verifier is { Missing: 0, Wrong: 0 };
        }

        return right ? 0 : 1;
    }
}
