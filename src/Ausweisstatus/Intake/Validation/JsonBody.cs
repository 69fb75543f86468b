using System.Text.Json;
using System.Text.Json.Nodes;
using Ausweisstatus.Intake.Reading;
using Ausweisstatus.Intake.Validation;
using Ausweisstatus.Problems;
using Ausweisstatus.Storage;

namespace Ausweisstatus.Intake.Registering;

internal static class ReadRegistration
{
    private static readonly JsonSerializerOptions Json = FactJson.Options;

    public static (Registration? Registration, Problem? Problem) From(byte[] body)
    {
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
            var errors = DataValidator.ErrorsOf(members, typeof(Registration), Json);
            return errors.Count > 0
                ? (null, Problem.InvalidRequest with { Errors = errors })
                : (members.Deserialize<Registration>(Json), null);
        }
    }
}
