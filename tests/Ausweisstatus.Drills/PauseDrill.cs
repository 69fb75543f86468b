using System.Diagnostics;
using System.Net;
using Ausweisstatus.Drills.Ground;

namespace Ausweisstatus.Drills;

/// <summary>PostgreSQL stands still with all its connections open, as on a disk that hangs.</summary>
internal sealed class PauseDrill : IDrill
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public string Name => "drill-pause";

    public string Shows => "PostgreSQL paused under load: honest errors, nothing acknowledged is lost, and it goes on by itself";

    public async Task<IReadOnlyList<string>> RunAsync(DrillServer server, TimeSpan duration, CancellationToken cancellation)
    {
        await using var installation = await DrillInstallation.MakeAsync(server.Postgres, cancellation);
        // As impatient as Npgsql can be told to be: with half a minute, which is its own, the drill would take as long.
        await using var node = await installation.StartNodeAsync(cancellation, "Command Timeout=2;Timeout=2;Cancellation Timeout=1000");
        using var http = new HttpClient { BaseAddress = node.Address };
        var load = new Load(installation, node.Address);
        var pauses = new List<TimeSpan>();
        await UnderLoad.DisturbAsync(load, async failed =>
        {
            var watch = Stopwatch.StartNew();
            do
            {
                await load.AcknowledgesAsync(1 + Random.Shared.Next(200), failed);
                pauses.Add(await PauseAsync(server, load, http, failed));
                await load.AcknowledgesAsync(1, failed);
                await Condition.HoldsAsync(() => IsAsync(http, "/health/ready", HttpStatusCode.OK), "the node was not ready again", Patience, failed);
            }
            while (watch.Elapsed < duration);
        }, cancellation);

        return
        [
            $"PostgreSQL was paused {pauses.Count} times, up to {pauses.Max().TotalSeconds:0.0} s; "
                + $"{load.Posts(HttpStatusCode.ServiceUnavailable)} posts and {load.Questions(HttpStatusCode.ServiceUnavailable)} questions were answered 503, none otherwise.",
            await Recorded.CheckAsync(installation, load.Acknowledged, cancellation),
        ];
    }

    /// <summary>Until senders, citizen and whoever asks for the health have all been told.</summary>
    private static async Task<TimeSpan> PauseAsync(DrillServer server, Load load, HttpClient http, CancellationToken cancellation)
    {
        var (posts, questions) = (load.Posts(HttpStatusCode.ServiceUnavailable), load.Questions(HttpStatusCode.ServiceUnavailable));
        await server.PauseAsync();
        try
        {
            var told = await Condition.HoldsAsync(
                () => load.Posts(HttpStatusCode.ServiceUnavailable) > posts && load.Questions(HttpStatusCode.ServiceUnavailable) > questions,
                "nobody was told that the database does not answer", Patience, cancellation);
            if (!await IsAsync(http, "/health/live", HttpStatusCode.OK) || !await IsAsync(http, "/health/ready", HttpStatusCode.ServiceUnavailable))
            {
                throw new DrillFailedException("While PostgreSQL was paused the node was not live, or was ready.");
            }

            return told;
        }
        finally
        {
            await server.ResumeAsync();
        }
    }

    private static async Task<bool> IsAsync(HttpClient http, string path, HttpStatusCode status)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode == status;
    }
}
