using Ausweisstatus.Tests;
using Ausweisstatus.Tests.Drills;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace Ausweisstatus.Tests;

/// <summary>Begins with the drills, which come one after the other: what is begun last is waited for alone.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderByDescending(collection => collection.TestCollectionDisplayName.Contains(nameof(DrillTests), StringComparison.Ordinal))];
}
