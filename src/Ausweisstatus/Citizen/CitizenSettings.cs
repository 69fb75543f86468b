namespace Ausweisstatus.Citizen;

/// <summary>What an operator may say about the installation; configuration section <c>Citizen</c>. Nothing is required.</summary>
public sealed class CitizenSettings
{
    public const string Section = "Citizen";

    /// <summary>Where citizens reach this installation, e.g. <c>https://ausweis.example</c>; printed on slips. Default: the address of the request.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>Who runs this installation, for the pages on privacy and accessibility.</summary>
    public string? Operator { get; set; }

    /// <summary>Where people write to about privacy and barriers: a <c>mailto:</c> or <c>https:</c> address.</summary>
    public Uri? Contact { get; set; }

    /// <summary>Where security researchers write to; with it, <c>/.well-known/security.txt</c> exists.</summary>
    public Uri? SecurityContact { get; set; }
}
