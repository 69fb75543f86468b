using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Ausweisstatus.OpenApi;

/// <summary>Header fields that may be null in the code, because we answer ourselves where they are missing, and are still required.</summary>
internal sealed class RequiredInOpenApi : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var required = (context.MethodInfo?.GetParameters() ?? [])
            .Where(parameter => parameter.IsDefined(typeof(RequiredAttribute)))
            .Select(parameter => parameter.GetCustomAttribute<FromHeaderAttribute>()?.Name)
            .ToHashSet();
        foreach (var parameter in operation.Parameters ?? [])
        {
            if (parameter is OpenApiParameter { In: ParameterLocation.Header } header && required.Contains(header.Name))
            {
                header.Required = true;
            }
        }
    }
}
