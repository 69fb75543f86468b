using Ausweisstatus.EventLog;
using Ausweisstatus.Support.History;

namespace Ausweisstatus.Support;

/// <summary>The side of staff: finding documents, reading them with a reason, and the log of who did.</summary>
internal static class SupportSetup
{
    public static WebApplicationBuilder AddSupport(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ReadDocuments>();
        builder.Services.AddSingleton<AuditLog>();
        builder.Services.AddSingleton<ReadForStaff>();
        builder.Services.AddSingleton<SearchDocuments>();
        builder.Services.AddSingleton<ReadHistory>();
        builder.Services.AddSingleton<ReadHistoryForStaff>();
        builder.Services.AddSingleton<AsOf>();
        builder.Services.AddSingleton<StaffFacts>();
        builder.Services.AddSingleton<RetractFact>();
        return builder;
    }

    public static WebApplication MapSupport(this WebApplication app)
    {
        SearchDocuments.Map(app);
        ReadDocument.Map(app);
        ReadAudit.Map(app);
        ReadTimeline.Map(app);
        AsOf.Map(app);
        RetractFact.Map(app);
        return app;
    }
}
