using System.Reflection;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Architecture;

/// <summary>The program is no library.</summary>
public sealed class VisibilityTests
{
    [Fact]
    public void Only_handlers_and_what_wolverine_hands_them_are_public()
    {
        Type[] visible = [.. typeof(Host).Assembly.GetExportedTypes().Where(type => type.Namespace!.StartsWith(nameof(Ausweisstatus), StringComparison.Ordinal))];
        Type[] handlers = [.. visible.Where(type => type.Name.EndsWith("Handler", StringComparison.Ordinal))];
        handlers.ShouldNotBeEmpty("or this test sees nothing");
        var handed = handlers
            .SelectMany(handler => handler.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance))
            .SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType));

        visible.Except(handlers).Except(handed).Select(type => type.FullName).ShouldBeEmpty();
    }
}
