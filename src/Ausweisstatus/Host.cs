using Ausweisstatus.Storage;

namespace Ausweisstatus;

/// <summary>The host: which capabilities it is composed of, in which order a request meets them.</summary>
public static class Host
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddStorage();

        var app = builder.Build();
        return app;
    }
}
