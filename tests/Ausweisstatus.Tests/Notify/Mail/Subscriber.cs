using System.Net;
using System.Net.Http.Json;
using Ausweisstatus.DevelopmentMail;
using Ausweisstatus.Tests.Intake;
using Ausweisstatus.Tests.Status;
using Shouldly;

namespace Ausweisstatus.Tests.Notify.Mail;

/// <summary>A citizen with a document and a mailbox of their own.</summary>
internal sealed class Subscriber(MailInstallation installation, string order, string reference)
{
    public const string Office = "/authorities/berlin-mitte";

    private readonly HttpClient office = installation.As("office-berlin-mitte");

    public HttpClient Citizen { get; } = installation.Anonymous();

    public string Order { get; } = order;

    public string Reference { get; } = reference;

    public string Address { get; } = $"citizen-{Guid.NewGuid():n}@example.org";

    public IReadOnlyList<SentMail> Mails => installation.MailsTo(Address);

    /// <summary>Those after the one that asks for a confirmation.</summary>
    public IReadOnlyList<SentMail> News => [.. Mails.Skip(1)];

    public static async Task<Subscriber> WithDocumentAsync(MailInstallation installation)
    {
        var order = Events.NewOrder();
        using var office = installation.As("office-berlin-mitte");
        return new(installation, order, await office.ApplyAsync(order));
    }

    /// <summary>One who has asked, and confirmed.</summary>
    public static async Task<Subscriber> WhoIsToldAsync(MailInstallation installation, string language = "en")
    {
        var subscriber = await WithDocumentAsync(installation);
        await subscriber.AskAsync(language);
        await subscriber.ConfirmAsync();
        return subscriber;
    }

    public async Task<HttpResponseMessage> AskAsync(string language = "en", string? address = null, string? reference = null, string dateOfBirth = Citizens.Born) =>
        await Citizen.PostAsJsonAsync("/api/v1/subscriptions", new { reference = reference ?? Reference, dateOfBirth, channel = "email", address = address ?? Address, language });

    public async Task ConfirmAsync()
    {
        await Eventually.TrueAsync(() => Mails.Count > 0);
        using var done = await PostAsync(LinkIn(Mails[^1]), "do=confirm");
        done.StatusCode.ShouldBe(HttpStatusCode.OK);
        await Eventually.TrueAsync(async () => await LooksPendingAsync() == 0);
    }

    /// <summary>The address that a mail leads to, here.</summary>
    public static string LinkIn(SentMail mail)
    {
        var header = mail.Message.Headers["List-Unsubscribe"]!;
        return new Uri(header.Trim('<', '>')).PathAndQuery;
    }

    public async Task<HttpResponseMessage> PostAsync(string link, string form) =>
        await Citizen.PostFormAsync(link, form);

    public Task SayAsync(string fact, string time, object? data = null, string? id = null) => SayAsync(Events.Event(fact, Order, data, Office, id, time));

    public async Task SayAsync(System.Text.Json.Nodes.JsonObject fact)
    {
        using var said = await office.PostEventAsync(fact);
        said.IsSuccessStatusCode.ShouldBeTrue(await said.Content.ReadAsStringAsync());
    }

    public Task ReadyAsync(string time = "2026-11-02T08:00:00Z", string? id = null) =>
        SayAsync("ready-for-pickup", time, new { location = "mitte-rathaus-mitte" }, id);

    /// <summary>When nothing more is on its way to them.</summary>
    public async Task QuietAsync() => await Eventually.TrueAsync(async () => await LooksPendingAsync() == 0);

    public Task<long> RowsAsync() => CountAsync("true");

    private Task<long> LooksPendingAsync() => CountAsync("check_at is not null or lease is not null");

    private async Task<long> CountAsync(string condition)
    {
        await using var database = Npgsql.NpgsqlDataSource.Create(installation.ConnectionString);
        await using var command = database.CreateCommand($"select count(*) from ausweisstatus.subscriptions where document = $1 and ({condition})");
        command.Parameters.AddWithValue(Ausweisstatus.Domain.DocumentId.Of(Ausweisstatus.Domain.AuthorityId.Parse("berlin-mitte"), Ausweisstatus.Domain.OrderNumber.Parse(Order)));
        return (long)(await command.ExecuteScalarAsync())!;
    }
}

internal static class Forms
{
    /// <summary>Posts a form as a browser does.</summary>
    public static async Task<HttpResponseMessage> PostFormAsync(this HttpClient http, string path, string form)
    {
        using var content = new StringContent(form, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Add("Accept", "text/html");
        return await http.SendAsync(request);
    }
}
