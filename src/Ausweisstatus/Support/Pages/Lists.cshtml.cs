using Ausweisstatus.Citizen;
using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Ausweisstatus.Languages;
using Ausweisstatus.Lists;
using Ausweisstatus.Locations;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;

namespace Ausweisstatus.Support.Pages;

/// <summary><c>/staff/lists</c>: documents that somebody should look at. What is asked stands in the address, so that it can be shared.</summary>
internal sealed class ListsModel(ListForStaff list, AuthorityDirectory authorities, Links links) : StaffPage
{
    /// <summary>What is listed, by the word in the address; the first one for who asks for none.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["overdue", "stuck", "uncollected", "anomalies", "corrected", "open"];

    public string Kind { get; private set; } = Kinds[0];

    public AuthorityEntry? Authority { get; private set; }

    public string? Stage => Asked("stage");

    public string? Location => Asked("location");

    public string? Anomaly => Asked("anomaly");

    public DocumentPage? Documents { get; private set; }

    /// <summary>The address of the page that follows; null on the last one.</summary>
    public string? Next { get; private set; }

    /// <summary>The address of the first page; null on it.</summary>
    public string? First { get; private set; }

    /// <summary>Whose documents they may read, with their names.</summary>
    public IReadOnlyList<(string Id, string Name)> Authorities { get; private set; } = [];

    public string NameOf(string? location) =>
        location is null ? "–" : LocationId.TryParse(location, null, out var id) && Authority?.Find(id)?.Name is { } name ? name : location;

    public static string NameOf(ListedDocument document, Language language) =>
        document.Kind is { } kind && KindCatalogue.Current.All.FirstOrDefault(entry => entry.Kind.ToString() == kind) is { } known
            ? known.TextsIn(language.Code).Name
            : language["kind.unknown.name"];

    public string To(Guid document) => links.To($"/staff/documents/{document}");

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        Authorities = [.. authorities.Choices(Caller!.MayRead)];
        var chosen = Asked("authority") ?? (Authorities.Count > 0 ? Authorities[0].Id : null);
        Authority = Authorities.Any(choice => choice.Id == chosen) ? authorities.Find(AuthorityId.Parse(chosen!)) : null;
        Kind = Asked("list") is { } asked && Kinds.Contains(asked) ? asked : Kinds[0];
        if (Authority is null)
        {
            Response.StatusCode = Authorities.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
            return Page();
        }

        var query = new ListQuery
        {
            Authority = Authority.Id,
            Stages = Stage is { } stage ? [stage] : [],
            Location = Location,
            Anomaly = Anomaly ?? (Kind == "anomalies" ? ReadList.AnyAnomaly : null),
            Overdue = Kind == "overdue",
            Stuck = Kind == "stuck",
            Uncollected = Kind == "uncollected",
            Corrected = Kind == "corrected",
            After = Asked("after"),
        };
        (Documents, var problem) = await list.ExecuteAsync(Caller!, query, cancellation);
        if (problem is not null)
        {
            Response.StatusCode = problem.Status;
        }

        First = query.After is null ? null : Address(Parts());
        Next = Documents?.Next is { } next ? Address(Parts().Append(new("after", next))) : null;
        return Page();
    }

    private string Address(IEnumerable<KeyValuePair<string, string>> parts) => Request.Path + new QueryBuilder(parts).ToString();

    private IEnumerable<KeyValuePair<string, string>> Parts() =>
        Request.Query.Where(part => part.Key != "after").Select(part => KeyValuePair.Create(part.Key, part.Value.ToString()));
}
