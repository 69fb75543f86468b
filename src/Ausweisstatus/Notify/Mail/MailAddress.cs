using System.Globalization;
using System.Text.RegularExpressions;

namespace Ausweisstatus.Notify.Mail;

/// <summary>
/// The address of a person, as strict as addresses of persons are: one <c>name@domain</c>. Quotation marks, comments, routes and line breaks,
/// which the standards allow in places, are how headers are forged.
/// </summary>
internal static partial class MailAddress
{
    public const int MaxLength = 254;
    private const int MaxName = 64;

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>The address with its domain as it travels; null where it is none.</summary>
    public static string? Read(string? text)
    {
        var typed = (text ?? "").Trim();
        var at = typed.LastIndexOf('@');
        if (typed.Length > MaxLength || at is < 1 or > MaxName || Ascii(typed[(at + 1)..]) is not { } domain)
        {
            return null;
        }

        var address = $"{typed[..at]}@{domain}";
        return address.Length <= MaxLength && Form().IsMatch(address) ? address : null;
    }

    private static string? Ascii(string domain)
    {
        try
        {
            return Idn.GetAscii(domain).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
