using Ausweisstatus.Citizen;
using Ausweisstatus.Domain;
using Ausweisstatus.Locations;
using Ausweisstatus.Rebuilds;
using Microsoft.AspNetCore.Mvc;

namespace Ausweisstatus.Support.Pages;

/// <summary><c>/staff/rebuilds</c>: starts rebuilds, and lists the latest.</summary>
[RequestSizeLimit(64 * 1024)]
internal sealed class RebuildsModel(StartRebuild start, RebuildQueue queue, AuthorityDirectory authorities, Links links) : StaffPage
{
    private const int Listed = 20;
    private static readonly char[] Separators = [' ', ',', ';', '\t'];

    public IReadOnlyList<RebuildJob> Latest { get; private set; } = [];

    /// <summary>The words for why it was not started.</summary>
    public string? Problem { get; private set; }

    public IEnumerable<(string Id, string Name)> Authorities =>
        authorities.Choices(_ => true);

    public async Task OnGetAsync(CancellationToken cancellation) => Latest = await queue.LatestAsync(Listed, cancellation);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        var form = await SafeForm.ReadAsync(Request, cancellation);
        if (RequestIn(form) is { } request)
        {
            var (job, problem) = await start.ExecuteAsync(Caller!, request, cancellation);
            if (job is not null)
            {
                return new LocalRedirectResult(links.To($"/staff/rebuilds/{job.Id}"));
            }

            Response.StatusCode = problem!.Status;
        }
        else
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }

        Problem = Response.StatusCode == StatusCodes.Status409Conflict ? "rebuild.under-way" : "rebuild.wrong";
        await OnGetAsync(cancellation);
        return Page();
    }

    /// <returns>Null where the form cannot be understood.</returns>
    private static RebuildRequest? RequestIn(IFormCollection form)
    {
        var projection = KebabCase.Find<RebuildProjection>(form["projection"].FirstOrDefault());
        AuthorityId authority = default;
        var isOfOne = form["authority"].FirstOrDefault() is { Length: > 0 } named;
        Guid[] documents = [];
        var isUnderstood = projection is not null
            && (!isOfOne || AuthorityId.TryParse(form["authority"].FirstOrDefault(), out authority))
            && TryIds(form["documents"].FirstOrDefault(), out documents);
        return isUnderstood
            ? new RebuildRequest(projection!.Value, isOfOne ? authority : null, documents.Length > 0 ? documents : null, form["preview"].FirstOrDefault() != "false")
            : null;
    }

    private static bool TryIds(string? text, out Guid[] ids)
    {
        var words = (text ?? "").Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        ids = [.. words.Select(word => Guid.TryParseExact(word, "D", out var id) ? id : Guid.Empty)];
        return !ids.Contains(Guid.Empty);
    }
}

/// <summary>The words for a rebuild.</summary>
internal static class RebuildWords
{
    public static string NameOf(RebuildProjection projection) => $"rebuild.projection.{KebabCase.Of(projection)}";

    public static string NameOf(RebuildState state) => $"rebuild.state.{KebabCase.Of(state)}";
}
