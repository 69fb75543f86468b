using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Ausweisstatus.Domain;
using Microsoft.Extensions.Primitives;

namespace Ausweisstatus.Intake.Reading;

/// <summary>Reads an event in binary mode: attributes in <c>ce-</c> headers, the data in the body.</summary>
internal static class BinaryEvent
{
    private const string Prefix = "ce-";
    private static readonly string[] Required = ["ce-specversion", "ce-id", "ce-source", "ce-type"];

    /// <summary>Whether the headers hold an event, or at least a part of one.</summary>
    public static bool IsIn(IHeaderDictionary headers) => Array.Exists(Required, headers.ContainsKey);

    /// <param name="headers">All headers; those that name no attribute we use are ignored.</param>
    /// <param name="data">The body: JSON, or nothing.</param>
    public static EventReadResult Read(IHeaderDictionary headers, ReadOnlyMemory<byte> data)
    {
        if (data.Length > IntakeLimits.EventBytes)
        {
            return IntakeProblems.EventTooLarge;
        }

        var attributes = new EventAttributes();
        var isSound = data.IsEmpty || StrictJson.IsSound(data);
        foreach (var (header, values) in headers)
        {
            isSound &= AttributeOf(header) is not { } attribute || TrySet(ref attributes, attribute, values);
        }

        var read = attributes.ToResult(data);
        return isSound ? read : read with { Problem = IntakeProblems.MalformedEvent };
    }

    /// <returns>The name of an attribute, one of ours or an extension; null for any other header.</returns>
    private static string? AttributeOf(string header)
    {
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || header.Length == Prefix.Length
            || !header.AsSpan(Prefix.Length).ContainsOnlyLettersAndDigits())
        {
            return null;
        }

#pragma warning disable CA1308 // Attributes are named in lower case.
        return header[Prefix.Length..].ToLowerInvariant();
#pragma warning restore CA1308
    }

    private static bool ContainsOnlyLettersAndDigits(this ReadOnlySpan<char> name)
    {
        foreach (var character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character))
            {
                return false;
            }
        }

        return true;
    }

    /// <returns>False where the value is no text.</returns>
    private static bool TrySet(ref EventAttributes attributes, string attribute, StringValues values)
    {
        if (values.Count > 1)
        {
            // Which of them is meant? Put together they would be a third thing.
            attributes.Refuse(IsOurs(attribute) ? attribute : "ce-", "is sent more than once");
            return true;
        }

        if (!IsOurs(attribute))
        {
            return true;
        }

        var isText = TryDecode(values.ToString(), out var text) && !text.Contains('\0', StringComparison.Ordinal);
        switch (attribute)
        {
            case "specversion": attributes.SetVersion(text == "1.0"); break;
            case "id": attributes.SetId(text); break;
            case "source": attributes.SetSource(text); break;
            case "type": attributes.SetType(text); break;
            case "subject": attributes.SetSubject(text); break;
            default: attributes.SetTime(Rfc3339.TryParse(text, out var time) ? time : null); break;
        }

        return isText;
    }

    // The content type is the header of that name.
    private static bool IsOurs(string attribute) => attribute is "specversion" or "id" or "source" or "type" or "subject" or "time";

    /// <summary>Takes off quotes, which older senders put around a value, and reads %XX as a byte of UTF-8; any other % stands for itself.</summary>
    internal static bool TryDecode(string value, out string text)
    {
        text = value is ['"', .., '"'] and { Length: > 1 } ? Unquote(value[1..^1]) : value;
        if (!text.Contains('%', StringComparison.Ordinal))
        {
            return true;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        var length = 0;
        for (var at = 0; at < bytes.Length; at++, length++)
        {
            bytes[length] = bytes[at];
            if (bytes[at] == '%' && at + 2 < bytes.Length
                && byte.TryParse(bytes.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var encoded))
            {
                bytes[length] = encoded;
                at += 2;
            }
        }

        var isUtf8 = Utf8.IsValid(bytes.AsSpan(0, length));
        text = isUtf8 ? Encoding.UTF8.GetString(bytes, 0, length) : "";
        return isUtf8;
    }

    private static string Unquote(string quoted)
    {
        if (!quoted.Contains('\\', StringComparison.Ordinal))
        {
            return quoted;
        }

        var text = new StringBuilder(quoted.Length);
        for (var at = 0; at < quoted.Length; at++)
        {
            at += quoted[at] == '\\' && at + 1 < quoted.Length ? 1 : 0;
            text.Append(quoted[at]);
        }

        return text.ToString();
    }
}
