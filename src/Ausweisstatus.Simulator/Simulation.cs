using Ausweisstatus.Simulator.Feed;
using Ausweisstatus.Simulator.Reporting;
using Ausweisstatus.Simulator.Sending;
using Ausweisstatus.Simulator.Story;
using Ausweisstatus.Simulator.Subscribing;
using Ausweisstatus.Simulator.Verifying;
using Spectre.Console;

namespace Ausweisstatus.Simulator;

/// <summary>Sends a feed, then perhaps verifies it, and says how it went.</summary>
internal sealed class Simulation(Run run, int documents, IAnsiConsole console)
{
    /// <returns>The exit code: 0 when all went well.</returns>
    public async Task<int> Run(Uri url, DirectoryInfo data, bool verify, bool subscribe, CancellationToken cancellation)
    {
        var tokens = new Dictionary<Client, ClientToken>();
        try
        {
            foreach (var client in Client.All)
            {
                tokens.Add(client, ClientToken.Read(client, data, TimeProvider.System));
            }

            using var http = new HttpClient { BaseAddress = url };
            return await Run(new RetryingHttpClient(http, TimeProvider.System), tokens, verify, subscribe, cancellation);
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

    private async Task<int> Run(
        RetryingHttpClient http, Dictionary<Client, ClientToken> tokens, bool verify, bool subscribe, CancellationToken cancellation)
    {
        console.MarkupLineInterpolated(
            $"{documents:N0} documents, {run.Scenario.Name} until {run.Until:yyyy-MM-dd}, seed {run.Seed}: orders [bold]{run.OrderOf(0)}[/] and on");
        var tally = new Tally();
        var apis = tokens.ToDictionary(own => own.Key, own => new ApiClient(http, own.Value, tally));
        if (!subscribe)
        {
            var references = await Send(http, apis, tally, cancellation);
            var isRight = !verify || (await Verify(http, references, cancellation)).IsRight;
            return Code(isRight && tally.Of(Outcome.Rejected) == 0);
        }

        await using var receiver = await WebhookReceiver.Start(cancellation);
        var mailbox = new Mailbox(http);
        // Where there are no mails to be read, this says so.
        await mailbox.Fetch(cancellation);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var following = mailbox.Follow(over.Token);
        var subscribers = new Subscribers(run, documents, apis, http, tally, receiver, mailbox);
        try
        {
            await Show(http, "Subscribing", "documents", () => subscribers.Confirmed, () => subscribers.Done, subscribers.Subscribe(cancellation));
            var verifier = await Verify(http, await Send(http, apis, tally, cancellation), cancellation);
            var told = new ToldVerifier(run, documents, receiver, mailbox, verifier.Headlines);
            await Show(http, "Being told", "messages", () => told.Deliveries + told.Mails, () => told.Complete, told.Verify(cancellation));
            Summary.OfTelling(console, told);
            return Code(told.Wrong == 0 && verifier.IsRight && tally.Of(Outcome.Rejected) == 0);
        }
        finally
        {
            await subscribers.Leave(CancellationToken.None);
            await over.CancelAsync();
            await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static int Code(bool right) => right ? 0 : 1;

    private async Task<IReadOnlyList<string?>> Send(
        RetryingHttpClient http, Dictionary<Client, ApiClient> apis, Tally tally, CancellationToken cancellation)
    {
        var sender = new FeedSender(run, documents, apis, tally);
        try
        {
            await Show(http, "Sending", "facts", () => tally.Total, () => sender.Done, sender.Send(cancellation));
        }
        finally
        {
            Summary.OfSending(console, tally);
        }

        return sender.References;
    }

    private async Task<Verifier> Verify(RetryingHttpClient http, IReadOnlyList<string?> references, CancellationToken cancellation)
    {
        var verifier = new Verifier(run, references, http);
        await Show(http, "Verifying", "documents", () => verifier.Asked, () => verifier.Asked, verifier.Verify(cancellation));
        Summary.OfVerifying(console, verifier);
        return verifier;
    }

    private Task Show(RetryingHttpClient http, string what, string unit, Func<int> count, Func<double> done, Task work) => new ProgressDisplay(
        console,
        elapsed => $"{what}: {ProgressDisplay.Speed(count(), unit, elapsed)}{(http.Waiting > 0 ? ", waiting for the host" : "")}",
        documents,
        done).ShowAsync(work);
}
