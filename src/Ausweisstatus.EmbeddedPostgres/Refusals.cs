namespace Ausweisstatus.Embedded;

/// <summary>Where a private server has no place.</summary>
internal static class Refusals
{
    private static readonly string[] Variables = ["ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT"];

    public static void Check()
    {
        // It has no backup, no replica and no administrator: it is not for real people's data.
        if (Variables.Any(name => string.Equals(Environment.GetEnvironmentVariable(name), "Production", StringComparison.OrdinalIgnoreCase)))
            throw new EmbeddedPostgresException(
                "Ausweisstatus does not start a PostgreSQL of its own in Production: name one in ConnectionStrings__Ausweisstatus.");
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
            throw new EmbeddedPostgresException(
                "Ausweisstatus starts a PostgreSQL of its own on Linux and macOS only: name one in ConnectionStrings__Ausweisstatus.");
    }
}
