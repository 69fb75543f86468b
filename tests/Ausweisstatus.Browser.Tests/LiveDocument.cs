using System.Globalization;
using Ausweisstatus.Tests.Intake;
using Ausweisstatus.Tests.Status;

namespace Ausweisstatus.Browser.Tests;

/// <summary>A document of a test's own, about which it tells facts while a page is open.</summary>
internal sealed class LiveDocument(HttpClient office, string order, Question question) : IDisposable
{
    public Question Question => question;

    public static async Task<LiveDocument> ApplyAsync(RunningPages pages)
    {
        var (office, order) = (pages.As("office-berlin-mitte"), Events.NewOrder());
        return new LiveDocument(office, order, Question.About(await office.ApplyAsync(order, appliedAt: Now), Citizens.Born));
    }

    public Task SayAsync(string fact, object? data = null) => office.SayAsync("/authorities/berlin-mitte", order, fact, Now, data);

    public void Dispose() => office.Dispose();

    private static string Now => DateTimeOffset.UtcNow.ToString("o", CultureInfo.InvariantCulture);
}
