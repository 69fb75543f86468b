using Ausweisstatus.Access.Staff;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Support.Refusals;

/// <summary>Whose refused facts somebody may read, or send again: of these authorities, of all that are known, or really all.</summary>
/// <param name="Authorities">By name.</param>
/// <param name="AllAuthorities">Of whichever authority, as long as one can be read.</param>
/// <param name="Everything">Also where none can be read.</param>
internal sealed record RefusalScope(string[] Authorities, bool AllAuthorities, bool Everything)
{
    public static RefusalScope ToRead(StaffCaller caller) => ToResubmit(caller) with { AllAuthorities = caller.SeesAllAuthorities };

    public static RefusalScope ToResubmit(StaffCaller caller) => new(
        caller.Roles.Contains(StaffRole.Support) ? [.. caller.Authorities.Select(authority => authority.ToString())] : [],
        AllAuthorities: false,
        Everything: caller.Roles.Contains(StaffRole.Operator));

    public bool Covers(AuthorityId authority) => Everything || AllAuthorities || Authorities.Contains(authority.ToString());
}

/// <summary>Which refused facts are wanted; all that is named has to hold.</summary>
/// <param name="Client">Sent by this client.</param>
/// <param name="Problem">Refused with this problem.</param>
/// <param name="Authority">About documents of this authority.</param>
/// <param name="From">Sent last on this day of Berlin or later.</param>
/// <param name="To">Sent last on this day of Berlin or earlier.</param>
internal sealed record RefusalFilter(
    string? Client = null, string? Problem = null, string? Authority = null, DateOnly? From = null, DateOnly? To = null);
