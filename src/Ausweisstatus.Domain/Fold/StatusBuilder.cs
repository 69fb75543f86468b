namespace Ausweisstatus.Domain;

/// <summary>Builds a status from facts, which are applied in the order they happened.</summary>
internal sealed class StatusBuilder
{
    private List<StageEntered> history = [];
    private int rank;
    private bool wasReady;
    private Fact? outcome;

    public HashSet<Anomaly> Anomalies { get; private set; } = [];

    public Status Status { get; private set; } = Status.Unknown;

    /// <summary>One that goes on from here without changing this one.</summary>
    public StatusBuilder Copy()
    {
        var copy = (StatusBuilder)MemberwiseClone();
        copy.history = [.. history];
        copy.Anomalies = [.. Anomalies];
        return copy;
    }

    public StatusBuilder ApplyAll(IEnumerable<KnownFact> facts)
    {
        foreach (var known in facts)
        {
            var row = FoldRow.Of(known.Fact);
            if (row.Stage is { } stage)
            {
                Apply(known.Fact, row, stage);
            }
        }

        Status = Status with { History = [.. history] };
        return this;
    }

    private void Apply(Fact fact, FoldRow row, Stage stage)
    {
        if (outcome is not null)
        {
            NoteAfterOutcome(fact, stage);
        }
        else if (row.Floor is { } floor)
        {
            rank = floor;
            wasReady = false;
            Anomalies.Remove(Anomaly.BackInTime);
            // What was told about the way of the failed piece says nothing about the next one.
            Status = Status with { Run = Status.Run + 1, Location = null, Carrier = null, TrackingNumber = null };
            Enter(fact, stage);
        }
        else if (row.Rank >= rank)
        {
            rank = row.Rank;
            Advance(fact, stage);
        }
        else
        {
            // Clocks differ between print shop and office: a lower rank never moves the status back.
            Anomalies.Add(Anomaly.BackInTime);
        }
    }

    private void Advance(Fact fact, Stage stage)
    {
        if (Status.Stage == stage)
        {
            Status = Status.WithDetailsOf(fact);
        }
        else
        {
            Enter(fact, stage);
        }

        wasReady |= stage == Stage.ReadyForPickup;
        if (stage.IsFinal())
        {
            outcome = fact;
            if (fact is HandedOver && !wasReady)
            {
                Anomalies.Add(Anomaly.SkippedReady);
            }
        }
    }

    private void Enter(Fact fact, Stage stage)
    {
        history.Add(new StageEntered(stage, fact.OccurredAt, (fact as SentAgain)?.Reason, Status.Run));
        Status = (Status with { Stage = stage, Since = fact.OccurredAt, HeldUntil = null, Branch = null, ReturnReason = null }).WithDetailsOf(fact);
    }

    private void NoteAfterOutcome(Fact fact, Stage stage)
    {
        var another = stage.IsFinal() && fact.GetType() != outcome!.GetType();
        if (another)
        {
            Anomalies.Add(Anomaly.SecondOutcome);
        }

        if (another || !stage.IsFinal())
        {
            Anomalies.Add(Anomaly.AfterFinal);
        }
    }
}
