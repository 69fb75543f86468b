using System.Security.Claims;
using Ausweisstatus.Domain;
using Microsoft.Extensions.Options;

namespace Ausweisstatus.Access.Staff;

/// <summary>How staff sign in; configuration section <c>Staff</c>. Without an issuer there is no side for staff.</summary>
internal sealed class StaffSettings
{
    public const string Section = "Staff";

    /// <summary>The OpenID Connect provider, e.g. <c>https://login.example-town.de/realms/town</c>.</summary>
    public string? Issuer { get; set; }

    /// <summary>How the provider knows this installation.</summary>
    public string? ClientId { get; set; }

    public string? ClientSecret { get; set; }

    /// <summary>A file that holds the secret, instead of the secret itself.</summary>
    public string? ClientSecretFile { get; set; }

    /// <summary>What the tokens of programs are made for. Not the client's id: a browser's ID token must open nothing here.</summary>
    public string Audience { get; set; } = "ausweisstatus-staff";

    /// <summary>Where staff reach this installation; else <c>Citizen__PublicUrl</c>.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>The claim that says what somebody is.</summary>
    public string RoleClaim { get; set; } = "role";

    /// <summary>For each role the values of that claim which mean it.</summary>
    public Dictionary<StaffRole, string[]> Roles { get; set; } = [];

    /// <summary>The claim that names the authorities somebody works for.</summary>
    public string AuthoritiesClaim { get; set; } = "authorities";

    /// <summary>The claim by which the audit log names somebody.</summary>
    public string NameClaim { get; set; } = "sub";

    public bool IsOffered => !string.IsNullOrEmpty(Issuer);

    /// <exception cref="IOException">The file cannot be read.</exception>
    public string? ReadSecret() => ClientSecretFile is { Length: > 0 } file ? File.ReadAllText(file).Trim() : ClientSecret;

    /// <summary>What the claims of a provider say of a person; null where they name nobody.</summary>
    public StaffCaller? CallerOf(ClaimsPrincipal claims) =>
        claims.FindFirst("sub")?.Value is { Length: > 0 and <= 255 } subject
            ? new StaffCaller(
                subject,
                claims.FindFirst(NameClaim)?.Value is { Length: > 0 and <= 255 } name && ReadableText.IsReadable(name) ? name : subject,
                [.. Enum.GetValues<StaffRole>().Where(role => Roles.GetValueOrDefault(role, []).Any(value => claims.HasClaim(RoleClaim, value)))],
                [.. claims.FindAll(AuthoritiesClaim).Select(claim => AuthorityId.TryParse(claim.Value, out var authority) ? authority : default).Where(authority => authority != default).Distinct()])
            : null;
}

/// <summary>Says at the start what would otherwise keep staff out, or let others in.</summary>
internal sealed class CheckStaffSettings(IHostEnvironment environment) : IValidateOptions<StaffSettings>
{
    public ValidateOptionsResult Validate(string? name, StaffSettings options) =>
        options.IsOffered && WhatIsWrong(options) is { } wrong ? ValidateOptionsResult.Fail(wrong) : ValidateOptionsResult.Success;

    private string? WhatIsWrong(StaffSettings settings) =>
        !IsIssuer(settings.Issuer!)
            ? environment.IsDevelopment() ? "Staff__Issuer is the address of an OpenID Connect provider." : "Staff__Issuer is the https address of an OpenID Connect provider on another machine."
        : string.IsNullOrWhiteSpace(settings.ClientId) ? "Staff__ClientId is not set: how the provider knows this installation."
        : string.IsNullOrWhiteSpace(settings.Audience) || settings.Audience == settings.ClientId ? "Staff__Audience is what tokens of programs are made for, and not Staff__ClientId."
        : settings.Roles.Values.All(values => values.Length == 0) ? "Staff__Roles is not set: for each role the values of Staff__RoleClaim, e.g. Staff__Roles__Support__0."
        : settings.Roles.Values.SelectMany(values => values).Any(string.IsNullOrWhiteSpace) ? "Staff__Roles has an empty value."
        : !HasSecret(settings) ? "Staff__ClientSecretFile cannot be read."
        : !environment.IsDevelopment() && settings.PublicUrl is not { IsAbsoluteUri: true, Scheme: "https", AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" }
            ? "Staff__PublicUrl (or Citizen__PublicUrl) is where staff reach this installation: an address such as https://ausweis.example-town.de."
        : null;

    // The provider of Development lets everybody in: it is reached over http on this machine, and nothing like it in Production.
    private bool IsIssuer(string issuer) =>
        Uri.TryCreate(issuer, UriKind.Absolute, out var address) && address is { Query: "", Fragment: "", UserInfo: "" }
        && (environment.IsDevelopment() ? address.Scheme is "https" or "http" : address is { Scheme: "https", IsLoopback: false });

    private static bool HasSecret(StaffSettings settings)
    {
        try
        {
            _ = settings.ReadSecret();
            return true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
