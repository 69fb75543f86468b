using System.Runtime.InteropServices;
using System.Text.Json;

namespace Ausweisstatus.Intake.Reading;

internal static class JsonMarshalSize
{
    /// <summary>Bytes of an element as it was sent.</summary>
    public static int Of(JsonElement element) => JsonMarshal.GetRawUtf8Value(element).Length;
}
