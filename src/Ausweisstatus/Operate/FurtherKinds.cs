using Ausweisstatus.Domain;
using Ausweisstatus.Languages;

namespace Ausweisstatus.Operate;

/// <summary>Kinds of documents that an operator adds: the file that <c>Ausweisstatus__Kinds</c> names, of the form of <c>kinds.json</c>.</summary>
internal static class FurtherKinds
{
    public const string Setting = "Ausweisstatus__Kinds";

    /// <summary>Adds them to the catalogue of this process, for whichever verb: a rebuild folds with it too.</summary>
    public static void Load()
    {
        if (Environment.GetEnvironmentVariable(Setting) is { Length: > 0 } file)
        {
            KindCatalogue.Current = Read(file);
        }
    }

    private static KindCatalogue Read(string file)
    {
        try
        {
            var catalogue = KindCatalogue.Shipped.With(ByteOrderMark.Skip(File.ReadAllBytes(file)));
            return catalogue.All.SelectMany(entry => entry.Bring).FirstOrDefault(code => Language.Default.Find($"bring.{code}") is null) is { } unknown
                ? throw new StartException($"{Setting}, {file}: there are no words for bring {unknown}. Say it in texts, as a sentence of each language.")
                : catalogue;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new StartException($"{Setting}, {file}: {problem.Message}");
        }
    }
}
