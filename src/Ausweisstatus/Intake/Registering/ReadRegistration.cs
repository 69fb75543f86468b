using System.Text.Json;
using System.Text.Json.Nodes;
using Ausweisstatus.Intake.Reading;
using Ausweisstatus.Intake.Understanding;
using Ausweisstatus.Problems;
using Ausweisstatus.Storage;

namespace Ausweisstatus.Intake.Registering;

/// <summary>What came of reading a registration.</summary>
internal readonly record struct ReadResult(Registration? Registration, Problem? Problem);

internal static class ReadRegistration
{
    private static readonly JsonSerializerOptions Json = FactJson.Options;

    public static ReadResult From(byte[] body)
    {
        if (!StrictJson.TryParse(body, out var json))
        {
            return new(null, Problem.MalformedRequest);
        }

        using (json)
        {
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                return new(null, Problem.MalformedRequest);
            }

            var members = JsonObject.Create(json.RootElement.Clone())!;
            var errors = Shape.ErrorsOf(members, typeof(Registration), Json);
            return errors.Count > 0
                ? new(null, Problem.InvalidRequest with { Errors = errors })
                : new(members.Deserialize<Registration>(Json), null);
        }
    }
}
