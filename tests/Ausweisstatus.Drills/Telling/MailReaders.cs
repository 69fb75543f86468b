using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ausweisstatus.DevelopmentMail;
using Ausweisstatus.Drills.Ground;

namespace Ausweisstatus.Drills.Telling;

/// <summary>
/// Citizens who are told by mail. Until when their documents can be collected changes again and again, so every mail says which news it is.
/// Their mail server keeps a mail now and then and says that it did not, and is away for some time.
/// </summary>
internal sealed partial class MailReaders : IAsyncDisposable
{
    private const int Many = 20;
    private const int LiesEvery = 15;
    private const string Authority = "berlin-mitte";
    private const string Office = "office-berlin-mitte";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly DateOnly first = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(30);
    private readonly string[] orders = [.. Enumerable.Range(0, Many).Select(_ => $"M-{Guid.NewGuid():n}")];
    private readonly List<SentMail> earlier = [];
    private MailServer? server;
    private int port;
    private int sent;
    private int rounds;

    private IEnumerable<SentMail> Mails => [.. earlier, .. server?.Mails ?? []];

    /// <summary>Nodes with these send to it.</summary>
    public ImmutableDictionary<string, string> Settings => ImmutableDictionary<string, string>.Empty
        .Add("Mail__Host", "127.0.0.1")
        .Add("Mail__Port", $"{port}")
        .Add("Mail__Security", "None")
        .Add("Mail__From", "ausweis@example-town.de")
        .Add("Mail__Timeout", "00:00:02")
        .Add("Mail__QuietWindow", "00:00:00.5")
        .Add("Mail__FirstPause", "00:00:00.2")
        .Add("Mail__LongestPause", "00:00:01")
        .Add("Citizen__PublicUrl", "http://127.0.0.1/");

    public static async Task<MailReaders> StartAsync()
    {
        var readers = new MailReaders();
        await readers.ReturnAsync();
        return readers;
    }

    /// <summary>Each registers a document, asks to be told and confirms it.</summary>
    public async Task SubscribeAsync(ChangingDocuments system, CancellationToken cancellation)
    {
        foreach (var order in orders)
        {
            var application = new { authority = Authority, order, kind = "passport", dateOfBirth = "1990-05-17" };
            var registered = JsonNode.Parse(await system.SendAsync("/api/v1/documents", Office, JsonContent.Create(application), HttpStatusCode.Created, cancellation))!;
            var wish = new { reference = (string)registered["reference"]!, dateOfBirth = "1990-05-17", channel = "email", address = AddressOf(order), language = "en" };
            await system.SendAsync("/api/v1/subscriptions", null, JsonContent.Create(wish), HttpStatusCode.Accepted, cancellation);
        }

        await Condition.HoldsAsync(() => orders.All(order => MailsTo(order).Any()), "nobody was asked to confirm", Patience, cancellation);
        foreach (var order in orders)
        {
            var link = new Uri(MailsTo(order).First().Message.Headers["List-Unsubscribe"]!.Trim('<', '>')).PathAndQuery;
            using var form = new StringContent("do=confirm", Encoding.UTF8, "application/x-www-form-urlencoded");
            await system.SendAsync(link, null, form, HttpStatusCode.OK, cancellation);
        }
    }

    /// <summary>From now on every document can be collected until another day.</summary>
    public async Task GoOnAsync(ChangingDocuments system)
    {
        rounds++;
        await system.PostAsync(
            Office,
            [.. orders.Select(order => ChangingDocuments.Event(
                "ready-for-pickup", order, $"{order}/{rounds}", $"/authorities/{Authority}", DateTimeOffset.UtcNow,
                new JsonObject { ["location"] = "mitte-osloer", ["heldUntil"] = Written(LastDay) }))]);
    }

    /// <summary>The server ends; what is sent meanwhile meets a closed port.</summary>
    public async Task LeaveAsync()
    {
        earlier.AddRange(server?.Mails ?? []);
        await DisposeAsync();
        server = null;
    }

    public async Task ReturnAsync()
    {
        server ??= await MailServer.StartAsync(port, new MailServerRules(AfterMail: (_, _) => Task.FromResult<int?>(Interlocked.Increment(ref sent) % LiesEvery == 0 ? 451 : null)), keep: 100_000);
        port = server.Port;
    }

    public bool EverybodyKnowsTheLast() => orders.All(order => DaysTold(order).LastOrDefault() == LastDay);

    /// <exception cref="DrillFailedException">Somebody was told the same news under two ids, or old news after new ones.</exception>
    public string CheckAll()
    {
        foreach (var order in orders)
        {
            var days = DaysTold(order).ToArray();
            if (days.Zip(days.Skip(1)).Any(pair => pair.First >= pair.Second))
            {
                throw new DrillFailedException($"Somebody was told by mail: {string.Join(", ", days)}.");
            }
        }

        var (told, mails) = (orders.Sum(order => DaysTold(order).Count()), orders.Sum(order => MailsTo(order).Count() - 1));
        return $"{told:N0} news of {rounds} changes of {Many} documents were told by mail, each under one id and none after a later one, {mails - told:N0} of them again.";
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }

    private DateOnly LastDay => first.AddDays(rounds);

    private static string AddressOf(string order) => $"{order}@example.org".ToLowerInvariant();

    private static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private IEnumerable<SentMail> MailsTo(string order) => Mails.Where(mail => mail.Recipient == AddressOf(order));

    /// <summary>As a mailbox shows it that knows mails by their ids.</summary>
    private IEnumerable<DateOnly> DaysTold(string order) => MailsTo(order).DistinctBy(mail => mail.Message.MessageId)
        .Select(mail => Day().Match(mail.Message.TextBody!)).Where(match => match.Success)
        .Select(match => DateOnly.ParseExact(match.Groups[1].Value, "d MMMM yyyy", CultureInfo.InvariantCulture));

    [GeneratedRegex(@"by\s+(\d+\s+\w+\s+\d{4})")]
    private static partial Regex Day();
}
