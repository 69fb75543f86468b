using Ausweisstatus.EventLog;
using Ausweisstatus.Messaging;

namespace Ausweisstatus.Notify;

/// <summary>Telling people and portals what changed.</summary>
internal static class NotifySetup
{
    public static WebApplicationBuilder AddNotify(this WebApplicationBuilder builder)
    {
        var settings = builder.Services.AddOptions<NotifySettings>().BindConfiguration("Ausweisstatus:Notify");
        if (builder.Environment.IsDevelopment())
        {
            settings.PostConfigure(notify => notify.QuietWindow = TimeSpan.FromSeconds(Math.Min(notify.QuietWindow.TotalSeconds, 5)));
        }

        builder.Services.AddSingleton(provider => new Lazy<Outbox>(provider.GetRequiredService<Outbox>));
        builder.Services.AddSingleton<IStatusChangedHandler, RecordChanges>();
        return builder;
    }
}
