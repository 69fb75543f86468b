using JasperFx;
using JasperFx.CodeGeneration;
using Shouldly;
using Wolverine;
using Xunit;

namespace Ausweisstatus.Tests.Messaging;

/// <summary>Apart from all others: while the code is generated no host of the process sends messages.</summary>
[CollectionDefinition(nameof(GeneratedCodeTests), DisableParallelization = true)]
public sealed class Apart;

/// <summary>No compiler runs in the product: the adapters that Wolverine calls handlers through are written ahead of time and kept with the code.</summary>
[Collection(nameof(GeneratedCodeTests))]
public sealed class GeneratedCodeTests(PostgresFixture postgres)
{
    private static readonly string Kept = Path.Combine(Docs.Pages.Root, "src", "Ausweisstatus", "Messaging", "Generated");

    [Fact]
    public async Task The_adapters_that_are_kept_are_those_of_the_handlers()
    {
        using var directory = new TemporaryDirectory();
        var connectionString = await postgres.NewDatabaseAsync();
        await using var app = Host.Build(
            [$"--ConnectionStrings:Ausweisstatus={connectionString}", "--environment=Development"],
            builder => builder.Services.AddWolverineRuntimeCompilation().ConfigureWolverine(options =>
            {
                options.CodeGeneration.TypeLoadMode = TypeLoadMode.Dynamic;
                options.CodeGeneration.GeneratedCodeOutputPath = directory.Path;
            }));

        try
        {
            (await app.RunJasperFxCommands(["codegen", "write"])).ShouldBe(0);
        }
        finally
        {
            DynamicCodeBuilder.WithinCodegenCommand = false;
        }

        var written = CodeIn(directory.Path);
        if (Environment.GetEnvironmentVariable("AUSWEIS_APPROVE") is not null)
        {
            Write(written);
        }

        CodeIn(Kept).ShouldBe(written, "Handlers have changed. Write their adapters anew: rm -r src/Ausweisstatus/Messaging/Generated; AUSWEIS_APPROVE=1 ./ausweis test adapters");
    }

    private static SortedDictionary<string, string> CodeIn(string path) => Directory.Exists(path)
        ? new(Directory.EnumerateFiles(path, "*.cs", SearchOption.AllDirectories).ToDictionary(file => Path.GetFileName(file), File.ReadAllText))
        : [];

    private static void Write(SortedDictionary<string, string> code)
    {
        Directory.CreateDirectory(Kept);
        foreach (var old in Directory.EnumerateFiles(Kept))
        {
            File.Delete(old);
        }

        foreach (var (name, text) in code)
        {
            File.WriteAllText(Path.Combine(Kept, name), text);
        }
    }
}
