namespace Ausweisstatus.Notify;

/// <summary>Settings below <c>Ausweisstatus:Notify</c>.</summary>
internal sealed class NotifySettings
{
    /// <summary>How long a person is not told of a change, so that several make one message. 10 minutes; 5 seconds in Development.</summary>
    public TimeSpan QuietWindow { get; set; } = TimeSpan.FromMinutes(10);
}
