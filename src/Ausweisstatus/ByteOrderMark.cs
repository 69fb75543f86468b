using System.Text;

namespace Ausweisstatus;

/// <summary>Some programs put three bytes before a text in UTF-8 that are no part of it.</summary>
internal static class ByteOrderMark
{
    public static ReadOnlySpan<byte> Utf8 => Encoding.UTF8.Preamble;

    public static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> utf8) => utf8.StartsWith(Utf8) ? utf8[Utf8.Length..] : utf8;

    public static ReadOnlyMemory<byte> Skip(ReadOnlyMemory<byte> utf8) => utf8.Span.StartsWith(Utf8) ? utf8[Utf8.Length..] : utf8;
}
