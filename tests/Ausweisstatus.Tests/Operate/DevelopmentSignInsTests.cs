using System.Text;
using System.Text.Json.Nodes;
using Ausweisstatus.Messaging;
using Ausweisstatus.Operate;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Operate;

/// <summary>The provider of staff that <c>run</c> starts in Development, and the verb that asks it for a token.</summary>
public sealed class DevelopmentSignInsTests
{
    [Theory]
    [InlineData("support", "support", "berlin-mitte")]
    [InlineData("hotline", "hotline", null)]
    [InlineData("operator", "operator", null)]
    public async Task The_verb_gets_a_token_of_each_sample_person_while_the_system_runs(string person, string role, string? authority)
    {
        using var directory = new TemporaryDirectory();
        await using var provider = await DevelopmentSignIns.StartAsync(NodeRole.All, new(directory.Path));
        provider.ShouldNotBeNull();

        var (code, output) = await TokenAsync(directory, "--staff", person);

        code.ShouldBe(0, output);
        var claims = JsonNode.Parse(Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(output.Trim().Split('.')[1])))!;
        ((string)claims["sub"]!, (string)claims["role"]!, (string?)claims["authorities"], (string)claims["aud"]!).ShouldBe((person, role, authority, "ausweisstatus-staff"));
        provider.Arguments.ShouldContain($"--Staff:Issuer={(string)claims["iss"]!}");
    }

    [Fact]
    public async Task It_says_who_there_is_and_that_the_system_does_not_run()
    {
        using var directory = new TemporaryDirectory();
        await using (await DevelopmentSignIns.StartAsync(NodeRole.All, new(directory.Path)))
        {
            (await Should.ThrowAsync<StartException>(() => AskAsync(directory, "nobody"))).Message.ShouldContain("support, hotline, operator");
        }

        (await Should.ThrowAsync<StartException>(() => AskAsync(directory, "support"))).Message.ShouldContain("Start it first");
        (await TokenAsync(directory)).Code.ShouldBe(2);
    }

    private static Task<string> AskAsync(TemporaryDirectory directory, string person) =>
        DevelopmentSignIns.TokenAsync(new(directory.Path), person, TestContext.Current.CancellationToken);

    private static async Task<(int Code, string Output)> TokenAsync(TemporaryDirectory directory, params string[] words)
    {
        await using var output = new StringWriter();
        var code = await TokenCommand.Create().Parse([.. words, "--data", directory.Path])
            .InvokeAsync(new() { Output = output, Error = output }, TestContext.Current.CancellationToken);
        return (code, output.ToString());
    }
}
