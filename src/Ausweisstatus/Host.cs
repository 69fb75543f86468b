using Ausweisstatus.Access;
using Ausweisstatus.Access.Staff;
using Ausweisstatus.Citizen;
using Ausweisstatus.ExpectedDates;
using Ausweisstatus.Intake;
using Ausweisstatus.Languages;
using Ausweisstatus.Lists;
using Ausweisstatus.Locations;
using Ausweisstatus.Messaging;
using Ausweisstatus.Notify;
using Ausweisstatus.OpenApi;
using Ausweisstatus.Operate;
using Ausweisstatus.Problems;
using Ausweisstatus.Rebuilds;
using Ausweisstatus.Statistics;
using Ausweisstatus.Status;
using Ausweisstatus.Storage;
using Ausweisstatus.Support;
using Ausweisstatus.Throttling;

namespace Ausweisstatus;

/// <summary>The host: which capabilities it is composed of, in which order a request meets them.</summary>
internal static class Host
{
    /// <param name="args">Configuration, e.g. <c>--urls=…</c>.</param>
    /// <param name="adjust">A last word on what was composed.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddHttpJson().AddProblems().AddOpenApiDocument();
        builder.AddStorage(MessagingSetup.Integrate).AddAccess().AddStaff().AddLookupKeys().AddThrottling().AddLocations().AddExpectedDates().AddIntake().AddStatus().AddCitizen()
            .AddLists().AddStatistics().AddRebuilds().AddSupport().AddNotify().AddMessaging(NotifySetup.Queues);
        builder.Services.AddLanguages();
        adjust?.Invoke(builder);

        var app = builder.Build();
        app.UseProblems().UseLanguages().UseCitizen().UseBodyLimit().UseSwaggerPages().UseStaff().UseAccess();
        app.MapHealth();
        return NodeRoleSetting.Of(builder.Configuration) == NodeRole.Worker ? app : app.MapOpenApiDocument().MapIntake().MapStatus().MapLists().MapStatistics().MapNotify().MapRebuilds().MapSupport().MapCitizen();
    }
}
