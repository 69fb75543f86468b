using Ausweisstatus.Access;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Intake.Understanding;

internal static class RolesAsSenders
{
    public static bool MaySay(this Role role, FactType type) => type.MayBeSaidBy.HasFlag(AsSender(role)) && role != Role.Operator;

    private static Senders AsSender(Role role) => role switch
    {
        Role.Manufacturer => Senders.Manufacturer,
        Role.Courier => Senders.Courier,
        Role.Authority => Senders.Authority,
        Role.Support => Senders.Support,
        _ => Senders.None,
    };
}
