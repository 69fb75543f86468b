using Ausweisstatus.Benchmarks;

return await BenchCommand.RunAsync(args);
