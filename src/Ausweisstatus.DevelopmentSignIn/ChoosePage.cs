using System.Text.Encodings.Web;
using OpenIddict.Abstractions;

namespace Ausweisstatus.DevelopmentSignIn;

/// <summary>Asks who you are: one button each.</summary>
internal static class ChoosePage
{
    /// <summary>The parameter that says who was chosen.</summary>
    public const string Choice = "person";

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Default;

    public static string Html(OpenIddictRequest request, IReadOnlyList<SamplePerson> people)
    {
        var asked = request.GetParameters().Where(parameter => parameter.Key != Choice)
            .Select(parameter => $"""<input type="hidden" name="{Encoder.Encode(parameter.Key)}" value="{Encoder.Encode((string?)parameter.Value ?? "")}">""");
        var buttons = people.Select(person =>
            $"""<p><button name="{Choice}" value="{Encoder.Encode(person.Subject)}">{Encoder.Encode(person.Subject)}</button> {Encoder.Encode(Described(person))}</p>""");
        return $$"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
            <title>Sign in</title>
            <style>body{max-width:40em;margin:3em auto;padding:0 1em;font:1.0625rem/1.5 sans-serif}button{min-width:9em;padding:.6em 1.2em;font:inherit;font-weight:700}</style>
            </head><body><main><h1>Who are you?</h1><p>This provider is for trying things out: it asks for no password, and there is none like it in Production.</p>
            <form method="post" action="/authorize">{{string.Concat(asked)}}{{string.Concat(buttons)}}</form></main></body></html>
            """;
    }

    private static string Described(SamplePerson person) =>
        person.Authorities.Length == 0 ? $"role {person.Role}" : $"role {person.Role}, for {string.Join(", ", person.Authorities)}";
}
