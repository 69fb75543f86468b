using System.Globalization;
using System.Net;
using System.Text;
using Ausweisstatus.Benchmarks.Feed;
using Ausweisstatus.Benchmarks.Measuring;
using Ausweisstatus.Benchmarks.Stage;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Benchmarks.Lookup;

/// <summary>Documents ready to be collected at two authorities, and the questions their holders ask.</summary>
internal sealed class Documents
{
    private const int FactsOfEach = 3;
    private const int DocumentsOfABatch = 300;
    private const int Connections = 4;

    private static readonly (string Authority, string Location)[] Offices =
        [("berlin-mitte", "mitte-rathaus-mitte"), ("berlin-pankow", "pankow-rathaus")];

    private readonly int count;
    private readonly DateTimeOffset applied = DateTimeOffset.UtcNow.AddDays(-30);

    public Documents(LookupKeys keys, int count)
    {
        this.count = count;
        References = [.. Enumerable.Range(0, count).Select(number => Reference(keys, number))];
        Questions = [.. References.Select((reference, number) =>
            Encoding.UTF8.GetBytes($$"""{"reference":"{{reference}}","dateOfBirth":"{{DateOfBirth(number)}}"}"""))];
    }

    public IReadOnlyList<string> References { get; }

    public IReadOnlyList<byte[]> Questions { get; }

    /// <summary>The same questions as a browser sends the form.</summary>
    public IReadOnlyList<byte[]> Forms => [.. References.Select((reference, number) => Encoding.UTF8.GetBytes(FormOf(reference, DateOfBirth(number))))];

    /// <summary>What facts about this document name.</summary>
    public static string Subject(int number) => $"{Offices[number % Offices.Length].Authority}/{Order(number)}";

    /// <summary>The first document alone, to see that there are answers before many are sent.</summary>
    public Task SendFirstAsync(Installation installation, CancellationToken cancellation) => SendAsync(installation, 0, [0], cancellation);

    /// <summary>All others, through the product's own intake.</summary>
    public async Task SendAsync(Installation installation, CancellationToken cancellation)
    {
        var batches = new Queue<(int Office, int[] Numbers)>(Enumerable.Range(1, count - 1)
            .GroupBy(number => number % Offices.Length)
            .SelectMany(office => office.Chunk(DocumentsOfABatch).Select(numbers => (office.Key, numbers))));
        var (all, gate) = (batches.Count, new Lock());
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(WorkAsync, cancellation)));

        async Task WorkAsync()
        {
            while (true)
            {
                (int Office, int[] Numbers) batch;
                lock (gate)
                {
                    if (!batches.TryDequeue(out batch))
                    {
                        return;
                    }

                    if (batches.Count % 100 == 0)
                    {
                        Console.Error.WriteLine($"lookup: {all - batches.Count} of {all} batches of documents sent");
                    }
                }

                await SendAsync(installation, batch.Office, batch.Numbers, cancellation);
            }
        }
    }

    private async Task SendAsync(Installation installation, int office, int[] numbers, CancellationToken cancellation)
    {
        using var sender = new Sender(new Uri(installation.Address, "/api/v1/events"), CloudEventText.Many, 1);
        sender.Token = installation.TokenOf($"office-{Offices[office].Authority}");
        var answer = await sender.PostAsync(Batch(office, numbers), HttpStatusCode.OK, cancellation);
        if (answer.AsSpan().IndexOf(Encoding.UTF8.GetBytes($"\"accepted\":{numbers.Length * FactsOfEach},")) < 0)
        {
            throw new BenchmarkFailedException("The product did not accept the documents that were to be looked up.");
        }
    }

    private byte[] Batch(int office, int[] numbers) => CloudEventText.Bytes(json =>
    {
        var (authority, location) = Offices[office];
        json.WriteStartArray();
        foreach (var number in numbers)
        {
            Write(number, "application-received", 0, () =>
            {
                json.WriteString("kind", "identity-card");
                json.WriteString("dateOfBirth", DateOfBirth(number).ToString());
                json.WriteString("location", location);
            });
            Write(number, "order-sent", 1, () => { });
            Write(number, "ready-for-pickup", 20, () => json.WriteString("location", location));
        }

        json.WriteEndArray();

        void Write(int number, string type, int day, Action members) => CloudEventText.WriteEnvelope(
            json, $"{number}/{type}", $"/authorities/{authority}", type, $"{authority}/{Order(number)}", applied.AddDays(day), () =>
            {
                json.WriteStartObject();
                members();
                json.WriteEndObject();
            });
    });

    private static string FormOf(string reference, DateOfBirth born) =>
        string.Create(CultureInfo.InvariantCulture, $"code={reference}&day={born.Day}&month={born.Month}&year={born.Year}");

    private static OrderNumber Order(int number) => OrderNumber.Parse($"B-2026-{number:000000}");

    private static DateOfBirth DateOfBirth(int number) =>
        Domain.DateOfBirth.TryCreate(1940 + (number % 70), 1 + (number % 12), 1 + (number % 28), out var date) ? date : default;

    private static string Reference(LookupKeys keys, int number) => keys.Current.ReferenceOf(
        keys.Realm, AuthorityId.Parse(Offices[number % Offices.Length].Authority), Order(number), generation: 1).ToString();
}
