using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Ausweisstatus.Problems;
using Ausweisstatus.Storage;

namespace Ausweisstatus;

/// <summary>JSON over HTTP: camelCase, enumerations in kebab-case, values of the domain as their text.</summary>
internal static class HttpJson
{
    public static WebApplicationBuilder AddHttpJson(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(http => Prepare(http.SerializerOptions));
        return builder;
    }

    private static void Prepare(JsonSerializerOptions json)
    {
        json.Converters.Add(new KebabEnumConverter());
        json.Converters.Add(new ParsableJsonConverter());
        json.Converters.Add(new ProblemJsonConverter());
        json.Converters.Add(new UtcJsonConverter());
        // Umlauts stay letters; what could end a script or an attribute is still escaped.
        json.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
    }
}
