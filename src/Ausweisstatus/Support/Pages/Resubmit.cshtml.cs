using Ausweisstatus.Citizen;
using Ausweisstatus.EventLog;
using Ausweisstatus.Languages;
using Ausweisstatus.Problems;
using Ausweisstatus.Support.Refusals;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ausweisstatus.Support.Pages;

/// <summary><c>POST /staff/refusals/resubmit</c>: sends one refused fact again, or those of a group, and says what became of them.</summary>
[RequestSizeLimit(16 * 1024)]
internal sealed class ResubmitModel(ResubmitRefusals resubmit) : StaffPage
{
    public string Sender { get; private set; } = "";

    public string ProblemSlug { get; private set; } = "";

    public string? Authority { get; private set; }

    public string? Why { get; private set; }

    /// <summary>Why nothing was sent, in words.</summary>
    public string? Wrong { get; private set; }

    public ResubmittedGroup Result { get; private set; } = null!;

    public async Task<PageResult> OnPostAsync(CancellationToken cancellation)
    {
        var form = await SafeForm.ReadAsync(Request, cancellation);
        var (filter, problem) = ListRefusals.TryParse(Value("client") ?? "", Value("problem") ?? "", Value("authority"), null, null);
        if (filter is null)
        {
            return Refuse(problem!);
        }

        (Sender, ProblemSlug, Authority, Why) = (filter.Client!, filter.Problem!, filter.Authority, Value("reason"));
        if (Guid.TryParseExact(Value("id"), "D", out var id))
        {
            var correction = Value("pointer") is { } pointer ? new Correction(pointer, Value("value")?.Trim() ?? "") : null;
            (var fact, problem) = await resubmit.OneAsync(Caller!, id, correction, Why, cancellation);
            return fact is null ? Refuse(problem!) : Show([fact], null);
        }

        if (!Reason.TryParse(Why, out var why))
        {
            return Refuse(SupportProblems.ReasonRequired);
        }

        ListPlace place = default;
        if (Value("after") is { } after && !ListPlace.TryParse(after, ListOrder.Since, out place))
        {
            return Refuse(Problem.InvalidRequest);
        }

        var (facts, next) = await resubmit.GroupAsync(Caller!, Sender, ProblemSlug, Authority, place == default ? null : place, why, cancellation);
        return Show(facts, next);

        string? Value(string name) => form[name].ToString() is { Length: > 0 } value ? value : null;
    }

    public string AddressOf(string problem) => ProblemSlug.Length == 0
        ? $"/staff/refusals?lang={Language.Current.Code}"
        : RefusalGroupModel.AddressOf(Sender, problem, Authority);

    private PageResult Show(IReadOnlyList<ResubmittedFact> facts, ListPlace? next)
    {
        Result = ResubmittedGroup.Of(facts, next);
        return Page();
    }

    private PageResult Refuse(Problem problem)
    {
        Response.StatusCode = problem.Status;
        Wrong = Language.Current[problem.Slug switch
        {
            "reason-required" => "staff.reason.wrong",
            "no-such-resource" => "refusals.gone",
            "refused-fact-not-kept" => "refusals.not-kept",
            "foreign-authority" => "refusals.foreign",
            _ => "refusals.value.wrong",
        }];
        return Page();
    }
}
