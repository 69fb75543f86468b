using Ausweisstatus.Access;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Ausweisstatus.OpenApi;

/// <summary>Says which operations need a token, and whose.</summary>
internal sealed class AudienceInOpenApi : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<ForRolesAttribute>().FirstOrDefault() is not { } roles)
        {
            return;
        }

        operation.Description = $"For the roles {string.Join(", ", roles.Audience.Select(role => role.Name()))}. {operation.Description}".Trim();
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(OpenApiSetup.BearerScheme, context.Document)] = [] }];
    }
}
