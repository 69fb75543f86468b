using Ausweisstatus.Domain;

namespace Ausweisstatus.Intake.Validation;

/// <summary>What an event is about: <c>authority/order</c>. The order may hold slashes, the authority cannot.</summary>
internal readonly record struct Subject(AuthorityId Authority, OrderNumber Order)
{
    public static bool TryParse(string? text, out Subject subject)
    {
        subject = default;
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        if (slash < 0 || !AuthorityId.TryParse(text![..slash], out var authority) || !OrderNumber.TryParse(text[(slash + 1)..], out var order))
        {
            return false;
        }

        subject = new Subject(authority, order);
        return true;
    }
}
