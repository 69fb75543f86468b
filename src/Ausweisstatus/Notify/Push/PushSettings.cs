using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace Ausweisstatus.Notify.Push;

/// <summary>Configuration section <c>Push</c>. Nothing is required.</summary>
internal sealed class PushSettings
{
    public const string Section = "Push";

    // Those of Chrome and most other browsers, Firefox, Edge, Safari.
    private static readonly string[] KnownServices =
    [
        "fcm.googleapis.com", "updates.push.services.mozilla.com", "*.notify.windows.com", "*.push.apple.com",
    ];

    /// <summary>Whether web push is offered. Messages go by way of the makers of browsers, encrypted.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Whom a push service writes to where we are a burden to it: <c>mailto:</c> or <c>https:</c>. Else the address of the site.</summary>
    public Uri? Contact { get; set; }

    /// <summary>The hosts of the push services that are called, in place of the known ones; <c>*.</c> at the beginning stands for any name below.</summary>
    [SuppressMessage("Performance", "CA1819", Justification = "Filled from configuration.")]
    public string[]? Services { get; set; }

    /// <summary>How long a push service may take to answer.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The pause after the first failure; it doubles with each further one.</summary>
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest pause.</summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromHours(1);

    public bool Calls(string host) => (Services ?? KnownServices).Any(service => service.StartsWith("*.", StringComparison.Ordinal)
        ? host.Length > service.Length - 1 && host.EndsWith(service[1..], StringComparison.OrdinalIgnoreCase)
        : host.Equals(service, StringComparison.OrdinalIgnoreCase));
}

/// <summary>Says at the start what would otherwise fail with the first push.</summary>
internal sealed class CheckPushSettings : IValidateOptions<PushSettings>
{
    public ValidateOptionsResult Validate(string? name, PushSettings options) =>
        options.Contact is not null and not { IsAbsoluteUri: true, Scheme: "mailto" or "https" }
            ? ValidateOptionsResult.Fail("Push__Contact is an address such as mailto:ausweis@example-town.de, or one that begins with https:.")
        : options.Timeout <= TimeSpan.Zero || options.Timeout > TimeSpan.FromSeconds(30) ? ValidateOptionsResult.Fail("Push__Timeout is at most 30 seconds.")
        : ValidateOptionsResult.Success;
}
