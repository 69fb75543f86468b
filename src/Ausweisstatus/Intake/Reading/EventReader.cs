using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Intake.Reading;

/// <summary>
/// Reads an event in structured mode: one JSON object. The attributes we use are taken; any others are ignored, as long as the whole can be
/// read without doubt (<see cref="StrictJson"/>). Whether the data is sound is found out when it is read.
/// </summary>
internal static class EventReader
{
    private const int LongestType = 64;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = IntakeLimits.JsonDepth };

    public static EventReadResult Structured(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > IntakeLimits.EventBytes)
        {
            return IntakeProblems.EventTooLarge;
        }

        try
        {
            // Strings are only checked when they are read; a stray byte must not wait until then.
            return Utf8.IsValid(utf8.Span) ? ReadObject(utf8) : Malformed(utf8);
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: half a character.
            return Malformed(utf8);
        }
    }

    private static EventReadResult Malformed(ReadOnlyMemory<byte> utf8) =>
        new(new ReceivedEvent("", "", "", null, null, default, utf8), IntakeProblems.MalformedEvent);

    private static EventReadResult ReadObject(ReadOnlyMemory<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8.Span, Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return Malformed(utf8);
        }

        var attributes = new EventAttributes();
        var data = new EventData();
        var met = EventMembers.None;
        var hasOthers = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = MemberOf(ref reader);
            if ((met & member) != 0)
            {
                // Twice the same name.
                return Malformed(utf8);
            }

            met |= member;
            hasOthers |= member == EventMembers.None;
            reader.Read();
            if (member == EventMembers.Data)
            {
                data.Take(ref reader, utf8);
            }
            else if (member == EventMembers.None || reader.TokenType == JsonTokenType.Null)
            {
                reader.Skip();
            }
            else if (reader.TokenType == JsonTokenType.String)
            {
                ReadText(ref reader, member, ref attributes, ref data);
            }
            else
            {
                reader.Skip();
                attributes.Refuse(NameOf(member), "is text");
            }
        }

        // Nothing may follow; the reader says so by an exception.
        reader.Read();
        var read = attributes.ToResult(data.Judge(ref attributes), utf8);
        return (read.Problem is null && !hasOthers) || StrictJson.IsSound(utf8)
            ? read
            : read with { Problem = IntakeProblems.MalformedEvent };
    }

    private static void ReadText(ref Utf8JsonReader reader, EventMembers member, ref EventAttributes attributes, ref EventData data)
    {
        switch (member)
        {
            case EventMembers.SpecVersion: attributes.SetVersion(reader.ValueTextEquals("1.0"u8)); break;
            case EventMembers.Id: attributes.SetId(reader.GetString()!); break;
            case EventMembers.Source: attributes.SetSource(reader.GetString()!); break;
            case EventMembers.Type: attributes.SetType(ReadType(ref reader)); break;
            case EventMembers.Subject: attributes.SetSubject(reader.GetString()!); break;
            case EventMembers.Time: attributes.SetTime(TimeJsonConverter.TryRead(ref reader, out var time) ? time : null); break;
            case EventMembers.DataContentType: data.TakeContentType(ref reader); break;
            default: data.TakeBase64(ref reader); break;
        }
    }

    private static EventMembers MemberOf(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? MemberOf(Encoding.UTF8.GetBytes(reader.GetString()!)) : MemberOf(reader.ValueSpan);

    private static EventMembers MemberOf(ReadOnlySpan<byte> name) => name switch
    {
        _ when name.SequenceEqual("id"u8) => EventMembers.Id,
        _ when name.SequenceEqual("time"u8) => EventMembers.Time,
        _ when name.SequenceEqual("type"u8) => EventMembers.Type,
        _ when name.SequenceEqual("data"u8) => EventMembers.Data,
        _ when name.SequenceEqual("source"u8) => EventMembers.Source,
        _ when name.SequenceEqual("subject"u8) => EventMembers.Subject,
        _ when name.SequenceEqual("specversion"u8) => EventMembers.SpecVersion,
        _ when name.SequenceEqual("data_base64"u8) => EventMembers.DataBase64,
        _ when name.SequenceEqual("datacontenttype"u8) => EventMembers.DataContentType,
        _ => EventMembers.None,
    };

#pragma warning disable CA1308 // Attributes are named in lower case.
    private static string NameOf(EventMembers member) =>
        member == EventMembers.DataBase64 ? "data_base64" : member.ToString().ToLowerInvariant();
#pragma warning restore CA1308

    // The catalogue has the same text already.
    private static string ReadType(ref Utf8JsonReader reader)
    {
        Span<char> text = stackalloc char[LongestType];
        return reader.ValueSpan.Length <= LongestType && FactType.Find(text[..reader.CopyString(text)]) is { } known
            ? known.CloudEventType
            : reader.GetString()!;
    }
}
