using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Ausweisstatus.Notify.Mail;

/// <summary>The text of a mail, written once and shown in two ways: as plain text and as HTML that loads nothing.</summary>
internal sealed class MailText
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder plain = new();
    private readonly StringBuilder html = new();

    public string Plain => plain.ToString().TrimEnd() + "\n";

    public MailText Headline(string text) => Add($"{text}\n\n", $"""<h1 style="font-size:1.3em;line-height:1.3;margin:0 0 1em">{Encoder.Encode(text)}</h1>""");

    public MailText Title(string text) => Add($"{text}\n", $"""<h2 style="font-size:1em;margin:1.5em 0 .3em">{Encoder.Encode(text)}</h2>""");

    public MailText Paragraph(string text) => Add($"{text}\n\n", $"""<p style="margin:0 0 1em;white-space:pre-line">{Encoder.Encode(text)}</p>""");

    /// <summary>Lines that belong together, such as an address.</summary>
    public MailText Lines(params string?[] lines)
    {
        var known = lines.OfType<string>().ToArray();
        return Add(
            string.Join('\n', known) + "\n\n",
            $"""<p style="margin:0 0 1em">{string.Join("<br>", known.Select(Encoder.Encode))}</p>""");
    }

    public MailText List(IEnumerable<string> things)
    {
        var known = things.ToArray();
        return Add(
            string.Concat(known.Select(thing => $"- {thing}\n")) + "\n",
            $"""<ul style="margin:0 0 1em;padding:0 1.2em">{string.Concat(known.Select(thing => $"<li>{Encoder.Encode(thing)}</li>"))}</ul>""");
    }

    /// <summary>What is to be done next.</summary>
    public MailText Button(string words, string address) => Add(
        $"{words}:\n{address}\n\n",
        $"""<p style="margin:1.5em 0"><a href="{Encoder.Encode(address)}" style="display:inline-block;background:#00498c;color:#fff;padding:.7em 1.2em;border-radius:4px;text-decoration:none">{Encoder.Encode(words)}</a></p>""");

    /// <summary>What nobody has to read.</summary>
    public MailText Small(string text, string? words = null, string? address = null) => Add(
        words is null ? $"{text}\n\n" : $"{text}\n{words}:\n{address}\n\n",
        $"""<p style="margin:0 0 1em;font-size:.85em;color:#595959">{Encoder.Encode(text)}{(words is null ? "" : $""" <a href="{Encoder.Encode(address!)}" style="color:#00498c">{Encoder.Encode(words)}</a>""")}</p>""");

    public MailText Rule() => Add("--\n\n", """<hr style="border:0;border-top:1px solid #ccc;margin:2em 0 1em">""");

    public string Html(string language, string direction, string title) =>
        $"""
        <!DOCTYPE html>
        <html lang="{language}" dir="{direction}">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{Encoder.Encode(title)}</title></head>
        <body style="margin:0;padding:1.5em;background:#fff;color:#1a1a1a;font:16px/1.5 sans-serif"><div style="max-width:36em;margin:0 auto">
        {html}</div></body>
        </html>

        """;

    private MailText Add(string text, string markup)
    {
        plain.Append(text);
        html.Append(markup).Append('\n');
        return this;
    }
}
