using System.Text.RegularExpressions;
using Ausweisstatus.Simulator.Feed;
using Ausweisstatus.Simulator.Sending;
using Ausweisstatus.Simulator.Story;
using CsCheck;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Simulator.Tests;

public sealed partial class FeedTests
{
    private const int Documents = 10_000;

    // Who may say which fact, and which details it needs: the catalogue, written a second time.
    private static readonly Dictionary<string, (string Senders, string Needs, string May)> Catalogue = new()
    {
        ["order-sent"] = ("a", "", ""),
        ["order-confirmed"] = ("m", "", ""),
        ["order-returned"] = ("ma", "reason", ""),
        ["production-started"] = ("m", "", ""),
        ["production-completed"] = ("m", "", ""),
        ["quality-rejected"] = ("m", "", ""),
        ["dispatched"] = ("mc", "to", "carrier trackingNumber"),
        ["delivery-missed"] = ("cm", "", "branch heldUntil"),
        ["returned-to-office"] = ("cma", "", ""),
        ["arrived-at-office"] = ("ac", "", "location"),
        ["incoming-check-failed"] = ("a", "", ""),
        ["sent-again"] = ("mca", "to reason", "location carrier trackingNumber"),
        ["ready-for-pickup"] = ("a", "location", "heldUntil"),
        ["delivered"] = ("cm", "", ""),
        ["handed-over"] = ("a", "", ""),
        ["not-collected"] = ("a", "", ""),
        ["lost"] = ("mca", "", ""),
        ["cancelled"] = ("a", "reason", ""),
        ["fact-retracted"] = ("mca", "id reason", ""),
    };

    private static readonly Dictionary<string, string[]> Reasons = new()
    {
        ["order-returned"] = ["photo", "signature", "data", "fee"],
        ["sent-again"] = ["second-attempt", "returned", "other-office"],
        ["cancelled"] = ["withdrawn", "rejected", "superseded"],
        ["fact-retracted"] = ["did-not-happen", "wrong-document", "wrong-data"],
    };

    [Fact]
    public void The_same_run_is_the_same_feed() => Runs.AnyDocument.Sample(
        document => Written(FedDocument.Of(document.Run, document.Index))
            .ShouldBe(Written(FedDocument.Of(document.Run with { }, document.Index))),
        iter: Documents);

    [Fact]
    public void Another_seed_another_scenario_or_another_end_is_another_set_of_documents()
    {
        Run[] runs = [Runs.Usual, Runs.Surge, Runs.Usual with { Seed = 8 }, new Run(Scenario.All[0], Runs.Usual.Until.AddDays(-1), 7)];

        runs.SelectMany(run => Runs.Documents(run, 100)).Select(fed => fed.Application.Order).ShouldBeUnique();
    }

    [Fact]
    public void A_larger_feed_begins_with_the_smaller_one() =>
        FeedSender.SendingsOf(Runs.Usual, 0, 200).Values.SelectMany(own => own).OfType<Message>().Select(Line).ToHashSet()
            .IsSupersetOf(FeedSender.SendingsOf(Runs.Usual, 0, 50).Values.SelectMany(own => own).OfType<Message>().Select(Line)).ShouldBeTrue();

    [Fact]
    public void Nothing_is_stamped_at_the_end_of_the_feed_or_later_nor_before_the_application() => Runs.AnyDocument.Sample(
        document =>
        {
            var fed = FedDocument.Of(document.Run, document.Index);
            fed.Application.At.ShouldBeLessThan(document.Run.Cut);
            fed.Sendings.OfType<Message>().Where(message => message.Stamp <= fed.Application.At || message.Stamp >= document.Run.Cut).ShouldBeEmpty();
        },
        iter: Documents);

    [Fact]
    public void Every_fact_conforms_to_the_catalogue() => Runs.AnyDocument.Sample(
        document =>
        {
            var fed = FedDocument.Of(document.Run, document.Index);
            CheckApplication(fed.Application);
            fed.Sendings.OfType<Message>().SelectMany(message => Faults(message, fed.Application)).ShouldBeEmpty();
        },
        iter: Documents);

    [Fact]
    public void An_id_sent_twice_is_the_same_fact() => Runs.AnyDocument.Sample(
        document => FedDocument.Of(document.Run, document.Index).Sendings.OfType<Message>()
            .GroupBy(message => (message.By, message.EventId)).Where(same => same.Select(Line).Distinct().Count() > 1).ShouldBeEmpty(),
        iter: Documents);

    private static IEnumerable<string> Faults(Message message, Application application)
    {
        var name = message.Fact.Slug();
        var (senders, needs, may) = Catalogue[name];
        var told = message.Data.ToDictionary(detail => detail.Name, detail => detail.Value);
        var sender = message.By == Client.PrintShop ? 'm' : message.By == Client.Courier ? 'c' : 'a';
        (bool Holds, string Rule)[] rules =
        [
            (senders.Contains(sender, StringComparison.Ordinal), $"{message.By.Name} may not say it"),
            (sender != 'a' || message.By.Source == $"/authorities/{application.Authority.Slug}", "another authority's document"),
            (message.Subject == $"{application.Authority.Slug}/{application.Order}", "subject"),
            (message.EventId.Length is > 0 and <= 128, "id"),
            (Words(needs).All(told.ContainsKey), "a detail is missing"),
            (told.Keys.All(Words($"{needs} {may}").Contains), "a detail nobody knows"),
            (!Reasons.TryGetValue(name, out var reasons) || reasons.Contains(told["reason"]), "reason"),
            (!told.TryGetValue("to", out var to) || to is "office" or "holder", "destination"),
            (!told.TryGetValue("location", out var location) || application.Authority.Locations.Any(known => known.Slug == location), "location"),
            (!told.TryGetValue("heldUntil", out var until) || DateOnly.TryParseExact(until, "yyyy-MM-dd", out _), "held until"),
        ];
        return rules.Where(rule => !rule.Holds).Select(rule => $"{name}: {rule.Rule}");
    }

    private static void CheckApplication(Application application)
    {
        application.Order.ShouldMatch(@"^(S|SURGE2024)-\d{8}-\d+-\d{6}$");
        application.Order.Length.ShouldBeLessThanOrEqualTo(64);
        BirthDate().IsMatch(application.DateOfBirth).ShouldBeTrue(application.DateOfBirth);
    }

    private static string Written(FedDocument fed) =>
        $"{fed.Application} {string.Join(',', fed.Expected.History)} {string.Join('\n', fed.Sendings.Select(sending => $"{sending.At.Ticks} {Line(sending)}"))}";

    private static string Line(Outgoing sending) => sending is Message message
        ? $"{message.By.Name} {message.EventId} {message.Fact} {message.Subject} {message.Stamp:O} {string.Join(';', message.Data)}"
        : $"{sending}";

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"^\d{4}-(00-00|(0[1-9]|1[0-2])-(00|0[1-9]|[12]\d|3[01]))$")]
    private static partial Regex BirthDate();
}
