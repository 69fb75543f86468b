using Ausweisstatus.Problems;
using Ausweisstatus.Storage;

namespace Ausweisstatus;

/// <summary>JSON over HTTP: camelCase, enumerations in kebab-case, values of the domain as their text.</summary>
internal static class HttpJson
{
    public static WebApplicationBuilder AddHttpJson(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(http =>
        {
            var json = http.SerializerOptions;
            json.Converters.Add(new KebabEnumConverter());
            json.Converters.Add(new ParsableJsonConverter());
            json.Converters.Add(new ProblemJsonConverter());
        });
        return builder;
    }
}
