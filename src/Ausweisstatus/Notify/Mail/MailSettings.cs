using Microsoft.Extensions.Options;
using MimeKit;

namespace Ausweisstatus.Notify.Mail;

/// <summary>How the connection to the mail server is protected.</summary>
internal enum MailSecurity
{
    /// <summary>Begins in clear and is encrypted before anything is said; a server that cannot do so is sent nothing.</summary>
    StartTls,

    /// <summary>Encrypted from the first byte.</summary>
    Tls,

    /// <summary>Not at all: for a server on this machine.</summary>
    None,
}

/// <summary>Configuration section <c>Mail</c>. Where no host is named, nobody can subscribe by e-mail.</summary>
internal sealed class MailSettings
{
    public const string Section = "Mail";

    /// <summary>The mail server that takes what we send.</summary>
    public string? Host { get; set; }

    public int Port { get; set; } = 587;

    public MailSecurity Security { get; set; }

    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>A file whose first line is the password.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>Whom the mails come from, e.g. <c>ausweis@example-town.de</c>.</summary>
    public string? From { get; set; }

    /// <summary>The name beside it; else that of the theme, or of this program.</summary>
    public string? FromName { get; set; }

    /// <summary>Where bounces go, e.g. <c>bounces@example-town.de</c>: each subscription has one of its own, <c>bounces+ID@…</c>. Else <see cref="From"/>.</summary>
    public string? EnvelopeSender { get; set; }

    /// <summary>How long sending one mail may take.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>What happens to a document within this time of the first news is told in one mail; where it is not set, 10 minutes, in Development 5 seconds.</summary>
    public TimeSpan? QuietWindow { get; set; }

    /// <summary>The pause after the first failure; it doubles with each further one.</summary>
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest pause.</summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How often what is over is cleaned up, and looked for what is due without a fact.</summary>
    public TimeSpan CleanUpEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary><see cref="From"/>, where there is a server to send to.</summary>
    public MailboxAddress Sender => MailboxAddress.Parse(From!);

    public string? ReadPassword() => PasswordFile is { } path ? File.ReadLines(path).FirstOrDefault() : Password;
}

/// <summary>Says at the start what would otherwise fail with the first mail.</summary>
internal sealed class CheckMailSettings : IValidateOptions<MailSettings>
{
    public ValidateOptionsResult Validate(string? name, MailSettings options) =>
        options.Host is null ? ValidateOptionsResult.Success
        : !IsAddress(options.From) ? ValidateOptionsResult.Fail("Mail__From is the address that mails come from, such as ausweis@example-town.de.")
        : options.EnvelopeSender is { } sender && !IsAddress(sender) ? ValidateOptionsResult.Fail("Mail__EnvelopeSender is an address such as bounces@example-town.de.")
        : options.Port is < 1 or > 65535 ? ValidateOptionsResult.Fail("Mail__Port is 1 to 65535.")
        : options.Timeout <= TimeSpan.Zero || options.Timeout > TimeSpan.FromSeconds(30) ? ValidateOptionsResult.Fail("Mail__Timeout is at most 30 seconds.")
        : options.User is not null && options.Security == MailSecurity.None ? ValidateOptionsResult.Fail("Mail__User needs Mail__Security StartTls or Tls: the password would go in clear.")
        : options.PasswordFile is { } path && !File.Exists(path) ? ValidateOptionsResult.Fail("Mail__PasswordFile does not exist or cannot be read.")
        : ValidateOptionsResult.Success;

    private static bool IsAddress(string? text) => text is not null && MailboxAddress.TryParse(text, out var mailbox) && mailbox.Address == text;
}
