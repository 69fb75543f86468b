using System.Globalization;
using Ausweisstatus.Domain;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ausweisstatus.ExpectedDates;

/// <summary>Tells which expected dates do not hold as often as they say. A node is ready all the same.</summary>
internal sealed class RangesDueCheck(ExpectedTimesDirectory directory) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(HealthCheckResult.Healthy(data: directory.RangesDue.Where(one => one.Counts.IsOff).ToDictionary(
            one => $"expected dates of {one.Kind}, {KebabCase.Of(one.Leg)}, {KebabCase.Of(one.Horizon)}",
            object (one) => string.Create(CultureInfo.InvariantCulture, $"{100 * one.Counts.Share:0.0} % of {one.Counts.Due} held, not about 80 %"))));
}
