using System.Net;

namespace Ausweisstatus.Status;

/// <summary>Slows down those who guess. References are named by keyed hashes only.</summary>
internal interface IAskThrottle
{
    /// <summary>How long this caller has to wait; null where it may ask now.</summary>
    TimeSpan? WaitOf(IPAddress? caller);

    /// <summary>Whether this reference has been tried too often and answers like an unknown one.</summary>
    bool IsLocked(ulong reference);

    /// <summary>A question led nowhere.</summary>
    void Missed(IPAddress? caller, ulong reference);
}

/// <summary>Lets everybody ask. Takes effect only where no throttle is registered.</summary>
internal sealed class NoThrottle : IAskThrottle
{
    public TimeSpan? WaitOf(IPAddress? caller) => null;

    public bool IsLocked(ulong reference) => false;

    public void Missed(IPAddress? caller, ulong reference)
    {
    }
}
