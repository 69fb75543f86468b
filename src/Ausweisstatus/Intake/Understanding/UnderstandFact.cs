using Ausweisstatus.Access;
using Ausweisstatus.Domain;
using Ausweisstatus.Intake.Reading;
using Ausweisstatus.Problems;

namespace Ausweisstatus.Intake.Understanding;

/// <summary>From a CloudEvent to a fact its sender may say. Pure but for the clock: nothing is read from anywhere.</summary>
internal sealed class UnderstandFact(FactData data, TimeProvider clock)
{
    public Understood From(ReceivedEvent read, Caller caller)
    {
        if (FaultOf(read) is { } fault)
        {
            return fault;
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
            return IntakeProblems.InvalidEvent.Because("subject", "is <authority>/<order>: 2 to 40 of a-z, 0-9 and hyphen, a slash, 1 to 64 visible characters");
        }

        if (!caller.May(subject.Authority))
        {
            return IntakeProblems.ForeignAuthority;
        }

        if (!caller.Role.MaySay(type))
        {
            return IntakeProblems.NotYoursToSay;
        }

        var occurredAt = read.Time!.Value.ToUniversalTime();
        return data.Read(type, occurredAt, subject, caller.Role, read) switch
        {
            { Problem: { } problem } => problem,
            { Fact: { } fact, DateOfBirth: var dateOfBirth } =>
                new Submission(subject.Authority, subject.Order, fact, read.Source, read.Id, caller.Client, dateOfBirth),
            _ => throw new InvalidOperationException("Data is read or refused."),
        };
    }

    private Problem? FaultOf(ReceivedEvent read)
    {
        if (read.Id.Length > IntakeLimits.IdLength || read.Id.Any(char.IsControl))
        {
            return IntakeProblems.InvalidEvent.Because("id", "has 1 to 128 characters on one line");
        }

        if (read.Id.StartsWith(Submission.RegistrationIds, StringComparison.OrdinalIgnoreCase))
        {
            return IntakeProblems.InvalidEvent.Because("id", $"must not begin with {Submission.RegistrationIds}: such ids are given to registrations");
        }

        if (read.Source.Length > IntakeLimits.SourceLength || read.Source.Any(char.IsControl))
        {
            return IntakeProblems.InvalidEvent.Because("source", "has 1 to 256 characters on one line");
        }

        if (read.Time is not { } time)
        {
            return IntakeProblems.InvalidEvent.Because("time", "is required: when it happened, RFC 3339");
        }

        return time > clock.GetUtcNow() + IntakeLimits.ClockAhead ? IntakeProblems.TimeInFuture : null;
    }
}
