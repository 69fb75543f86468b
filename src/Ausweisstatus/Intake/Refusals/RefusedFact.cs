namespace Ausweisstatus.Intake.Refusals;

/// <summary>A fact that was refused, as it is kept for staff.</summary>
/// <param name="Id">Follows from client, source and id, so that the same fact refused again replaces what was kept of it.</param>
/// <param name="Client">Who sent it.</param>
/// <param name="Problem">The slug of the problem.</param>
/// <param name="Authority">The authority part of the subject, where it is one.</param>
/// <param name="Fact">The id it has once it is recorded; null where source and id cannot be read.</param>
/// <param name="At">When it was refused.</param>
/// <param name="Times">1 for what its sender sent; 0 where staff sent it again, which is not the sender's doing.</param>
/// <param name="Told">What can be read by anybody who may.</param>
/// <param name="Content">What was sent, encrypted; null where it is too large to be kept.</param>
internal sealed record RefusedFact(
    Guid Id, string Client, string Problem, string? Authority, Guid? Fact, DateTimeOffset At, int Times, RefusedEnvelope Told, byte[]? Content);

/// <summary>What is kept of a refused fact in clear: its envelope, what is wrong with it, and members that the catalogue knows.</summary>
/// <param name="Source">The CloudEvents <c>source</c>.</param>
/// <param name="EventId">The CloudEvents <c>id</c>.</param>
/// <param name="Type">The CloudEvents <c>type</c>.</param>
/// <param name="Subject">The CloudEvents <c>subject</c>.</param>
/// <param name="Time">When it happened, where that could be read.</param>
/// <param name="Errors">Field name to what is wrong with it.</param>
/// <param name="Data">The members of the data that a fact may have; never a date of birth.</param>
internal sealed record RefusedEnvelope(
    string? Source = null, string? EventId = null, string? Type = null, string? Subject = null, DateTimeOffset? Time = null,
    IReadOnlyDictionary<string, string[]>? Errors = null, IReadOnlyDictionary<string, string>? Data = null);
