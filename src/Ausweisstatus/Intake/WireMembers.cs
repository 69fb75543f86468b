using System.Collections.Frozen;
using Ausweisstatus.Domain;
using Ausweisstatus.Storage;

namespace Ausweisstatus.Intake;

/// <summary>The members that the data of any fact may have as it is sent. The date of birth is left out: it is not for keeping.</summary>
internal static class WireMembers
{
    public static FrozenSet<string> All { get; } = Find().ToFrozenSet();

    private static IEnumerable<string> Find()
    {
        var json = FactJson.Options;
        return FactType.All
            .SelectMany(type => json.GetTypeInfo(type.Record).Properties.Select(property => property.Name))
            .Except(["occurredAt", "lookup", "fact"])
            .Append("id");
    }
}
