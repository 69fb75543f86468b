using Ausweisstatus.Domain;

namespace Ausweisstatus.Citizen;

/// <summary>Finds what is printed on a slip.</summary>
public interface ISlip
{
    /// <summary>The slip that a token stands for, or null where there is none (any more).</summary>
    Task<SlipContent?> FindAsync(string token, CancellationToken cancellation);
}

/// <summary>What a slip says about one application.</summary>
public sealed record SlipContent(string Authority, DocumentKind Kind, Reference Reference);
