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

    /// <summary>Where security researchers write to; with it, <c>/.well-known/security.txt</c> exists.</summary>
    public Uri? SecurityContact { get; set; }
}

/// <summary>Says at the start what would otherwise break the pages that show it.</summary>
internal sealed class CheckCitizenSettings : IValidateOptions<CitizenSettings>
{
    public ValidateOptionsResult Validate(string? name, CitizenSettings options) =>
        options.PublicUrl is { } site && !IsSite(site)
            ? ValidateOptionsResult.Fail("Citizen__PublicUrl is an address such as https://ausweis.example-town.de: http or https, without ? and #.")
        : !IsContact(options.Contact) || !IsContact(options.SecurityContact)
            ? ValidateOptionsResult.Fail("Citizen__Contact and Citizen__SecurityContact are mailto: or https: addresses.")
        : ValidateOptionsResult.Success;

    private static bool IsSite(Uri site) =>
        site is { IsAbsoluteUri: true, Scheme: "http" or "https", Query: "", Fragment: "", UserInfo: "" };

    private static bool IsContact(Uri? contact) => contact is null or { IsAbsoluteUri: true, Scheme: "mailto" or "https" or "http" or "tel" };
}
