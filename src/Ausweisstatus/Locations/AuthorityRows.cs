using System.Text.RegularExpressions;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Locations;

/// <summary>Collects rows into authorities, and what is wrong with them into errors.</summary>
internal sealed partial class AuthorityRows(List<string> errors)
{
    private const int MaxLength = 300;

    private static readonly string[] LocationColumns =
        ["name", "street", "postcode", "city", "hours", "bring", "appointments", "languages"];

    private readonly Dictionary<string, AuthorityEntry> authorities = [];

    public IReadOnlyList<AuthorityEntry> Authorities => [.. authorities.Values];

    /// <param name="line">Where the row ends in the file.</param>
    /// <param name="column">The value in a column; null where it is empty or missing.</param>
    public void Add(int line, Func<string, string?> column)
    {
        var before = errors.Count;
        void Wrong(string what) => errors.Add($"Line {line}: {what}");

        string? Text(string name)
        {
            var value = column(name);
            if (value is not null && (value.Length > MaxLength || value.Any(IsLineBreakOrControl)))
            {
                Wrong($"{name} has to be on one line, of at most {MaxLength} characters.");
            }
            else if (value is not null && !Array.TrueForAll(name == "bring" ? Several(value) : [value], ReadableText.IsReadable))
            {
                Wrong($"{name} has to be readable: not blank or invisible, and without characters that turn the line around.");
            }

            return value;
        }

        if (!AuthorityId.TryParse(column("authority"), out var authority))
        {
            Wrong("authority has to be 2 to 40 of a-z, 0-9 and hyphen.");
        }

        var entry = authorities.GetValueOrDefault(authority.ToString()) ?? new AuthorityEntry { Id = authority.ToString() };
        var named = Text("authorityName");
        if (named is not null && entry.Name is not null && named != entry.Name)
        {
            Wrong($"authorityName differs from that of an earlier row of {authority}.");
        }

        var state = Text("state");
        if (state is not null && !FederalStates.All.Contains(state))
        {
            Wrong("state has to be a state by ISO 3166-2, such as DE-BE.");
        }
        else if (state is not null && entry.State is not null && state != entry.State)
        {
            Wrong($"state differs from that of an earlier row of {authority}.");
        }

        entry = entry with { Name = entry.Name ?? named, State = entry.State ?? state };
        if (column("location") is { } location)
        {
            if (!LocationId.TryParse(location, out var id))
            {
                Wrong("location has to be 2 to 64 of a-z, 0-9 and hyphen.");
            }
            else if (entry.Knows(id))
            {
                Wrong($"the location {id} of {authority} is there twice.");
            }

            entry = entry with { Locations = [.. entry.Locations, LocationOf(id, Text, Wrong)] };
        }
        else if (LocationColumns.FirstOrDefault(name => column(name) is not null) is { } stray)
        {
            Wrong($"there is a {stray}, but no location.");
        }

        if (errors.Count == before)
        {
            authorities[entry.Id] = entry;
        }
    }

    private static Location LocationOf(LocationId id, Func<string, string?> text, Action<string> wrong)
    {
        var name = text("name");
        if (name is null)
        {
            wrong("a location needs a name.");
        }

        Uri? appointments = null;
        if (text("appointments") is { } address
            && !(Uri.TryCreate(address, UriKind.Absolute, out appointments) && appointments.Scheme is "https" or "http"))
        {
            wrong("appointments has to be an address that begins with https:// or http://.");
        }

        var languages = Several(text("languages"));
        if (languages.FirstOrDefault(tag => !LanguageTag().IsMatch(tag)) is not null)
        {
            wrong("languages has to be tags such as de; en; tr.");
        }

        return new Location
        {
            Id = id,
            Name = name ?? "",
            Street = text("street"),
            Postcode = text("postcode"),
            City = text("city"),
            Hours = text("hours"),
            Bring = Several(text("bring")),
            Appointments = appointments,
            Languages = languages,
        };
    }

    private static bool IsLineBreakOrControl(char character) => char.IsControl(character) || character is '\u2028' or '\u2029';

    private static string[] Several(string? value) =>
        value?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    [GeneratedRegex("^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$")]
    private static partial Regex LanguageTag();
}
