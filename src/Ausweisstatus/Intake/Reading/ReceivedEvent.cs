using System.Runtime.InteropServices;
using System.Text.Json;
using CloudNative.CloudEvents;

namespace Ausweisstatus.Intake.Reading;

/// <summary>What we take from a CloudEvent.</summary>
/// <param name="Time">Null where it was not told.</param>
/// <param name="Data">JSON as it was sent; empty where there is none.</param>
/// <param name="DataIsJson">False where the data is something else, e.g. bytes.</param>
internal sealed record ReceivedEvent(
    string Id, string Source, string Type, string? Subject, DateTimeOffset? Time, ReadOnlyMemory<byte> Data, bool DataIsJson = true)
{
    public static ReceivedEvent From(CloudEvent read) => new(
        read.Id!,
        read.Source!.OriginalString,
        read.Type!,
        read.Subject,
        read.Time,
        read.Data is JsonElement data ? JsonMarshal.GetRawUtf8Value(data).ToArray() : default,
        read.Data is null or JsonElement);
}
