using Ausweisstatus.Operate;

return await CommandLine.RunAsync(args);

/// <summary>The entry point; public so that tests can name this assembly.</summary>
public static partial class Program;
