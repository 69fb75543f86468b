using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Ausweisstatus.Domain;
using Ausweisstatus.Languages;
using Ausweisstatus.Locations;

namespace Ausweisstatus.Status;

/// <summary>Where, when and with what to collect, in words. What is the same for everybody at a place is put into words once.</summary>
internal static class PickupWords
{
    // Kept as long as the directory of authorities keeps the place; a changed one is another object.
    private static readonly ConditionalWeakTable<Location, ConcurrentDictionary<(DocumentKind, Language), Pickup>> Known = [];

    public static Pickup Of(DocumentKind kind, Location? location, Language language, DateOnly? until, bool over)
    {
        var pickup = location is null
            ? new Pickup(language["pickup.unknown-location"], null, null, WhatToBring.Of(kind, [], language), null, null)
            : Known.GetOrCreateValue(location).GetOrAdd((kind, language), static (key, at) => At(at, key.Item1, key.Item2), location);
        // When the time for it is over, the place remains: there one can ask.
        return over ? pickup with { Bring = [], Appointments = null } : until is null ? pickup : pickup with { Until = until };
    }

    /// <summary>The office alone, for what has to be cleared up there.</summary>
    public static ContactOffice? Office(Location? location, Language language) =>
        location is null ? null : new ContactOffice(location.Name, location.Address, HoursOf(location, language), location.Appointments);

    private static string? HoursOf(Location location, Language language) => location.Hours is { } hours ? OpeningHours.InLanguage(hours, language) : null;

    private static Pickup At(Location location, DocumentKind kind, Language language) => new(
        location.Name,
        location.Address,
        HoursOf(location, language),
        WhatToBring.Of(kind, location.Bring, language),
        null,
        location.Appointments);
}
