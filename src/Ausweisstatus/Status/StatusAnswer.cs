using System.Text.Json.Serialization;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Status;

/// <summary>What a citizen is told, in their language. The JSON of <c>POST /api/v1/status</c> and the content of the page.</summary>
internal sealed record StatusAnswer
{
    /// <summary>The slug of the kind, e.g. <c>identity-card</c>.</summary>
    public required DocumentKind Kind { get; init; }

    public required string KindName { get; init; }

    public required Stage Stage { get; init; }

    /// <summary>When the stage was entered.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The answer, one full sentence.</summary>
    public required string Headline { get; init; }

    /// <summary>What the answer said before and was wrong, with the day it named, as long as nothing new is known since.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Correction { get; init; }

    public required NextStep NextStep { get; init; }

    /// <summary>When the document is expected, or null where nothing can be said.</summary>
    public ExpectedRange? Expected { get; init; }

    /// <summary>When the last fact we know of happened.</summary>
    public required DateTimeOffset LastHeard { get; init; }

    /// <summary>True where it takes longer than is usual for this kind.</summary>
    public required bool Overdue { get; init; }

    /// <summary>Where to collect the document, once it is ready there.</summary>
    public Pickup? Pickup { get; init; }

    /// <summary>Where to go or to call about what has to be cleared up, where the office is known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ContactOffice? Office { get; init; }

    /// <summary>Where a parcel is, in direct delivery.</summary>
    public Shipment? Shipment { get; init; }

    /// <summary>What is good to know in a case that is not everybody's; mostly nothing.</summary>
    public required IReadOnlyList<Advice> Advice { get; init; }

    public required IReadOnlyList<HistoryLine> History { get; init; }

    /// <summary>The language of the texts, e.g. <c>de</c>.</summary>
    public required string Language { get; init; }

    /// <summary>The token with which <c>GET /api/v1/status/watch</c> tells what changes; only in the answer to a question.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Watch { get; init; }

    /// <summary>The token by which this device is known when it asks with the same code again; only in the answer to a question.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Device { get; init; }
}

/// <summary>What the person has to do now, or that there is nothing to do.</summary>
internal sealed record NextStep(string Code, string Text);

/// <summary>The days between which a stage is expected: four of five such ranges hold. It is renewed every day.</summary>
/// <param name="Stage"><c>ready-for-pickup</c>, or <c>handed-over</c> where it is delivered.</param>
/// <param name="From">Never in the past.</param>
/// <param name="To">Likely by then.</param>
/// <param name="Revised">Whether there are days in it that were not in what was said a week ago.</param>
internal sealed record ExpectedRange(Stage Stage, DateOnly From, DateOnly To, bool Revised)
{
    /// <summary>Why it is another than a week ago.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ExpectedReason? Reason { get; init; }

    /// <summary>What was said a week ago, where it is revised.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ExpectedSpan? Before { get; init; }

    /// <summary>When the manufacturer sends it, where that is still to come.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ExpectedSpan? Sent { get; init; }
}

/// <summary>Between two days, both included.</summary>
internal sealed record ExpectedSpan(DateOnly From, DateOnly To);

/// <summary>Why an expected date has moved, e.g. <c>manufacturer-slower</c>.</summary>
internal sealed record ExpectedReason(string Code, string Text);

/// <summary>Where, when and with what to collect.</summary>
internal sealed record Pickup(string Location, string? Address, string? Hours, IReadOnlyList<string> Bring, DateOnly? Until, Uri? Appointments)
{
    /// <summary>Whether it is open at the moment; only in the answer to a question.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Opening? Opening { get; init; }
}

/// <summary>An office, where the document itself is not (yet) to be collected.</summary>
internal sealed record ContactOffice(string Location, string? Address, string? Hours, Uri? Appointments)
{
    /// <summary>Whether it is open at the moment; only in the answer to a question.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Opening? Opening { get; init; }
}

/// <summary>Whether an office is open.</summary>
/// <param name="Open">It is.</param>
/// <param name="Changes">When it closes, or opens again; null where that is not known.</param>
/// <param name="Text">The same in words.</param>
internal sealed record Opening(bool Open, DateTimeOffset? Changes, string Text);

/// <summary>What is good to know in some cases.</summary>
internal sealed record Advice(string Code, string Title, string Text);

/// <summary>A delivery to the holder's address.</summary>
internal sealed record Shipment(string? Carrier, string? TrackingNumber, string? Branch, DateOnly? HeldUntil);

/// <summary>A stage the document went through.</summary>
internal sealed record HistoryLine(Stage Stage, DateTimeOffset At, string Text);
