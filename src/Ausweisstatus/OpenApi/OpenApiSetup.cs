using System.Reflection;
using Ausweisstatus.Access;
using Ausweisstatus.Domain;
using Microsoft.OpenApi;

namespace Ausweisstatus.OpenApi;

/// <summary>The contract for machines at <c>/openapi/v1.json</c>, and for people who try it out at <c>/swagger</c>.</summary>
internal static class OpenApiSetup
{
    public const string BearerScheme = "bearer";
    public const string StaffScheme = "staff";

    public static WebApplicationBuilder AddOpenApiDocument(this WebApplicationBuilder builder)
    {
        builder.Services.AddEndpointsApiExplorer();
        builder.Services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc("v1", new OpenApiInfo
            {
                Title = "Ausweisstatus",
                Version = "v1",
                Description = "Facts about identity documents in, a truthful status out. For a token of a development client: ./ausweis token print-shop",
                License = new OpenApiLicense { Name = "EUPL-1.2" },
            });
            options.AddSecurityDefinition(BearerScheme, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = BearerScheme,
                BearerFormat = "JWT",
                Description = "A token that a registered client signed itself (ES256, valid up to 5 minutes).",
            });
            options.AddSecurityDefinition(StaffScheme, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = BearerScheme,
                BearerFormat = "JWT",
                Description = "A token that the provider of staff issued for this installation.",
            });
            DescribeValues(options);
            options.SupportNonNullableReferenceTypes();
            options.OperationFilter<AudienceInOpenApi>();
            options.OperationFilter<ExamplesInOpenApi>();
            options.OperationFilter<RequiredInOpenApi>();
            options.OperationFilter<RefusalsInOpenApi>();
            options.IncludeXmlComments(Assembly.GetExecutingAssembly());
        });
        return builder;
    }

    public static WebApplication UseSwaggerPages(this WebApplication app)
    {
        // On its own paths only: everything else would pass through it as well.
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/swagger"), pages => pages.UseSwaggerUI(options =>
        {
            options.RoutePrefix = "swagger";
            options.SwaggerEndpoint("/openapi/v1.json", "v1");
            options.DocumentTitle = "Ausweisstatus API";
        }));
        return app;
    }

    public static WebApplication MapOpenApiDocument(this WebApplication app)
    {
        app.MapSwagger("/openapi/{documentName}.json").ForEveryone();
        return app;
    }

    // Values of the domain are texts on the wire.
    private static void DescribeValues(Swashbuckle.AspNetCore.SwaggerGen.SwaggerGenOptions options)
    {
        options.MapType<DocumentKind>(() => OneOf([.. KindCatalogue.Current.All.Select(entry => entry.Kind.ToString())]));
        foreach (var type in typeof(Fact).Assembly.GetExportedTypes())
        {
            if (type.IsEnum)
            {
                options.MapType(type, () => OneOf([.. Enum.GetNames(type).Select(System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName)]));
            }
            else if (type.IsValueType && type != typeof(DocumentKind) && type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IParsable<>)))
            {
                options.MapType(type, () => new OpenApiSchema { Type = JsonSchemaType.String });
            }
        }
    }

    private static OpenApiSchema OneOf(IReadOnlyList<string> values) =>
        new() { Type = JsonSchemaType.String, Enum = [.. values.Select(value => (System.Text.Json.Nodes.JsonNode)value)] };
}
