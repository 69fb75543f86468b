using System.Reflection;
using Ausweisstatus.Problems;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Docs;

/// <summary>docs/api.md explains every problem that the product can answer with, and none that it cannot.</summary>
public sealed class ProblemListTests
{
    [Fact]
    public void Every_problem_is_explained_and_no_other() =>
        Pages.Table("docs/api.md", "Problems")
            .Select(row => $"{row[0]} {row[1]}")
            .ShouldBe(Catalogues().Select(problem => $"`{problem.Slug}` {problem.Status}").Distinct(), ignoreOrder: true);

    [Fact]
    public void Every_problem_that_is_declared_stands_in_a_catalogue() =>
        Declared().Select(problem => problem.Type).Except(Catalogues().Select(problem => problem.Type)).ShouldBeEmpty();

    internal static List<Problem> Catalogues()
    {
        var found = Statics().Where(property => property.PropertyType == typeof(IReadOnlyList<Problem>))
            .SelectMany(property => (IReadOnlyList<Problem>)property.GetValue(null)!)
            .ToList();
        found.Count.ShouldBeGreaterThan(20, "or the test does not see the catalogues");
        return found;
    }

    private static IEnumerable<PropertyInfo> Statics() =>
        typeof(Problem).Assembly.GetTypes().SelectMany(type => type.GetProperties(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly));

    private static IEnumerable<Problem> Declared() =>
        typeof(Problem).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Where(field => field.FieldType == typeof(Problem))
            .Select(field => (Problem)field.GetValue(null)!);
}
