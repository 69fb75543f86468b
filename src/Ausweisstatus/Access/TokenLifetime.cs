namespace Ausweisstatus.Access;

/// <summary>How long a token may live, and whether one is within its time. All times UTC.</summary>
internal static class TokenLifetime
{
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>How far the clock of a client may be off.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    /// <param name="issuedAt"><see cref="DateTime.MinValue"/> where the token does not say.</param>
    public static bool Holds(DateTime? notBefore, DateTime? expires, DateTime issuedAt, DateTime now) =>
        expires is { } end
        && now < end + Skew
        && end - now <= Longest + Skew
        && issuedAt <= now + Skew && issuedAt <= end
        && (notBefore is not { } start || (start <= now + Skew && start <= end));
}
