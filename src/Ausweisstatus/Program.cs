using Ausweisstatus.Operate;

return await CommandLine.RunAsync(args);

/// <summary>The entry point, with a name by which tests and benchmarks find this program.</summary>
internal static partial class Program;
