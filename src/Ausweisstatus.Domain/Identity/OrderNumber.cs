using System.Diagnostics.CodeAnalysis;

namespace Ausweisstatus.Domain;

/// <summary>
/// The authority's own order number: 1 to 64 visible characters (VCHAR of RFC 5234: ! to ~), unique within the authority.
/// </summary>
public readonly record struct OrderNumber : IParsable<OrderNumber>
{
    private const int MaxLength = 64;
    private readonly string? value;

    private OrderNumber(string value) => this.value = value;

    public static OrderNumber Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var parsed) ? parsed : throw new FormatException("An order number is 1 to 64 visible characters.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out OrderNumber result)
    {
        var understood = s is { Length: > 0 and <= MaxLength } && !s.AsSpan().ContainsAnyExceptInRange('!', '~');
        result = understood ? new OrderNumber(s!) : default;
        return understood;
    }

    public static bool TryParse([NotNullWhen(true)] string? s, out OrderNumber result) => TryParse(s, null, out result);

    public override string ToString() => value ?? "";
}
