using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ausweisstatus.Problems;

/// <summary>A problem inside another answer looks as it does alone.</summary>
internal sealed class ProblemJsonConverter : JsonConverter<Problem>
{
    public override Problem Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Problems are only written.");

    public override void Write(Utf8JsonWriter writer, Problem value, JsonSerializerOptions options) => ProblemWriter.Write(writer, value);
}
