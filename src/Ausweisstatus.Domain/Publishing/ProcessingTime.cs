namespace Ausweisstatus.Domain;

/// <summary>How long documents took that became ready in a period, as it is published.</summary>
/// <param name="Authority">Whose; null for all together.</param>
/// <param name="Kind">Of which kind.</param>
/// <param name="Since">Monday of the first week.</param>
/// <param name="Week">Monday of the last week.</param>
/// <param name="Cases">How many.</param>
/// <param name="Median">Working days from order to ready for collection, within which half of them were ready.</param>
/// <param name="EightyPercent">Within which eight of ten were.</param>
/// <param name="InTime">How many were ready within <see cref="GoalDays"/>.</param>
/// <param name="Open">How many others were not ready when this was published, in tens; null for fewer than ten, and where it is not known.</param>
/// <param name="OpenLonger">How many of these had waited longer than <see cref="GoalDays"/>.</param>
public sealed record ProcessingTime(
    string? Authority, string Kind, DateOnly Since, DateOnly Week, int Cases, int Median, int EightyPercent, int InTime, int? Open, int? OpenLonger)
{
    /// <summary>Berlin's own goal, in days of the calendar.</summary>
    public const int GoalDays = 14;

    /// <summary>The last day of the period.</summary>
    public DateOnly LastDay => Week.AddDays(6);

    /// <summary>Of a hundred. Rounded down, so that a hundred means all.</summary>
    public int PercentInTime => (int)(100L * InTime / Cases);
}

/// <summary>Documents that became ready in the same week and took as long.</summary>
/// <param name="Authority">Whose.</param>
/// <param name="Kind">Of which kind.</param>
/// <param name="Week">Monday of the week in which they were ready.</param>
/// <param name="WorkingDays">That each of them took.</param>
/// <param name="Cases">How many.</param>
/// <param name="InTime">How many of them within <see cref="ProcessingTime.GoalDays"/>.</param>
public sealed record FinishedCases(string Authority, string Kind, DateOnly Week, int WorkingDays, int Cases, int InTime);

/// <summary>Documents of an authority and a kind that are ordered and not ready.</summary>
/// <param name="Authority">Whose.</param>
/// <param name="Kind">Of which kind.</param>
/// <param name="Cases">How many.</param>
/// <param name="Longer">How many of them for more than <see cref="ProcessingTime.GoalDays"/>.</param>
public sealed record OpenCases(string Authority, string Kind, int Cases, int Longer);
