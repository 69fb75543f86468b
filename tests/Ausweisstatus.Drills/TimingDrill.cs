using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Ausweisstatus.Drills.Ground;

namespace Ausweisstatus.Drills;

/// <summary>
/// Answers that must not be told apart are asked for by turns in a random order, over one connection, and compared: byte for byte, and
/// their times with a test that looks at nothing but which is slower.
/// </summary>
internal sealed class TimingDrill : IDrill
{
    private const int Few = 300;
    private const int Many = 10_000;
    private const double Improbable = 0.01;

    // A code bears as many misses as can be set, then it pauses for nine minutes at once.
    private const int Misses = 250;
    private const int TriesPerCode = 240;
    private const string Unknown = "an unknown code";
    private const string Wrong = "a wrong date of birth";
    private const string Paused = "the right date of birth in a pause";
    private const string BrokenSeal = "a slip with a broken seal";
    private const string MadeUp = "a slip that is made up";

    private static readonly DateOnly Born = new(1990, 5, 17);
    private static readonly (string One, string Other)[] Alike = [(Unknown, Wrong), (Unknown, Paused), (Wrong, Paused), (BrokenSeal, MadeUp)];

    // Addresses are not what is looked at here.
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["Ausweisstatus__Throttle__Burst"] = "1000000",
        ["Ausweisstatus__Throttle__PerMinute"] = "1000000",
        ["Ausweisstatus__Throttle__MissesPerReference"] = Misses.ToString(CultureInfo.InvariantCulture),
    };

    public string Name => "drill-timing";

    public string Shows => "unknown, wrong and paused, and slips with a broken seal and made up: the same bytes, and in the same time";

    public async Task<IReadOnlyList<string>> RunAsync(DrillServer server, TimeSpan duration, CancellationToken cancellation)
    {
        await using var installation = await DrillInstallation.MakeAsync(server.Postgres, cancellation);
        await using var node = await installation.StartNodeAsync(cancellation, settings: Settings);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = node.Address };
        using var connection = await KeptConnection.OpenAsync(node.Address, IPAddress.Loopback, cancellation);

        // Code is compiled while it runs at first.
        await MeasureAsync(1);
        var (samples, watch, measurements, suspects) = (duration > TimeSpan.Zero ? Many : Few, Stopwatch.StartNew(), 0, Array.Empty<string>());
        List<string> seen = [];
        do
        {
            // One comparison in a hundred shows a difference where there is none; hardly any does so twice in a row.
            var times = await MeasureAsync(samples);
            var compared = Alike.Select(pair => (Pair: $"{pair.One} and {pair.Other}", P: MannWhitney.P(times[pair.One], times[pair.Other]))).ToArray();
            seen.Add($"{times[Unknown].Count:N0} of each: {string.Join(", ", times.Select(one => $"{one.Key} {Median(one.Value):0} µs"))}; "
                + $"{string.Join(", ", compared.Select(one => $"{one.Pair}: p = {one.P:0.####}"))}.");
            var different = compared.Where(one => one.P < Improbable).Select(one => one.Pair).ToArray();
            if (different.Intersect(suspects).ToArray() is { Length: > 0 } again)
            {
                throw new DrillFailedException($"The time tells apart {string.Join(", ", again)}:\n{string.Join('\n', seen.TakeLast(2))}");
            }

            (suspects, measurements) = (different, measurements + 1);
        }
        while (suspects.Length > 0 || watch.Elapsed < duration);

        return [$"Neither bytes nor times told them apart in {measurements} measurements. The last:", seen[^1]];

        async Task<Dictionary<string, List<double>>> MeasureAsync(int atLeast)
        {
            var times = new Dictionary<string, List<double>>();
            do
            {
                await AddAsync(times, connection, await PrepareAsync(http, installation, connection, cancellation), cancellation);
            }
            while (times[Unknown].Count < atLeast);

            return times;
        }
    }

    /// <summary>Some requests of each kind, in a random order.</summary>
    private static async Task<(string Kind, Action Send)[]> PrepareAsync(
        HttpClient http, DrillInstallation installation, KeptConnection connection, CancellationToken cancellation)
    {
        var office = installation.TokenOf("office-berlin-mitte");
        var known = await RegisteredDocument.MakeAsync(http, office, Born, cancellation);
        var paused = await RegisteredDocument.MakeAsync(http, office, Born, cancellation);
        var unknown = RegisteredDocument.UnknownReference();
        for (var miss = 0; miss < Misses; miss++)
        {
            Expect(404, await connection.AskAsync(paused.Reference, Born.AddDays(1 + miss), cancellation));
        }

        Expect(200, await connection.AskAsync(known.Reference, Born, cancellation));
        Expect(404, await connection.AskAsync(paused.Reference, Born, cancellation));
        var requests = Enumerable.Range(1, TriesPerCode).SelectMany(number => new (string, Action)[]
        {
            (Unknown, () => connection.Ask(unknown, Born.AddDays(number))),
            (Wrong, () => connection.Ask(known.Reference, Born.AddDays(number))),
            (Paused, () => connection.Ask(paused.Reference, Born)),
            (BrokenSeal, () => connection.Send($"GET {Sealed(known.Slip, kept: 29)}")),
            (MadeUp, () => connection.Send($"GET {Sealed(known.Slip, kept: 0)}")),
        }).ToArray();
        Random.Shared.Shuffle(requests);
        return requests;
    }

    private static async Task AddAsync(
        Dictionary<string, List<double>> times, KeptConnection connection, (string Kind, Action Send)[] requests, CancellationToken cancellation)
    {
        var answers = new Dictionary<string, RawAnswer>();
        foreach (var (kind, send) in requests)
        {
            var began = Stopwatch.GetTimestamp();
            send();
            var answer = await connection.ReceiveAsync(cancellation);
            var took = Stopwatch.GetElapsedTime(began);
            (times.TryGetValue(kind, out var known) ? known : times[kind] = []).Add(took.TotalMicroseconds);

            Expect(404, answer);
            var path = kind is BrokenSeal or MadeUp ? "/slip" : "/api/v1/status";
            answer = WithoutDate(answer);
            if (!answers.TryAdd(path, answer) && answers[path] is var first && answer != first)
            {
                throw new DrillFailedException($"The bytes tell {kind} apart:\n{answer.Head}\n\n{answer.Body}\n\nbut before\n{first.Head}\n\n{first.Body}");
            }
        }
    }

    /// <summary>The path of a slip of which so many bytes are right.</summary>
    private static string Sealed(string slip, int kept)
    {
        var dot = slip.LastIndexOf('.') + 1;
        var bytes = Base64Url.DecodeFromChars(slip.AsSpan(dot));
        RandomNumberGenerator.Fill(bytes.AsSpan(kept));
        return slip[..dot] + Base64Url.EncodeToString(bytes);
    }

    private static RawAnswer WithoutDate(RawAnswer answer) =>
        answer with { Head = string.Join("\r\n", answer.Head.Split("\r\n").Where(line => !line.StartsWith("Date: ", StringComparison.Ordinal))) };

    private static void Expect(int status, RawAnswer answer)
    {
        if (answer.Status != status)
        {
            throw new DrillFailedException($"{status} was expected, the answer was {answer.Head}\n{answer.Body}");
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
