using System.Buffers;
using System.Text.Json;

namespace Ausweisstatus.EventLog;

/// <summary>Writes many small pieces of JSON with one writer and one buffer.</summary>
internal sealed class JsonBytes : IDisposable
{
    private readonly ArrayBufferWriter<byte> buffer = new(1024);
    private readonly Utf8JsonWriter writer;

    public JsonBytes() => writer = new Utf8JsonWriter(buffer);

    public byte[] Of<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        buffer.ResetWrittenCount();
        writer.Reset();
        write(writer, value);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    public void Dispose() => writer.Dispose();
}
