using System.Buffers.Text;
using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Ausweisstatus.Domain;
using Ausweisstatus.Storage;

namespace Ausweisstatus.Intake.Validation;

/// <summary>
/// Reads the data of a fact that is sent as it is stored, but for the time, which the envelope has. What is not quite as it should be is
/// not judged here but left to <see cref="FactDataReader"/>, which says what is wrong.
/// </summary>
internal static class FastFactReader
{
    /// <summary>Facts of which more than the time is not sent as such.</summary>
    private static readonly Type[] Derived = [typeof(ApplicationReceived), typeof(ReferenceReissued), typeof(FactRetracted)];

    private static readonly JsonSerializerOptions Strict = new(FactJson.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    private static readonly FrozenDictionary<FactType, JsonTypeInfo> TypeInfos =
        FactType.All.Where(type => !Derived.Contains(type.Record)).ToFrozenDictionary(type => type, type => Strict.GetTypeInfo(type.Record));

    /// <returns>Null where this is no plain data of such a fact.</returns>
    public static Fact? TryRead(FactType type, DateTimeOffset occurredAt, ReadOnlySpan<byte> data)
    {
        if (!TypeInfos.TryGetValue(type, out var typeInfo) || !TryTakeMembers(data, out var members) || members.Length > IntakeLimits.PlainDataBytes)
        {
            return null;
        }

        Span<byte> whole = stackalloc byte[IntakeLimits.PlainDataBytes + 64];
        var length = 0;
        Append(whole, ref length, "{\"occurredAt\":\""u8);
        Utf8Formatter.TryFormat(occurredAt, whole[length..], out var written, 'O');
        length += written;
        Append(whole, ref length, members.IsEmpty ? "\"}"u8 : "\","u8);
        Append(whole, ref length, members);
        try
        {
            return (Fact?)JsonSerializer.Deserialize(whole[..length], typeInfo);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: half a character.
            return null;
        }
    }

    private static void Append(Span<byte> whole, ref int length, ReadOnlySpan<byte> part)
    {
        part.CopyTo(whole[length..]);
        length += part.Length;
    }

    /// <summary>What is left of an object without its opening brace; nothing of an empty one.</summary>
    private static bool TryTakeMembers(ReadOnlySpan<byte> data, out ReadOnlySpan<byte> members)
    {
        members = data;
        if (data.IsEmpty)
        {
            return true;
        }

        var rest = data[1..].TrimStart(" \t\r\n"u8);
        members = rest is [(byte)'}'] ? default : rest;
        return data[0] == '{';
    }
}
