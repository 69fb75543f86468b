using Ausweisstatus.EventLog;

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
        return builder;
    }

    public static WebApplication MapSupport(this WebApplication app)
    {
        SearchDocuments.Map(app);
        ReadDocument.Map(app);
        ReadAudit.Map(app);
        return app;
    }
}
