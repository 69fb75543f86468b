using Ausweisstatus.Access;
using Ausweisstatus.Access.Staff;
using Ausweisstatus.Domain;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Ausweisstatus.OpenApi;

/// <summary>Says which operations need a token, and whose.</summary>
internal sealed class AudienceInOpenApi : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<ForRolesAttribute>().FirstOrDefault() is { } clients)
        {
            Secure(operation, context, OpenApiSetup.BearerScheme, "the roles", clients.Audience.Select(role => role.Name()));
        }
        else if (metadata.OfType<ForStaffAttribute>().FirstOrDefault() is { } staff)
        {
            Secure(operation, context, OpenApiSetup.StaffScheme, "staff in the roles", staff.Audience.Select(role => KebabCase.Of(role)));
        }
    }

    private static void Secure(OpenApiOperation operation, OperationFilterContext context, string scheme, string whose, IEnumerable<string> roles)
    {
        operation.Description = $"For {whose} {string.Join(", ", roles)}. {operation.Description}".Trim();
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [] }];
    }
}
