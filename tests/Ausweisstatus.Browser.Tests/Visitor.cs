namespace Ausweisstatus.Browser.Tests;

/// <summary>Who visits, and with what.</summary>
public sealed record Visitor(string Language = "de", bool Dark = false, int Width = 1280)
{
    public bool Scripts { get; init; } = true;

    public bool IsNotified { get; init; }

    public bool ForcedColours { get; init; }

    /// <summary>Another node than the first, which may go away while it is visited.</summary>
    public Uri? At { get; init; }

    public override string ToString() => $"{Language}, {(Dark ? "dark" : "light")}, {Width} px";
}
