using Ausweisstatus.Domain;
using Ausweisstatus.Languages;

namespace Ausweisstatus.Notify.Subscriptions;

/// <summary>Somebody who wants to be told what becomes of a document.</summary>
/// <param name="Id">Random; stands in nothing but sealed tokens, addresses for bounces and the first push.</param>
/// <param name="Channel">By what they are told.</param>
/// <param name="Authority">Of the document; null where code and date of birth led to none.</param>
/// <param name="Address">Encrypted.</param>
/// <param name="Asked">How often they asked to be told, within the hour.</param>
/// <param name="Told">What they know.</param>
/// <param name="Sending">What is being told them; where nobody is at it any more, nobody knows whether it was sent.</param>
internal sealed record Subscription(
    Guid Id, string Channel, AuthorityId? Authority, Guid Document, byte[] Address, Language Language, int Asked, bool IsConfirmed, Told Told, Telling? Sending, int Failures);

/// <summary>One message to a subscriber: enough to make the same message again, under the same id.</summary>
/// <param name="MessageId">Random, and written down before the message is sent.</param>
/// <param name="News">Why they are told.</param>
/// <param name="Facts">How many facts of the document are known.</param>
/// <param name="Day">On which it is told.</param>
/// <param name="Before">The stage they knew.</param>
/// <param name="After">What they know afterwards.</param>
internal sealed record Telling(Guid MessageId, News News, int Facts, DateOnly Day, Stage? Before, Told After)
{
    /// <summary>The document as it was then.</summary>
    public Document Of(Document document) => document.Facts.Length > Facts ? document with { Facts = document.Facts[..Facts] } : document;
}

/// <summary>The right to tell a subscriber, until it is given back or its time is over.</summary>
internal sealed record TellingLease(Guid Id, Subscription Subscription);
