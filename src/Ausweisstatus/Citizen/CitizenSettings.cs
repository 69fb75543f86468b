using Microsoft.Extensions.Options;

namespace Ausweisstatus.Citizen;

/// <summary>What an operator may say about the installation; configuration section <c>Citizen</c>. Nothing is required.</summary>
internal sealed class CitizenSettings
{
    public const string Section = "Citizen";

    /// <summary>Where citizens reach this installation, e.g. <c>https://ausweis.example</c>; printed on slips.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>Who runs this installation, for the pages on privacy and accessibility.</summary>
    public string? Operator { get; set; }

    /// <summary>Where people write to about privacy and barriers: a <c>mailto:</c> or <c>https:</c> address.</summary>
    public Uri? Contact { get; set; }

    /// <summary>The data protection officer of who runs it.</summary>
    public Uri? DataProtectionOfficer { get; set; }

    /// <summary>The authority that people complain to about privacy.</summary>
    public Uri? DataProtectionAuthority { get; set; }

    /// <summary>Who enforces accessibility in this state.</summary>
    public Uri? AccessibilityEnforcement { get; set; }

    /// <summary>Who arbitrates between people with disabilities and authorities.</summary>
    public Uri? Arbitration { get; set; }

    /// <summary>When the statement on accessibility was made or last reviewed; without it, when this program's own was.</summary>
    public DateOnly AccessibilityStatementOf { get; set; } = new(2026, 11, 26);

    /// <summary>A file with the look of the authority: name, logo, colours.</summary>
    public string? Theme { get; set; }

    /// <summary>Where security researchers write to; with it, <c>/.well-known/security.txt</c> exists.</summary>
    public Uri? SecurityContact { get; set; }
}

/// <summary>Says at the start what would otherwise break the pages that show it.</summary>
internal sealed class CheckCitizenSettings : IValidateOptions<CitizenSettings>
{
    public ValidateOptionsResult Validate(string? name, CitizenSettings options) =>
        options.PublicUrl is { } site && !IsSite(site)
            ? ValidateOptionsResult.Fail("Citizen__PublicUrl is an address such as https://ausweis.example-town.de: http or https, without ? and #.")
        : Contacts(options).FirstOrDefault(one => !IsContact(one.Address)) is { Name: { } wrong }
            ? ValidateOptionsResult.Fail($"Citizen__{wrong} is a mailto: or https: address.")
        : ValidateOptionsResult.Success;

    private static IEnumerable<(string Name, Uri? Address)> Contacts(CitizenSettings options) =>
    [
        (nameof(options.Contact), options.Contact),
        (nameof(options.SecurityContact), options.SecurityContact),
        (nameof(options.DataProtectionOfficer), options.DataProtectionOfficer),
        (nameof(options.DataProtectionAuthority), options.DataProtectionAuthority),
        (nameof(options.AccessibilityEnforcement), options.AccessibilityEnforcement),
        (nameof(options.Arbitration), options.Arbitration),
    ];

    private static bool IsSite(Uri site) =>
        site is { IsAbsoluteUri: true, Scheme: "http" or "https", Query: "", Fragment: "", UserInfo: "" };

    private static bool IsContact(Uri? contact) => contact is null or { IsAbsoluteUri: true, Scheme: "mailto" or "https" or "http" or "tel" };
}
