using System.Diagnostics;
using Ausweisstatus.Access;
using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Ausweisstatus.Intake.Reading;
using Ausweisstatus.Problems;

namespace Ausweisstatus.Intake.Validation;

/// <summary>A submission that may be recorded, or why the event is refused.</summary>
internal readonly record struct ValidationResult(Submission? Submission, Problem? Problem)
{
    public static implicit operator ValidationResult(Submission submission) => new(submission, null);

    public static implicit operator ValidationResult(Problem problem) => new(null, problem);
}

/// <summary>Makes a CloudEvent a fact that its sender may say. Pure but for the clock: nothing is read from anywhere.</summary>
internal sealed class FactValidator(FactDataReader data, TimeProvider clock)
{
    public ValidationResult Validate(ReceivedEvent read, Caller caller)
    {
        if (read.Id.StartsWith(Submission.RegistrationIds, StringComparison.OrdinalIgnoreCase))
        {
            return IntakeProblems.InvalidEvent.WithFieldError("id", $"must not begin with {Submission.RegistrationIds}: such ids are given to registrations");
        }

        if (read.Time > clock.GetUtcNow() + IntakeLimits.ClockAhead)
        {
            return IntakeProblems.TimeInFuture;
        }

        if (!caller.Owns(read.Source))
        {
            return IntakeProblems.ForeignSource;
        }

        if (FactType.Find(read.Type) is not { } type)
        {
            return IntakeProblems.UnknownFact;
        }

        if (!Subject.TryParse(read.Subject, out var subject))
        {
            return IntakeProblems.InvalidEvent.WithFieldError("subject", "is <authority>/<order>: 2 to 40 of a-z, 0-9 and hyphen, a slash, 1 to 64 visible characters");
        }

        if (!caller.May(subject.Authority))
        {
            return Problem.ForeignAuthority;
        }

        if (!MaySay(caller.Role, type))
        {
            return IntakeProblems.NotYoursToSay;
        }

        return data.Read(type, read.Time!.Value, subject, caller.Role, read) switch
        {
            { Problem: { } problem } => problem,
            { DateOfBirth: { } born } when born.IsInFuture(clock.GetUtcNow()) =>
                IntakeProblems.InvalidData.WithFieldError("data.dateOfBirth", "must not be in the future"),
            { Fact: { } told } when told.UnreadableText() is { } member =>
                IntakeProblems.InvalidData.WithFieldError($"data.{member}", "must be a text that can be read: not blank, not invisible, and running in one direction"),
            { Fact: { } fact, DateOfBirth: var dateOfBirth } =>
                new Submission(new DocumentKey(subject.Authority, subject.Order), new NewFact(fact, read.Source, read.Id, caller.Client, Activity.Current?.TraceId.ToString()), dateOfBirth) { Received = read },
            _ => throw new InvalidOperationException("Data is read or refused."),
        };
    }

    private static bool MaySay(Role role, FactType type) => role switch
    {
        Role.Manufacturer => type.MayBeSaidBy.HasFlag(Senders.Manufacturer),
        Role.Courier => type.MayBeSaidBy.HasFlag(Senders.Courier),
        Role.Authority => type.MayBeSaidBy.HasFlag(Senders.Authority),
        Role.Support => type.MayBeSaidBy.HasFlag(Senders.Support),
        _ => false,
    };
}
