using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Status;

/// <summary>What really happens after a setback, through the front door.</summary>
[Collection(SharedInstallation.Name)]
public sealed class SentAgainTests(Installation installation)
{
    private const string Office = "/authorities/berlin-mitte";
    private const string Courier = "/couriers/dhl";

    private readonly HttpClient office = installation.As("office-berlin-mitte");
    private readonly HttpClient courier = installation.As("courier");
    private readonly HttpClient citizen = installation.Anonymous();

    [Fact]
    public async Task A_second_delivery_attempt_and_one_after_a_return_are_told_and_succeed()
    {
        var order = NewOrder();
        var reference = await office.ApplyAsync(order);
        await courier.SayAsync(Courier, order, "dispatched", "2026-11-02T08:00:00Z", new { to = "holder", carrier = "DHL" });
        await courier.SayAsync(Courier, order, "delivery-missed", "2026-11-03T08:00:00Z", new { branch = "Filiale 5", heldUntil = "2026-11-10" });
        await courier.SayAsync(Courier, order, "sent-again", "2026-11-04T08:00:00Z", new { to = "holder", reason = "second-attempt" });
        await ShouldBeAsync(reference, "in-delivery", "Ihr Personalausweis wird Ihnen noch einmal zugestellt.");

        await courier.SayAsync(Courier, order, "returned-to-office", "2026-11-05T08:00:00Z");
        await office.SayAsync(Office, order, "sent-again", "2026-11-06T08:00:00Z", new { to = "holder", reason = "returned", carrier = "GLS", trackingNumber = "7" });
        var answer = await ShouldBeAsync(reference, "in-delivery", "Ihr Personalausweis kam zurück und wurde noch einmal an Sie verschickt.");
        ((string?)answer["shipment"]!["carrier"], (string?)answer["shipment"]!["branch"]).ShouldBe(("GLS", null));

        await courier.SayAsync(Courier, order, "delivered", "2026-11-07T08:00:00Z");
        answer = await ShouldBeAsync(reference, "handed-over", "Ihr Personalausweis wurde zugestellt.");
        answer["history"]!.AsArray().Select(line => (string)line!["stage"]!)
            .ShouldBe(["received", "in-delivery", "held-at-branch", "in-delivery", "at-office", "in-delivery", "handed-over"]);
    }

    [Fact]
    public async Task A_move_to_another_office_after_it_was_ready_is_told_and_it_becomes_ready_there()
    {
        var order = NewOrder();
        var reference = await office.ApplyAsync(order);
        await office.SayAsync(Office, order, "ready-for-pickup", "2026-11-02T08:00:00Z", new { location = "mitte-osloer", heldUntil = "2027-02-28" });
        await office.SayAsync(Office, order, "sent-again", "2026-11-04T08:00:00Z", new { to = "office", reason = "other-office", location = "mitte-rathaus-mitte" });
        var answer = await ShouldBeAsync(reference, "shipped", "Ihr Personalausweis ist auf dem Weg zu einem anderen Standort Ihrer Behörde.");
        answer["pickup"].ShouldBeNull();

        await office.SayAsync(Office, order, "ready-for-pickup", "2026-11-06T08:00:00Z", new { location = "mitte-rathaus-mitte" });
        answer = await ShouldBeAsync(reference, "ready-for-pickup", "Ihr Personalausweis ist abholbereit.");
        answer["pickup"]!["until"].ShouldBeNull("of the first office");
    }

    [Fact]
    public async Task After_the_last_day_nobody_is_told_to_come()
    {
        var order = NewOrder();
        var reference = await office.ApplyAsync(order);
        await office.SayAsync(Office, order, "ready-for-pickup", "2026-10-22T08:00:00Z", new { location = "mitte-osloer", heldUntil = "2026-11-22" });

        var answer = await ShouldBeAsync(reference, "ready-for-pickup", "Ihr Personalausweis war abholbereit, aber die Zeit zum Abholen ist vorbei.");

        ((string)answer["nextStep"]!["code"]!).ShouldBe("contact-office");
        answer["pickup"]!["until"].ShouldBeNull();
        answer["nextStep"]!["text"]!.GetValue<string>().ShouldNotContain("2026");
    }

    private async Task<JsonObject> ShouldBeAsync(string reference, string stage, string headline)
    {
        var answer = await citizen.AnswerAsync(reference);
        ((string)answer["stage"]!, (string)answer["headline"]!).ShouldBe((stage, headline));
        return answer;
    }
}
