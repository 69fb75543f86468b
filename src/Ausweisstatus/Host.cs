using Ausweisstatus.Citizen;
using Ausweisstatus.Storage;

namespace Ausweisstatus;

/// <summary>The host: which capabilities it is composed of, in which order a request meets them.</summary>
public static class Host
{
    /// <param name="args">Configuration, e.g. <c>--urls=…</c>.</param>
    /// <param name="adjust">A last word on what was composed.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddStorage().AddCitizen();
        adjust?.Invoke(builder);

        var app = builder.Build();
        app.UseCitizen();
        app.MapCitizen();
        return app;
    }
}
