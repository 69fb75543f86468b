using System.Globalization;

namespace Ausweisstatus.Domain.Tests;

/// <summary>The table of facts as the specification prints it, kept as text so that it shares nothing with the product's own.</summary>
internal static class FoldTable
{
    private const string Text = """
        application-received      10  received
        order-sent                20  ordered
        order-confirmed           25  ordered
        order-returned            28  action-needed     floor 10
        production-started        30  in-production
        production-completed      40  produced
        quality-rejected          45  being-remade      floor 25
        dispatched-to-office      50  shipped
        dispatched-to-holder      50  in-delivery
        delivery-missed           60  held-at-branch
        returned-to-office        65  at-office
        arrived-at-office         65  at-office
        incoming-check-failed     67  being-remade      floor 15
        sent-again-to-office      68  shipped           floor 50
        sent-again-to-holder      68  in-delivery       floor 50
        ready-for-pickup          70  ready-for-pickup
        lost                      75  lost              floor 15
        delivered                 80  handed-over       final
        handed-over               80  handed-over       final
        not-collected             85  not-collected     final
        cancelled                 90  cancelled         final
        """;

    public static IReadOnlyDictionary<string, Row> Rows { get; } = Text.Split('\n').Select(Row.Read).ToDictionary(row => row.Fact);

    public static Row? Find(Fact fact) => Rows.GetValueOrDefault(NameOf(fact));

    private static string NameOf(Fact fact) => fact switch
    {
        Dispatched dispatched => $"dispatched-to-{dispatched.To}".ToLowerInvariant(),
        SentAgain again => $"sent-again-to-{again.To}".ToLowerInvariant(),
        _ => FactType.Of(fact).Name,
    };

    internal sealed record Row(string Fact, int Rank, Stage Stage, int? Floor, bool Final)
    {
        public bool IsOrdinary => Floor is null;

        public static Row Read(string line)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return new Row(
                words[0],
                Number(words[1]),
                Enum.Parse<Stage>(words[2].Replace("-", "", StringComparison.Ordinal), ignoreCase: true),
                words is [.., "floor", var floor] ? Number(floor) : null,
                words[^1] == "final");
        }

        private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);
    }
}
