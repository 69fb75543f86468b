using System.Diagnostics.Metrics;
using Ausweisstatus.Domain;
using Ausweisstatus.Notify.Subscriptions;

namespace Ausweisstatus.Notify.Mail;

/// <summary>What became of mails, for whoever collects metrics: <c>ausweisstatus.mails</c> by outcome.</summary>
internal static class MailMetrics
{
    public const string MeterName = "Ausweisstatus.Mail";

    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Mails = Meter.CreateCounter<long>("ausweisstatus.mails", description: "Mails by what became of them: sent, refused, not-sent, unknown, bounced");

    public static void Count(SendOutcome outcome) => Count(KebabCase.Of(outcome));

    /// <summary>It came back later.</summary>
    public static void CountBounce() => Count("bounced");

    private static void Count(string outcome) => Mails.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
