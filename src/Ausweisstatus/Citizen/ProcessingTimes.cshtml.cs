using Ausweisstatus.Domain;
using Ausweisstatus.Locations;
using Ausweisstatus.Statistics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ausweisstatus.Citizen;

/// <summary><c>/processing-times</c>: how long documents take, for everybody.</summary>
internal sealed class ProcessingTimesModel(PublishedTimes times, AuthorityDirectory authorities, Links links) : PageModel
{
    /// <summary>Of one authority; null for all together.</summary>
    public string? Authority { get; private set; }

    /// <summary>What can be chosen, by name.</summary>
    public IReadOnlyList<(string Id, string Name)> Choices { get; private set; } = [];

    /// <summary>The figures of each kind that has any, oldest first.</summary>
    public IReadOnlyList<(KindEntry Kind, IReadOnlyList<ProcessingTime> Times)> Kinds { get; private set; } = [];

    /// <summary>Where all of it is for programs.</summary>
    public string CsvAddress => $"{ProcessingTimesEndpoint.Path}?format={ProcessingTimesEndpoint.Csv}{(Authority is null ? "" : $"&authority={Authority}")}";

    public async Task<IActionResult> OnGetAsync(string? authority, CancellationToken cancellation)
    {
        // The form asks with a question mark, and shared is the address without one.
        if (Request.Query["authority"].FirstOrDefault() is { } chosen)
        {
            return Redirect(links.To("/processing-times" + (AuthorityId.TryParse(chosen, null, out var id) ? $"/{id}" : "")));
        }

        var known = await times.AuthoritiesAsync(cancellation);
        Choices = [.. known.Select(id => (id, NameOf(id))).OrderBy(choice => choice.Item2, StringComparer.OrdinalIgnoreCase)];
        if (authority is not null && !known.Contains(authority) && !(AuthorityId.TryParse(authority, null, out var asked) && authorities.Find(asked) is not null))
        {
            return NotFound();
        }

        Authority = authority;
        var published = (await times.OfAsync(authority, cancellation)).ToLookup(time => time.Kind);
        Kinds = [.. KindCatalogue.Current.All.Select(kind => (kind, (IReadOnlyList<ProcessingTime>)[.. published[kind.Kind.ToString()]])).Where(kind => kind.Item2.Count > 0)];
        // New once a week, and the same for all who read a language.
        Response.Headers.CacheControl = "public, max-age=600";
        Response.Headers.Vary = "Accept-Language, Cookie";
        return Page();
    }

    public string NameOf(string id) => AuthorityId.TryParse(id, null, out var authority) ? authorities.Find(authority)?.Name ?? id : id;
}
