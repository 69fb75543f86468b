using Ausweisstatus.Access;
using Ausweisstatus.Intake;
using Ausweisstatus.Locations;
using Ausweisstatus.Operate;
using Ausweisstatus.Problems;
using Ausweisstatus.Status;
using Ausweisstatus.Storage;

namespace Ausweisstatus;

/// <summary>The host: which capabilities it is composed of, in which order a request meets them.</summary>
public static class Host
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddHttpJson().AddProblems().AddStorage().AddAccess().AddLookupKeys().AddLocations().AddIntake().AddStatus();

        var app = builder.Build();
        app.UseProblems().UseLanguages().UseAccess();
        app.MapHealth().MapIntake().MapStatus();
        return app;
    }
}
