using System.Text.Json.Serialization;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Locations;

/// <summary>An authority and the places where its documents are collected, as it told us. Not the authority's documents: those are a tenant.</summary>
internal sealed record AuthorityEntry
{
    /// <summary>The slug of the authority.</summary>
    public required string Id { get; init; }

    /// <summary>The name people know it by.</summary>
    public string? Name { get; init; }

    /// <summary>The state whose public holidays it keeps, by ISO 3166-2, e.g. <c>DE-BE</c>; see <see cref="FederalStates"/>.</summary>
    public string? State { get; init; }

    public IReadOnlyList<Location> Locations { get; init; } = [];

    [JsonIgnore]
    public AuthorityId Authority => AuthorityId.Parse(Id);

    public Location? Find(LocationId? location) => location is { } id ? Locations.FirstOrDefault(known => known.Id == id) : null;

    /// <summary>Its office of this id; its only one where no id is known.</summary>
    public Location? FindOffice(LocationId? location) => location is null && Locations is [var only] ? only : Find(location);

    public bool Knows(LocationId location) => Find(location) is not null;
}

/// <summary>A place where documents are collected.</summary>
internal sealed record Location
{
    public required LocationId Id { get; init; }

    public required string Name { get; init; }

    public string? Street { get; init; }

    public string? Postcode { get; init; }

    public string? City { get; init; }

    /// <summary>As the authority writes them; see <see cref="OpeningHours"/> for what is put into other languages.</summary>
    public string? Hours { get; init; }

    /// <summary>What to bring here beside what is usual: codes that have words in every language, or sentences.</summary>
    public IReadOnlyList<string> Bring { get; init; } = [];

    /// <summary>Where to make an appointment.</summary>
    public Uri? Appointments { get; init; }

    /// <summary>Languages spoken here, as BCP 47 tags.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>On one line, e.g. <c>Karl-Marx-Allee 31, 10178 Berlin</c>; null where nothing is known.</summary>
    [JsonIgnore]
    public string? Address =>
        string.Join(", ", new[] { Street, $"{Postcode} {City}".Trim() }.Where(part => !string.IsNullOrEmpty(part))) is { Length: > 0 } address
            ? address
            : null;
}
