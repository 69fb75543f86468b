using Ausweisstatus.Problems;

namespace Ausweisstatus.Throttling;

/// <summary>
/// A try that was paid for before anything is looked up. Unless it is said to have missed it gives back what it took when it is
/// disposed of: then something was found, or nobody could look.
/// </summary>
internal sealed class Attempt(LookupThrottle throttle) : IDisposable
{
    private bool missed;

    /// <summary>The answer to give instead of looking anything up, or null.</summary>
    public Problem? Refusal { get; init; }

    /// <summary>Whether what is there may be found; otherwise the answer is that of an unknown code, after the same work.</summary>
    public bool IsLetThrough { get; init; } = true;

    /// <summary>Where the known device is counted that pays for it.</summary>
    public int? Device { get; init; }

    /// <summary>The address that pays for it.</summary>
    public ulong? Address { get; init; }

    /// <summary>The code that is tried under the rules for strangers.</summary>
    public CodeTry? Code { get; init; }

    /// <summary>Nothing was found.</summary>
    public void CountAsMiss() => missed = true;

    public void Dispose() => throttle.End(this, missed);
}

/// <summary>A date of birth tried with a code.</summary>
/// <param name="Place">Where the code is counted.</param>
/// <param name="Lookup">Tells different dates of birth apart.</param>
internal readonly record struct CodeTry(int Place, string Lookup);
