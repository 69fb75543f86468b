using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Ausweisstatus.Benchmarks.Measuring;
using Ausweisstatus.Benchmarks.Stage;
using Npgsql;

namespace Ausweisstatus.Benchmarks.Rebuild;

/// <summary>
/// The product: <c>ausweis rebuild</c> as it is published, a process of its own, as an operator starts it. It tells how long it took, the
/// start of the process not counted.
/// </summary>
internal sealed partial class RebuildProcess(string program, Installation installation) : IContender, IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(10);

    private readonly NpgsqlDataSource database = NpgsqlDataSource.Create(installation.DatabaseForSuperuser);

    public string Description => "ausweis rebuild, its table emptied before";

    /// <summary>In MB, of all rounds.</summary>
    public double? PeakMemory { get; private set; }

    public async Task<Sample> MeasureAsync(TimeSpan duration, CancellationToken cancellation)
    {
        var documents = await EmptyAsync(cancellation);

        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, "rebuild"])
        {
            RedirectStandardOutput = true,
            Environment = { ["ConnectionStrings__Ausweisstatus"] = installation.Database },
        })!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            using var timer = new PeriodicTimer(LookEvery);
            while (!process.HasExited && await timer.WaitForNextTickAsync(cancellation))
            {
                if (ProcessMemory.Peak(process) is { } peak && !(peak < PeakMemory))
                {
                    PeakMemory = peak;
                }
            }

            return Found(await output, documents);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    /// <returns>How many documents there have to be afterwards.</returns>
    private async Task<long> EmptyAsync(CancellationToken cancellation)
    {
        await using var empty = database.CreateCommand("truncate ausweisstatus.mt_doc_document; checkpoint");
        empty.CommandTimeout = 0;
        await empty.ExecuteNonQueryAsync(cancellation);
        await using var count = database.CreateCommand("select count(*) from ausweisstatus.mt_streams");
        count.CommandTimeout = 0;
        return (long)(await count.ExecuteScalarAsync(cancellation))!;
    }

    private static Sample Found(string output, long documents)
    {
        var said = Sentence().Match(output);
        return said.Success && Number(said, 1) == documents && Number(said, 4) == documents
            ? new Sample(Number(said, 2) / Number(said, 3))
            : throw new BenchmarkFailedException("The rebuild did not make every document; nothing is measured.");
    }

    private static double Number(Match said, int group) => double.Parse(said.Groups[group].Value, NumberStyles.Number, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^([\d,]+) documents from ([\d,]+) facts in ([\d.]+) s, ([\d,]+) differed", RegexOptions.Multiline)]
    private static partial Regex Sentence();
}
