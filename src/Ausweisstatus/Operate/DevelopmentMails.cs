using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Ausweisstatus.Access;
using Ausweisstatus.DevelopmentMail;
using Ausweisstatus.Messaging;

namespace Ausweisstatus.Operate;

/// <summary>
/// In Development, where no mail server is named: one of our own that delivers nothing, and pages that show what it was sent. Production has
/// neither.
/// </summary>
internal sealed class DevelopmentMails : IAsyncDisposable
{
    private const string Path = "/dev/mail";
    private const int Kept = 20_000;
    private const int Listed = 1000;
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly MailServer server;

    private DevelopmentMails(MailServer server) => this.server = server;

    /// <summary>Configuration arguments that have mails sent there.</summary>
    public IReadOnlyList<string> Arguments =>
    [
        "--Mail:Host=127.0.0.1",
        string.Create(CultureInfo.InvariantCulture, $"--Mail:Port={server.Port}"),
        "--Mail:Security=None",
        "--Mail:From=ausweisstatus@example.org",
        "--Mail:EnvelopeSender=bounces@example.org",
    ];

    /// <returns>Null in Production, and where a mail server is named.</returns>
    public static async Task<DevelopmentMails?> StartAsync(NodeRole role) =>
        DevelopmentEnvironment.IsSet && role == NodeRole.All && Environment.GetEnvironmentVariable("Mail__Host") is not { Length: > 0 }
            ? new DevelopmentMails(await MailServer.StartAsync(keep: Kept))
            : null;

    public void Map(WebApplication app)
    {
        var pages = app.MapGroup(Path).ForEveryone().ExcludeFromDescription();
        pages.MapGet("", () => Html("Mails", List()));
        pages.MapGet("/since/{count:long}", Since);
        pages.MapGet("/{id:guid}", (Guid id) => Find(id) is { } mail ? Html(mail.Message.Subject ?? "", Text(mail)) : Results.NotFound());
        pages.MapGet("/{id:guid}/html", (Guid id) => Find(id) is { } mail ? Results.Content(mail.Message.HtmlBody, "text/html; charset=utf-8") : Results.NotFound());
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private SentMail? Find(Guid id) => server.Mails.FirstOrDefault(mail => mail.Id == id);

    // For programs such as the simulator.
    private IResult Since(long count)
    {
        var (mails, next) = server.Since(count);
        return Results.Json(new { mails = mails.Select(mail => new { to = mail.Recipient, mail.Message.MessageId, text = mail.Message.TextBody }), next });
    }

    private string List()
    {
        var rows = server.Mails.Reverse().Take(Listed).Select(mail => string.Create(CultureInfo.InvariantCulture,
            $"""<tr><td>{mail.At:HH:mm:ss}</td><td>{Encoder.Encode(mail.Recipient)}</td><td><a href="{Path}/{mail.Id}">{Encoder.Encode(mail.Message.Subject ?? "")}</a></td></tr>"""));
        return $"""<p>Nothing is delivered; the latest 1,000 are shown here until the end.</p><table><tr><th>sent (UTC)</th><th>to</th><th>subject</th></tr>{string.Concat(rows)}</table>""";
    }

    private static string Text(SentMail mail)
    {
        var headers = string.Join('\n', mail.Message.Headers.Select(header => $"{header.Field}: {header.Value}"));
        return $"""
            <p><a href="{Path}">All mails</a> · <a href="{Path}/{mail.Id}/html">As HTML</a></p>
            <h2>Envelope</h2><pre>from {Encoder.Encode(mail.Sender)}
            to   {Encoder.Encode(mail.Recipient)}</pre>
            <h2>Text</h2><pre>{Linked(mail.Message.TextBody ?? "")}</pre>
            <h2>Header</h2><pre>{Encoder.Encode(headers)}</pre>
            """;
    }

    private static string Linked(string text) => string.Join('\n', text.Split('\n').Select(line => line.TrimEnd('\r')).Select(line =>
        line.StartsWith("http", StringComparison.Ordinal) ? $"""<a href="{Encoder.Encode(line)}">{Encoder.Encode(line)}</a>""" : Encoder.Encode(line)));

    private static IResult Html(string title, string body) => Results.Content(
        $$"""
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
        <title>{{Encoder.Encode(title)}}</title>
        <style>body{max-width:60em;margin:2em auto;padding:0 1em;font:1rem/1.5 sans-serif}pre{white-space:pre-wrap;overflow-wrap:anywhere}td,th{padding:.3em 1em .3em 0;text-align:start}</style>
        </head><body><h1>{{Encoder.Encode(title)}}</h1>{{body}}</body></html>
        """,
        "text/html; charset=utf-8");
}
