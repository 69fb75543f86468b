using System.Text.Json;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.Http;
using CloudNative.CloudEvents.SystemTextJson;

namespace Ausweisstatus.Intake.Reading;

/// <summary>Bytes to an event: a plain one straight away, any other by the CloudEvents SDK behind <see cref="StrictJson"/>.</summary>
internal static class ReadEvent
{
    private static readonly JsonEventFormatter Formatter = new();

    /// <summary>Structured mode: the event is one JSON object.</summary>
    public static Read Structured(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > IntakeLimits.EventBytes)
        {
            return IntakeProblems.EventTooLarge;
        }

        return PlainEvent.Find(utf8) is { } plain ? plain : BySdk(utf8);
    }

    /// <summary>Structured mode, whatever form it takes.</summary>
    internal static Read BySdk(ReadOnlyMemory<byte> utf8)
    {
        if (!StrictJson.TryParse(utf8, out var json))
        {
            return IntakeProblems.MalformedEvent;
        }

        // The event keeps its data as a copy of its own.
        using (json)
        {
            var element = json.RootElement;
            return element.ValueKind == JsonValueKind.Object && StrictJson.IsSound(element)
                ? Decode(() => Formatter.ConvertFromJsonElement(element, []))
                : IntakeProblems.MalformedEvent;
        }
    }

    /// <summary>Binary mode: attributes in <c>ce-</c> headers, the data in the body.</summary>
    public static Read Binary(IHeaderDictionary headers, ReadOnlyMemory<byte> data)
    {
        if (data.Length > IntakeLimits.EventBytes)
        {
            return IntakeProblems.EventTooLarge;
        }

        if (data.Length > 0)
        {
            if (!StrictJson.TryParse(data, out var json))
            {
                return IntakeProblems.MalformedEvent;
            }

            using (json)
            {
                if (!StrictJson.IsSound(json.RootElement))
                {
                    return IntakeProblems.MalformedEvent;
                }
            }
        }

        return Decode(() => FromHeaders(headers, data));
    }

    public static bool IsBinary(IHeaderDictionary headers) => headers.ContainsKey(HttpUtilities.SpecVersionHttpHeader);

    private static CloudEvent FromHeaders(IHeaderDictionary headers, ReadOnlyMemory<byte> data)
    {
        var version = CloudEventsSpecVersion.FromVersionId(headers[HttpUtilities.SpecVersionHttpHeader])
            ?? throw new ArgumentException("Unknown version of CloudEvents.");
        var read = new CloudEvent(version) { DataContentType = "application/json" };
        foreach (var (name, values) in headers)
        {
            if (HttpUtilities.GetAttributeNameFromHeaderName(name) is { } attribute && attribute != CloudEventsSpecVersion.SpecVersionAttribute.Name)
            {
                read.SetAttributeFromString(attribute, HttpUtilities.DecodeHeaderValue(values.ToString()));
            }
        }

        Formatter.DecodeBinaryModeEventData(data, read);
        return read.Validate();
    }

    private static Read Decode(Func<CloudEvent> decode)
    {
        try
        {
            return ReceivedEvent.From(decode());
        }
        catch (Exception problem) when (problem is ArgumentException or FormatException or InvalidOperationException or JsonException or OverflowException)
        {
            // The SDK speaks of an event's shape in exceptions, some of which quote what was sent: ours says what must be there.
            return IntakeProblems.InvalidEvent with
            {
                Detail = "A CloudEvent 1.0 has specversion, id, source, type, subject and time (RFC 3339), each a non-empty string, and data as JSON.",
            };
        }
    }
}
