using System.Globalization;
using Ausweisstatus.Access;
using Ausweisstatus.Access.Staff;
using Ausweisstatus.Problems;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Ausweisstatus.OpenApi;

/// <summary>The refusals that come from what an operation is, whoever wrote it: an endpoint names only those that are its own.</summary>
internal sealed class RefusalsInOpenApi : IOperationFilter
{
    // Any request can be malformed or too long, and any answer needs us and the database.
    private static readonly Problem[] OfAny =
        [Problem.MalformedRequest, Problem.AddressTooLong, Problem.HeadersTooLarge, Problem.Unexpected, Problem.TemporarilyUnavailable];

    private static readonly Problem[] OfRoles = [Problem.Unauthenticated, Problem.Forbidden];

    private static readonly Problem[] OfBodies = [Problem.RequestTimeout, Problem.TooLarge, Problem.UnsupportedMediaType];

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var forRoles = context.ApiDescription.ActionDescriptor.EndpointMetadata.Any(metadata => metadata is ForRolesAttribute or ForStaffAttribute);
        var responses = operation.Responses ??= [];
        foreach (var problem in (Problem[])[.. OfAny, .. forRoles ? OfRoles : [], .. operation.RequestBody is null ? [] : OfBodies])
        {
            responses.TryAdd(problem.Status.ToString(CultureInfo.InvariantCulture), Response(problem, context));
        }
    }

    private static OpenApiResponse Response(Problem problem, OperationFilterContext context) => new()
    {
        Description = problem.Title,
        Content = new Dictionary<string, IOpenApiMediaType>
        {
            [ProblemWriter.ContentType] = new OpenApiMediaType { Schema = context.SchemaGenerator.GenerateSchema(typeof(ProblemDetails), context.SchemaRepository) },
        },
    };
}
