using Ausweisstatus.Simulator.Feed;
using Ausweisstatus.Simulator.Story;
using Ausweisstatus.Simulator.Subscribing;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Simulator.Tests;

/// <summary>Whether it is noticed when somebody is told the wrong thing, or told it twice, or not at all.</summary>
public sealed class ToldComparisonTests
{
    private const string Headline = "Ihr Ausweis ist fertig.";

    private static readonly FedDocument Ready = Runs.Documents(Runs.Usual, 2000).First(fed => fed.Expected.Stage is Stage.ReadyForPickup);
    private static readonly ToldChange[] Changes = [Change(null, "received"), Change("received", "shipped"), Change("shipped", "ready-for-pickup")];
    private static readonly ReceivedMail[] Mails = [Mail("Bitte bestätigen"), Mail("Guten Tag\r\nIhr Ausweis\r\nist fertig.")];

    [Fact]
    public void All_is_well_where_changes_follow_each_other_and_the_last_mail_says_how_things_are() =>
        ToldComparison.Of(Ready, Changes, Mails, Headline).ShouldBeEmpty();

    [Fact]
    public void A_change_that_is_missing_is_noticed()
    {
        ToldComparison.Of(Ready, Changes[..2], Mails, Headline).ShouldHaveSingleItem().Got.ShouldBe("shipped");
        ToldComparison.Of(Ready, [Changes[0], Changes[2]], Mails, Headline).ShouldHaveSingleItem().Expected.ShouldBe("a change from received");
        ToldComparison.Of(Ready, [], Mails, Headline).ShouldHaveSingleItem().Got.ShouldBe("nothing");
    }

    [Fact]
    public void A_change_that_is_told_twice_or_out_of_order_is_noticed()
    {
        ToldComparison.Of(Ready, [.. Changes, Changes[^1]], Mails, Headline).ShouldContain(found => found.Expected == "each change once");
        ToldComparison.Of(Ready, [Changes[1], Changes[0], Changes[2]], Mails, Headline).ShouldNotBeEmpty();
        ToldComparison.Of(Ready, [.. Changes, Change("ready-for-pickup", "ready-for-pickup")], Mails, Headline).ShouldNotBeEmpty("it is no change");
    }

    [Fact]
    public void A_mail_that_is_missing_or_wrong_or_comes_twice_is_noticed()
    {
        ToldComparison.Of(Ready, Changes, Mails[..1], Headline).ShouldHaveSingleItem().Got.ShouldBe("nothing");
        ToldComparison.Of(Ready, Changes, Mails, "Ihr Ausweis ist unterwegs.").ShouldHaveSingleItem().Got.ShouldBe("something else");
        ToldComparison.Of(Ready, Changes, [.. Mails, Mails[1] with { MessageId = "other" }], Headline).ShouldHaveSingleItem().Got.ShouldBe("the same again");
        ToldComparison.Of(Ready, Changes, [.. Mails, Mails[1] with { Text = Mails[1].Text + "!" }], Headline)
            .ShouldHaveSingleItem().Expected.ShouldBe("each once");
    }

    private static ToldChange Change(string? before, string stage) => new(Guid.NewGuid(), Ready.Application.Order, before, stage, Correction: false);

    private static ReceivedMail Mail(string text) => new("a@example.org", Guid.NewGuid().ToString(), text);
}
