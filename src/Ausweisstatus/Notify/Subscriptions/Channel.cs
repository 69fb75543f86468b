using Ausweisstatus.Domain;

namespace Ausweisstatus.Notify.Subscriptions;

/// <summary>What became of a message.</summary>
internal enum SendOutcome
{
    /// <summary>It was taken for delivery.</summary>
    Sent,

    /// <summary>There is no such address (any more).</summary>
    Refused,

    /// <summary>It was not sent.</summary>
    NotSent,

    /// <summary>It may have been sent: the other side had the whole of it, and did not say that it took it.</summary>
    Unknown,
}

/// <summary>What became of a message, and why in a few words without personal data.</summary>
/// <param name="RetryAfter">Not to be tried again before.</param>
internal sealed record SendResult(SendOutcome Outcome, string? Failure = null, TimeSpan? RetryAfter = null);

/// <summary>A way by which people are told. What they are told, and when, is the same for all of them.</summary>
internal interface IChannel
{
    const string Email = "email";
    const string WebPush = "web-push";

    /// <summary>As subscriptions name it.</summary>
    string Name { get; }

    /// <summary>Whether it can be subscribed to here.</summary>
    bool IsOffered { get; }

    /// <summary>Who can be told has asked for it: the first message confirms the subscription by arriving, and needs no answer.</summary>
    bool ConfirmsItself { get; }

    /// <param name="subscription">Whom to tell.</param>
    /// <param name="address">Where, as it was given.</param>
    /// <param name="document">What about.</param>
    /// <param name="telling">The news; null for the first message.</param>
    /// <param name="cancellation">Ends it with an exception.</param>
    Task<SendResult> SendAsync(Subscription subscription, byte[] address, Document document, Telling? telling, CancellationToken cancellation);

    /// <summary>Until it is tried again after so many failures in a row.</summary>
    TimeSpan PauseAfter(int failures);

    /// <summary>A pause that doubles with each failure, up to the longest.</summary>
    static TimeSpan Pause(TimeSpan first, TimeSpan longest, int failures)
    {
        var pause = first * Math.Pow(2, Math.Min(failures - 1, 20));
        return pause < longest ? pause : longest;
    }

    /// <summary>The message that has a subscriber looked after. Each channel has a queue: what hangs in one holds up no other.</summary>
    static object MessageFor(Guid subscription, string channel) => channel == WebPush ? new TellDevice(subscription) : new TellSubscriber(subscription);
}

/// <summary>Where somebody wants to be told.</summary>
/// <param name="Channel">By what.</param>
/// <param name="Address">What is stored, encrypted.</param>
/// <param name="SameAs">Two with the same are the same.</param>
internal sealed record Recipient(string Channel, byte[] Address, string SameAs);
