using Ausweisstatus.Domain;
using Ausweisstatus.Languages;
using Ausweisstatus.Locations;
using Ausweisstatus.Support.Senders;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ausweisstatus.Support.Pages;

/// <summary><c>/staff/silence</c>: who fell silent, and what stays behind.</summary>
internal sealed class SilenceModel(ReadSilence silence, AuthorityDirectory authorities) : StaffPage
{
    /// <summary>So many batches are told at once; the others stand behind a line.</summary>
    public const int BatchesAtOnce = 12;

    private const double MinutesAnHour = 60;
    private const double HoursADay = 24;

    public SilenceAnswer Silence { get; private set; } = null!;

    public async Task<PageResult> OnGetAsync(CancellationToken cancellation)
    {
        Silence = await silence.ReadAsync(Caller!, cancellation);
        return Page();
    }

    public string NameOf(string authority) => AuthorityId.TryParse(authority, null, out var id) && authorities.Find(id)?.Name is { } name ? name : authority;

    /// <summary>How often a sender is usually heard, in words and as exactly as anybody would say it.</summary>
    public static string Usual(Language language, double minutes) => minutes < MinutesAnHour
        ? language.Count("silence.usual.minutes", Math.Max(1, (int)Math.Round(minutes)))
        : language.Count("silence.usual.hours", (int)Math.Round(minutes / MinutesAnHour));

    /// <summary>In how long most of a batch went on.</summary>
    public static string Within(Language language, double hours) => hours < 2 * HoursADay
        ? language.Count("silence.within.hours", Math.Max(1, (int)Math.Ceiling(hours)))
        : language.Count("silence.within.days", (int)Math.Ceiling(hours / HoursADay));
}
