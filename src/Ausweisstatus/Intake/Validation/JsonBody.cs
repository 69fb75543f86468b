using System.Text.Json;
using System.Text.Json.Nodes;
using Ausweisstatus.Intake.Reading;
using Ausweisstatus.Problems;
using Ausweisstatus.Storage;

namespace Ausweisstatus.Intake.Validation;

/// <summary>Reads what a client sends as one JSON object into a record, strictly, and says of each member what is wrong with it.</summary>
internal static class JsonBody
{
    /// <returns>Exactly one of the two.</returns>
    public static async Task<(T? Value, Problem? Problem)> ReadAsync<T>(HttpRequest request, long limit, CancellationToken cancellation)
        where T : class
    {
        if (!RequestContentType.IsJson(request))
        {
            return (null, Problem.UnsupportedMediaType);
        }

        if (await RequestBody.ReadAsync(request, limit, cancellation) is not { } body)
        {
            return (null, Problem.TooLarge);
        }

        if (!StrictJson.TryParse(body, out var json))
        {
            return (null, Problem.MalformedRequest);
        }

        using (json)
        {
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                return (null, Problem.MalformedRequest);
            }

            var members = JsonObject.Create(json.RootElement.Clone())!;
            var errors = DataValidator.ErrorsOf(members, typeof(T), FactJson.Options);
            return errors.Count > 0
                ? (null, Problem.InvalidRequest with { Errors = errors })
                : (members.Deserialize<T>(FactJson.Options), null);
        }
    }
}
