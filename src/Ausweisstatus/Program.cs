using Ausweisstatus.Operate;

return await CommandLine.RunAsync(args, new ConfigurationBuilder().AddEnvironmentVariables().Build(), Console.Out, Console.Error);

/// <summary>The entry point, with a name by which tests and benchmarks find this program.</summary>
internal static partial class Program;
