namespace Ausweisstatus.Domain.Expectation;

/// <summary>How far away the upper end of a range was when it was shown.</summary>
public enum Horizon
{
    /// <summary>Ten working days at most.</summary>
    Near,

    /// <summary>Twenty at most.</summary>
    Middle,

    Far,
}

/// <summary>Working days as a horizon.</summary>
public static class Horizons
{
    public static Horizon Of(int workingDays) => workingDays <= 10 ? Horizon.Near : workingDays <= 20 ? Horizon.Middle : Horizon.Far;
}
