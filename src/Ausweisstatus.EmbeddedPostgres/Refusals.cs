namespace Ausweisstatus.Embedded;

/// <summary>Where a private server has no place.</summary>
internal static class Refusals
{
    public static void Check()
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
        {
            throw new EmbeddedPostgresException(
                "Ausweisstatus starts a PostgreSQL of its own on Linux and macOS only: name one in ConnectionStrings__Ausweisstatus.");
        }
    }
}
