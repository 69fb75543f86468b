using System.Globalization;
using Ausweisstatus.Access;
using Ausweisstatus.Citizen;
using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Ausweisstatus.ExpectedDates;
using Ausweisstatus.Languages;
using Ausweisstatus.Locations;
using Ausweisstatus.Support.History;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;

namespace Ausweisstatus.Support.Pages;

/// <summary>
/// <c>/staff/documents/{id}</c>: a document fact by fact, and what its holder reads or would have read. Why it is opened is asked once in a
/// session. Every moment has an address of its own.
/// </summary>
[RequestSizeLimit(16 * 1024)]
internal sealed class DocumentModel(
    ReadForStaff read, AsOf asOf, AuditLog audit, AuthorityDirectory authorities, Links links) : DocumentPageModel(audit, links)
{
    /// <summary>So many facts stand on a page.</summary>
    public const int FactsOnAPage = 50;

    private const string ReadsInParameter = "reads";
    private const string MomentParameter = "moment";
    private const string TimeParameter = "at";
    private const string SinceParameter = "since";
    private const string FromParameter = "from";
    private static readonly string[] FilterParameters = ["client", "type", "mark"];

    private DocumentHistory? story;

    /// <summary>Null while there is no reason.</summary>
    public Moment? Now { get; private set; }

    /// <summary>What is shown.</summary>
    public Moment Shown { get; private set; } = null!;

    public IReadOnlyList<TimelineLine> Facts { get; private set; } = [];

    /// <summary>The fact whose moment is shown; null before the first one, and where the list shows others.</summary>
    public TimelineLine? ShownFact => Facts.FirstOrDefault(fact => fact.Number == Shown.Number);

    public string? Why { get; private set; }

    /// <summary>Which facts are shown.</summary>
    public TimelineFilter Filter { get; private set; } = new();

    /// <summary>Through which clients something was told, and what: from these one filters.</summary>
    public IReadOnlyList<string> Clients { get; private set; } = [];

    /// <inheritdoc cref="Clients"/>
    public IReadOnlyList<string> Types { get; private set; } = [];

    /// <summary>The moment that the shown one is compared with; null where there is none.</summary>
    public int? Since { get; private set; }

    /// <summary>What reads differently since that moment.</summary>
    public IReadOnlyList<Difference> Differences { get; private set; } = [];

    /// <summary>Whether they may say and take back what is recorded about it.</summary>
    public bool MayCorrect => AuthorityId.TryParse(Shown.Document.Authority, null, out var authority) && Caller!.MayCorrect(authority);

    /// <summary>What was just recorded, as the address says; null where nothing was.</summary>
    public string? Done => Asked(DoneParameter) is ("retract" or "say") and var done ? done : null;

    /// <summary>Whether the reason, or the time to go to, is none.</summary>
    public bool IsWrong { get; private set; }

    /// <summary>The language in which the holder would read it.</summary>
    public Language ReadsIn => Language.Find((string?)Request.Query[ReadsInParameter]) ?? Language.Current;

    public bool IsNow => Shown.Number == Shown.Of;

    public string AuthorityName => AuthorityId.TryParse(Shown.Document.Authority, null, out var id) && authorities.Find(id)?.Name is { } name ? name : Shown.Document.Authority;

    public bool MayTakeBack(TimelineLine fact) => MayCorrect && fact.RetractedBy is null && story!.Facts[fact.Number - 1].Known.Fact is not FactRetracted;

    /// <summary>The fact that this one takes back, and why; null where it takes none back that is known.</summary>
    public (RecordedFact Fact, RetractionReason Why)? TakesBack(TimelineLine line) =>
        story!.Facts[line.Number - 1].Known.Fact is FactRetracted retraction && story.Facts.FirstOrDefault(fact => fact.Known.Id == retraction.Fact) is { } taken
            ? (taken, retraction.Reason)
            : null;

    public string ToTakeBack(TimelineLine fact) => To($"retract?fact={fact.Fact}");

    /// <summary>Through whom a fact came, as staff call them.</summary>
    public static string NameOf(string client, Language language) => client == Client.Staff ? language["replay.staff"] : client;

    /// <summary>The address of this page at a moment.</summary>
    public string At(int moment) => AddressOf(ReadsIn, moment);

    /// <summary>The address of this page with the facts from this one on.</summary>
    public string From(int number) => AddressOf(ReadsIn, Shown.Number, (FromParameter, number.ToString(CultureInfo.InvariantCulture)));

    public string InLanguage(Language language) => AddressOf(language, Shown.Number);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation)
    {
        if (await FindReasonAsync(cancellation) is not { } reason)
        {
            return Page();
        }

        Why = reason;
        var (history, _) = await read.ReadHistoryAsync(Caller!, id, Why, cancellation);
        if (history is null)
        {
            return NotFound();
        }

        Show(history, await asOf.TimesAsync(history, cancellation));
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

        return problem is null ? ToDocument() : NotFound();
    }

    private void Show(DocumentHistory history, KeptTimes kept)
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
        else if (Number(MomentParameter) is { } asked)
        {
            number = Math.Min(asked, last);
        }

        Now = asOf.At(history, kept, last, null, ReadsIn);
        Shown = number == last && time is null ? Now : asOf.At(history, kept, number, time, ReadsIn);
        ShowFacts(history);
        if (Number(SinceParameter) is { } since && since <= last)
        {
            // Told in the order in which it happened, whichever of the two is shown.
            var other = asOf.At(history, kept, since, null, ReadsIn);
            (Since, Differences) = (since, since > Shown.Number ? asOf.Between(Shown, other) : asOf.Between(other, Shown));
        }
    }

    private void ShowFacts(DocumentHistory history)
    {
        story = history;
        Clients = [.. history.Facts.Select(fact => fact.Client).Distinct().Order(StringComparer.Ordinal)];
        Types = [.. history.Facts.Select(fact => FactType.Of(fact.Known.Fact).Name).Distinct()];
        Filter = new TimelineFilter(Asked("client"), Asked("type"), KebabCase.Find<FactMark>(Asked("mark")));
        var from = Number(FromParameter) ?? (Filter.IsEmpty ? FirstOfPage(Shown.Number, Shown.Of) : 1);
        Facts = [.. Timeline.Lines(history, from, FactsOnAPage, Filter)];
    }

    private int? Number(string name) => int.TryParse(Request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // The last page is full, too: who opens a long story reads how it went on, not its last fact alone.
    private static int FirstOfPage(int number, int of) => Math.Max(1, Math.Min(((Math.Max(number, 1) - 1) / FactsOnAPage * FactsOnAPage) + 1, of - FactsOnAPage + 1));

    private string AddressOf(Language reads, int moment, params (string Name, string Value)[] more)
    {
        var query = new QueryBuilder { { "lang", Language.Current.Code }, { ReadsInParameter, reads.Code }, { MomentParameter, moment.ToString(CultureInfo.InvariantCulture) } };
        foreach (var (name, value) in FilterParameters.Select(name => (name, Asked(name))).Where(part => part.Item2 is not null).Select(part => (part.name, part.Item2!)).Concat(more))
        {
            query.Add(name, value);
        }

        return Request.Path + query.ToString();
    }
}
