using System.Text.Json;

namespace Ausweisstatus.Intake.Reading;

/// <summary>The data of one event in structured mode: JSON, as it is or as the bytes of a text in Base64.</summary>
internal struct EventData
{
    private ReadOnlyMemory<byte> json;
    private byte[]? bytes;
    private bool isNoBase64;
    private bool isNoJson;
    private bool isNoMediaType;

    public void Take(ref Utf8JsonReader reader, ReadOnlyMemory<byte> utf8)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        json = reader.TokenType == JsonTokenType.Null ? default : utf8[start..(int)reader.BytesConsumed];
    }

    public void TakeBase64(ref Utf8JsonReader reader) => isNoBase64 = !reader.TryGetBytesFromBase64(out bytes);

    public void TakeContentType(ref Utf8JsonReader reader)
    {
        if (!reader.ValueTextEquals("application/json"u8))
        {
            var type = reader.GetString()!;
            isNoJson = !JsonMediaType.Is(type);
            isNoMediaType = JsonMediaType.WithoutParameters(type) is null;
        }
    }

    /// <returns>The JSON; empty where there is no data.</returns>
    public readonly ReadOnlyMemory<byte> Judge(ref EventAttributes attributes)
    {
        var hasBytes = bytes is { Length: > 0 };
        if (isNoBase64)
        {
            attributes.Refuse("data_base64", "is JSON in UTF-8, in Base64");
        }
        else if (bytes is not null && !json.IsEmpty)
        {
            attributes.Refuse("data", "is sent as data or as data_base64, not as both");
        }
        else if (isNoMediaType || (isNoJson && (hasBytes || !json.IsEmpty)))
        {
            attributes.Refuse("datacontenttype", "is application/json or another JSON type, in UTF-8");
        }

        return hasBytes ? ByteOrderMark.Skip((ReadOnlyMemory<byte>)bytes) : json;
    }
}
