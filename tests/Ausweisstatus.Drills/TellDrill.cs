using System.Diagnostics;
using Ausweisstatus.Drills.Ground;
using Ausweisstatus.Drills.Telling;

namespace Ausweisstatus.Drills;

/// <summary>The worker that tells webhooks and citizens what changed is killed, and PostgreSQL, at any moment, and the mail server is away.</summary>
internal sealed class TellDrill : IDrill
{
    private const int AtLeast = 2;

    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(120);

    public string Name => "drill-tell";

    public string Shows => "the worker is killed again and again, and PostgreSQL, while a webhook and mailboxes are told what changed: everything is told, in order, under one id";

    public async Task<IReadOnlyList<string>> RunAsync(DrillServer server, TimeSpan duration, CancellationToken cancellation)
    {
        var directory = Directory.CreateTempSubdirectory("ausweisstatus-tell-");
        try
        {
            // To this machine webhooks are posted in Development only. Keys of clients and the lookup key lie in the directory.
            await using var readers = await MailReaders.StartAsync();
            var settings = readers.Settings
                .Add("ASPNETCORE_ENVIRONMENT", "Development")
                .Add("AUSWEIS_DATA", directory.FullName)
                .Add("Webhooks__Timeout", "00:00:02")
                .AddRange(Enumerable.Range(0, 20).Select(failure => KeyValuePair.Create($"Webhooks__Pauses__{failure}", "00:00:00.1")));
            var database = await server.Postgres.CreateDatabaseAsync($"drill_{Guid.NewGuid():n}", cancellation: cancellation);
            await using var web = await Node.StartAsync(database, settings, cancellation, "web");
            await using var endpoint = await Endpoint.StartAsync(cancellation);
            using var feed = new ChangingDocuments(web.Address, directory.FullName);
            await feed.RegisterAsync(endpoint, cancellation);
            await using (await Node.StartAsync(database, settings, cancellation, "worker"))
            {
                await readers.SubscribeAsync(feed, cancellation);
            }

            var (memory, kills, watch) = (web.Memory, 0, Stopwatch.StartNew());
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var posting = feed.WorkAsync(endpoint, enough.Token);
            for (; (kills < AtLeast || watch.Elapsed < duration) && !posting.IsFaulted; kills++)
            {
                await using var worker = await Node.StartAsync(database, settings, cancellation, "worker");
                await readers.GoOnAsync(feed);
                await (kills % 3 == 1 ? readers.LeaveAsync() : readers.ReturnAsync());
                if (kills % 4 == 1)
                {
                    // The worker has to bear it, and goes on.
                    await server.KillAsync(cancellation);
                }

                var told = endpoint.Count + 1 + Random.Shared.Next(duration > TimeSpan.Zero ? 500 : 50);
                await GoesOnAsync(endpoint, told, worker, cancellation);
            }

            await enough.CancelAsync();
            await posting;
            await using var last = await Node.StartAsync(database, settings, cancellation, "worker");
            await readers.ReturnAsync();
            await Condition.HoldsAsync(() => feed.Orders.All(endpoint.WasToldAll), "not everything was told", Recovery, cancellation);
            await Condition.HoldsAsync(readers.EverybodyKnowsTheLast, "not everybody was told the last news by mail", Recovery, cancellation);
            return
            [
                $"The worker was killed {kills} times; {endpoint.CheckAll(feed.Orders)}",
                readers.CheckAll(),
                $"The web node took {memory} MB at first and {web.Memory} MB at the end, the last worker {last.Memory} MB.",
            ];
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task GoesOnAsync(Endpoint endpoint, int told, Node worker, CancellationToken cancellation)
    {
        try
        {
            await Condition.HoldsAsync(() => endpoint.Count >= told, "nothing further was told", Recovery, cancellation);
        }
        catch (DrillFailedException problem)
        {
            throw new DrillFailedException($"{problem.Message} The worker {(worker.HasEnded ? "ended" : "ran")} and said: {worker.Log}");
        }
    }
}
