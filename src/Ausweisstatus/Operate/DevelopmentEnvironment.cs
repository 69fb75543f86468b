namespace Ausweisstatus.Operate;

/// <summary>
/// Whether this process runs in Development, asked where there is no host yet. Anything else is Production: another name, a typing error,
/// nothing at all. What is made up for Development must never be made up for real people's data.
/// </summary>
internal static class DevelopmentEnvironment
{
    private static readonly string[] Variables = ["ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT"];

    /// <summary>At least one of the two variables says so, and the other does not say otherwise.</summary>
    public static bool IsSet => Says(Told);

    /// <summary>
    /// Tells the host the same. Where the variables contradict each other, the framework would believe one of them, and it might be the one
    /// that says Development.
    /// </summary>
    public static string[] Arguments => IsSet ? [$"--environment={Environments.Development}"] : Told.Any(Is) ? [$"--environment={Environments.Production}"] : [];

    /// <param name="told">What the variables that are set say.</param>
    internal static bool Says(IReadOnlyList<string> told) => told.Count > 0 && told.All(Is);

    private static string[] Told => [.. Variables.Select(Environment.GetEnvironmentVariable).OfType<string>()];

    private static bool Is(string environment) => environment.Equals(Environments.Development, StringComparison.OrdinalIgnoreCase);
}
