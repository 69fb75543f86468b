using System.Globalization;
using System.Text.Json.Nodes;
using Ausweisstatus.Citizen;
using Ausweisstatus.Domain;
using Ausweisstatus.Languages;
using Ausweisstatus.Locations;
using Ausweisstatus.Problems;
using Microsoft.AspNetCore.Mvc;

namespace Ausweisstatus.Support.Pages;

/// <summary><c>/staff/documents/{id}/say?type=…</c>: says what happened at the office, after it was shown what its holder will read.</summary>
[RequestSizeLimit(16 * 1024)]
internal sealed class SayModel(
    SayFact say, ReadForStaff read, AuthorityDirectory authorities, AuditLog audit, Links links, TimeProvider clock) : DocumentPageModel(audit, links)
{
    private const string Minutes = "yyyy-MM-dd'T'HH:mm";

    private DateOfBirth birth;

    /// <summary>What can be said by form, in the order in which it happens.</summary>
    public static IReadOnlyList<string> Types { get; } = ["arrived-at-office", "ready-for-pickup", "handed-over", "not-collected", "reference-reissued"];

    public string Type { get; private set; } = "";

    /// <summary>The authority's number of the document.</summary>
    public string Order { get; private set; } = "";

    /// <summary>Where it is said to be, by its name; null where that is not said.</summary>
    public string? LocationName => Locations.FirstOrDefault(location => location.Id.ToString() == Location)?.Name;

    /// <summary>Of this saying, so that a form sent twice says it once.</summary>
    public string SayingId { get; private set; } = "";

    /// <summary>As the form shows it: minutes, by the clock of Berlin.</summary>
    public string At { get; private set; } = "";

    /// <summary>The exact time, once it is decided.</summary>
    public string? Time { get; private set; }

    /// <summary>The same for the preview.</summary>
    public DateTimeOffset When { get; private set; }

    public string? Location { get; private set; }

    public string? Until { get; private set; }

    public AskForm Birth { get; private set; } = new();

    public FieldError? BirthError { get; private set; }

    public IReadOnlyList<Location> Locations { get; private set; } = [];

    /// <summary>What it would do; null before it was asked.</summary>
    public SaidFactAnswer? Preview { get; private set; }

    /// <summary>Where the slip with the new code is printed.</summary>
    public string? Slip { get; private set; }

    /// <summary>The words for what is wrong.</summary>
    public string? Problem { get; private set; }

    public bool AsksLocation => Type is "arrived-at-office" or "ready-for-pickup";

    public bool AsksUntil => Type == "ready-for-pickup";

    public bool AsksBirth => Type == "reference-reissued";

    public Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        (Type, SayingId, At) = (Asked("type") ?? "", Guid.NewGuid().ToString("n"), Shown(clock.GetUtcNow()));
        return ShowAsync(cancellation);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        var form = await SafeForm.ReadAsync(Request, cancellation);
        Birth = await AskForm.ReadAsync(Request, cancellation);
        (Type, SayingId, At, Time) = (Asked("type") ?? "", Field("id") ?? "", Field("at") ?? "", Field("time"));
        (Location, Until) = (Field("location"), Field("until"));
        if (await FindReasonAsync(cancellation) is not { } why || !Types.Contains(Type))
        {
            return ToDocument();
        }

        if (Field("step") == "change")
        {
            return await ShowAsync(cancellation);
        }

        var isPreview = Field("step") != "record";
        if (ReadTime(isPreview) is not { } time)
        {
            return await RefuseAsync("say.wrong.time", cancellation);
        }

        if (AsksBirth && (BirthError = BirthFields.Check(Birth.Day, Birth.Month, Birth.Year, clock.GetUtcNow(), out birth)) is not null)
        {
            return await RefuseAsync(BirthError.Text, cancellation);
        }

        var (answer, problem) = await say.ExecuteAsync(Caller!, Id, new SaidFact(SayingId, Type, time, Data()), why, isPreview, Language.Current, cancellation);
        if (answer is null)
        {
            return await RefuseAsync(WordsFor(problem!), cancellation);
        }

        (Preview, Slip) = (answer, answer.Slip);
        (When, Time) = (time, time.ToString("O", CultureInfo.InvariantCulture));
        return isPreview ? await ShowAsync(cancellation) : Slip is null ? ToDocumentAfter("say") : Page();

        string? Field(string name) => form[name].FirstOrDefault() is { Length: > 0 } value ? value : null;
    }

    // The minute that the form shows may have begun before something else that happened in it.
    private DateTimeOffset? ReadTime(bool isPreview)
    {
        var now = clock.GetUtcNow();
        return !isPreview && Rfc3339.TryParse(Time, out var exact) ? exact
            : At == Shown(now) ? now
            : DateTime.TryParseExact(At, Minutes, CultureInfo.InvariantCulture, DateTimeStyles.None, out var shown) ? BerlinTime.MomentInBerlin(shown)
            : null;
    }

    private JsonObject Data()
    {
        JsonObject data = [];
        Add(AsksLocation, "location", Location);
        Add(AsksUntil, "heldUntil", Until);
        Add(AsksBirth, "dateOfBirth", birth.ToString());
        return data;

        void Add(bool isAsked, string member, string? value)
        {
            if (isAsked && value is not null)
            {
                data[member] = value;
            }
        }
    }

    private static string WordsFor(Problem problem) => problem.Slug switch
    {
        "time-in-future" => "say.wrong.time",
        _ when problem.Errors?.ContainsKey("data.location") == true => "say.wrong.location",
        _ when problem.Errors?.ContainsKey("data.heldUntil") == true => "say.wrong.until",
        _ => "say.wrong",
    };

    private Task<IActionResult> RefuseAsync(string problem, CancellationToken cancellation)
    {
        (Problem, Response.StatusCode) = (problem, StatusCodes.Status400BadRequest);
        return ShowAsync(cancellation);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancellation)
    {
        if (!Types.Contains(Type) || await FindReasonAsync(cancellation) is not { } why)
        {
            return ToDocument();
        }

        var (document, _) = await read.ReadAsync(Caller!, Id, why, cancellation);
        if (document is null || !Caller!.MayCorrect(document.Authority))
        {
            return ToDocument();
        }

        Order = document.Order.ToString();
        Locations = authorities.Find(document.Authority)?.Locations ?? [];
        Location ??= document.Status.Location?.ToString();
        return Page();
    }

    private static string Shown(DateTimeOffset moment) =>
        moment.DayInBerlin().ToDateTime(moment.TimeInBerlin()).ToString(Minutes, CultureInfo.InvariantCulture);
}
