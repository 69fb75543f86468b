using System.Globalization;
using Ausweisstatus.Citizen;
using Ausweisstatus.Domain;
using Ausweisstatus.Languages;
using Ausweisstatus.Locations;
using Ausweisstatus.Support.History;
using Microsoft.AspNetCore.Mvc;

namespace Ausweisstatus.Support.Pages;

/// <summary>
/// <c>/staff/documents/{id}</c>: a document fact by fact, and what its holder reads or would have read. Why it is opened is asked once in a
/// session. Every moment has an address of its own.
/// </summary>
[RequestSizeLimit(16 * 1024)]
internal sealed class DocumentModel(
    ReadForStaff read, ReadHistoryForStaff readHistory, AsOf asOf, AuditLog audit, AuthorityDirectory authorities, Links links) : StaffPage
{
    /// <summary>So many facts stand on a page.</summary>
    public const int FactsOnAPage = 50;

    private const string ReadsInParameter = "reads";
    private const string MomentParameter = "moment";
    private const string TimeParameter = "at";

    /// <summary>Null while there is no reason.</summary>
    public Moment? Now { get; private set; }

    /// <summary>What is shown.</summary>
    public Moment Shown { get; private set; } = null!;

    public IReadOnlyList<TimelineLine> Facts { get; private set; } = [];

    public string? Why { get; private set; }

    /// <summary>Whether the reason, or the time to go to, is none.</summary>
    public bool IsWrong { get; private set; }

    /// <summary>The language in which the holder would read it.</summary>
    public Language ReadsIn => Language.Find((string?)Request.Query[ReadsInParameter]) ?? Language.Current;

    public bool IsNow => Shown.Number == Shown.Of;

    public string AuthorityName => AuthorityId.TryParse(Shown.Document.Authority, null, out var id) && authorities.Find(id)?.Name is { } name ? name : Shown.Document.Authority;

    /// <summary>The address of this page at a moment.</summary>
    public string At(int moment) => AddressOf(ReadsIn, moment);

    public string InLanguage(Language language) => AddressOf(language, Shown.Number);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation)
    {
        if (await audit.FindReasonAsync(Caller!.Session!.Value, id, cancellation) is not { } reason)
        {
            return Page();
        }

        Why = reason.ToString();
        var (history, _) = await readHistory.ReadAsync(Caller, id, Why, cancellation);
        if (history is null)
        {
            return NotFound();
        }

        Show(history);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellation)
    {
        var form = await SafeForm.ReadAsync(Request, cancellation);
        var (_, problem) = await read.ReadAsync(Caller!, id, form["reason"].FirstOrDefault(), cancellation, AuditAction.Open);
        if (problem == SupportProblems.ReasonRequired)
        {
            (IsWrong, Response.StatusCode) = (true, problem.Status);
            return Page();
        }

        return problem is null ? new LocalRedirectResult(links.To($"/staff/documents/{id}")) : NotFound();
    }

    private void Show(DocumentHistory history)
    {
        var last = history.Facts.Length;
        var (number, time) = (last, default(DateTimeOffset?));
        if (Request.Query[TimeParameter].ToString() is { Length: > 0 } written)
        {
            if (DateTime.TryParse(written, CultureInfo.InvariantCulture, out var shown))
            {
                time = BerlinTime.MomentInBerlin(shown);
                number = history.MomentAt(time.Value);
            }
            else
            {
                (IsWrong, Response.StatusCode) = (true, StatusCodes.Status400BadRequest);
            }
        }
        else if (int.TryParse(Request.Query[MomentParameter], NumberStyles.None, CultureInfo.InvariantCulture, out var asked))
        {
            number = Math.Min(asked, last);
        }

        Now = asOf.At(history, last, null, ReadsIn);
        Shown = number == last && time is null ? Now : asOf.At(history, number, time, ReadsIn);
        Facts = [.. Timeline.Lines(history, FirstOfPage(Math.Max(number, 1)), FactsOnAPage)];
    }

    private static int FirstOfPage(int number) => ((number - 1) / FactsOnAPage * FactsOnAPage) + 1;

    private string AddressOf(Language reads, int moment) => string.Create(
        CultureInfo.InvariantCulture, $"{Request.Path}?lang={Language.Current.Code}&{ReadsInParameter}={reads.Code}&{MomentParameter}={moment}");
}
