using Ausweisstatus.Citizen;
using Ausweisstatus.Domain;
using Ausweisstatus.Languages;
using Microsoft.AspNetCore.Mvc;

namespace Ausweisstatus.Support.Pages;

/// <summary><c>/staff/documents/{id}/replay</c>: folds a document again, showing what differs before it is written. The reason is asked where it is opened.</summary>
[RequestSizeLimit(16 * 1024)]
internal sealed class ReplayModel(ReplayDocument replay, AuditLog audit, Links links) : DocumentPageModel(audit, links)
{
    public ReplayAnswer Answer { get; private set; } = null!;

    public string Why { get; private set; } = "";

    /// <summary>Whether what differed is repaired.</summary>
    public bool IsWritten { get; private set; }

    public Task<IActionResult> OnGetAsync(CancellationToken cancellation) => ReplayAsync(preview: true, cancellation);

    public Task<IActionResult> OnPostAsync(CancellationToken cancellation) => ReplayAsync(preview: false, cancellation);

    /// <summary>What a document has by this name, in words.</summary>
    public static string Shown(StaffDocument? document, string name)
    {
        object? value = name switch
        {
            "stage" => document?.Stage,
            "since" => document?.Since,
            "kind" => document?.Kind,
            "delivery" => document?.Delivery,
            "location" => document?.Location,
            "lastHeard" => document?.LastHeard,
            "heldUntil" => document?.HeldUntil,
            "overdueFrom" => document?.OverdueFrom,
            "anomalies" => document is null ? null : string.Join(", ", document.Anomalies),
            "run" => document?.Run,
            "version" => document?.Facts,
            _ => null,
        };
        var language = Language.Current;
        return value switch
        {
            null or "" => language["refold.nothing"],
            DateTimeOffset time => $"{language.Day(time.DayInBerlin())}, {language.Time(time.TimeInBerlin())}",
            DateOnly day => language.Day(day),
            _ => $"{value}",
        };
    }

    private async Task<IActionResult> ReplayAsync(bool preview, CancellationToken cancellation)
    {
        if (await FindReasonAsync(cancellation) is not { } reason)
        {
            return ToDocument();
        }

        var (answer, _) = await replay.ExecuteAsync(Caller!, Id, Why = reason, preview, cancellation);
        if (answer is null)
        {
            return NotFound();
        }

        (Answer, IsWritten) = (answer, !preview && answer.Changed);
        return Page();
    }
}
