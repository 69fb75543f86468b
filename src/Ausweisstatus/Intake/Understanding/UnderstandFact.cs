using System.Diagnostics;
using Ausweisstatus.Access;
using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Ausweisstatus.Intake.Reading;

namespace Ausweisstatus.Intake.Understanding;

/// <summary>From a CloudEvent to a fact its sender may say. Pure but for the clock: nothing is read from anywhere.</summary>
internal sealed class UnderstandFact(FactData data, TimeProvider clock)
{
    public Understood From(ReceivedEvent read, Caller caller)
    {
        if (read.Id.StartsWith(Submission.RegistrationIds, StringComparison.OrdinalIgnoreCase))
        {
            return IntakeProblems.InvalidEvent.Because("id", $"must not begin with {Submission.RegistrationIds}: such ids are given to registrations");
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

        return data.Read(type, read.Time!.Value, subject, caller.Role, read) switch
        {
            { Problem: { } problem } => problem,
            { DateOfBirth: { } born } when born.IsInFuture(clock.GetUtcNow()) =>
                IntakeProblems.InvalidData.Because("data.dateOfBirth", "must not be in the future"),
            { Fact: { } told } when told.UnreadableText() is { } member =>
                IntakeProblems.InvalidData.Because($"data.{member}", "must be a text that can be read: not blank, not invisible, and running in one direction"),
            { Fact: { } fact, DateOfBirth: var dateOfBirth } =>
                new Submission(new DocumentKey(subject.Authority, subject.Order), new NewFact(fact, read.Source, read.Id, caller.Client, Activity.Current?.TraceId.ToString()), dateOfBirth),
            _ => throw new InvalidOperationException("Data is read or refused."),
        };
    }
}
