using System.CommandLine;
using System.CommandLine.Parsing;
using Ausweisstatus.Access;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Operate;

/// <summary><c>ausweis clients add</c>: registers a client, or a further key of one.</summary>
internal static class ClientsAddCommand
{
    public static Command Create(IConfiguration settings)
    {
        var name = new Argument<string>("name") { Description = $"The client's name: {ClientName.Rule}" };
        var role = new Option<Role>("--role") { Description = "What it is to the system", Required = true, CustomParser = ParseRole };
        role.AcceptOnlyFromAmong(RoleNames.All);
        var source = new Option<string?>("--source") { Description = "Where the sources of its events lie, e.g. /print-shops/bdr" };
        var authorities = new Option<AuthorityId[]>("--authority") { Description = "An authority it may act for (repeatable)", CustomParser = ParseAuthorities };
        var all = new Option<bool>("--all-authorities") { Description = "It may act for every authority" };
        var key = new Option<FileInfo>("--public-key") { Description = "Its public key: P-256, PEM", Required = true };
        var data = DataDirectory.Option();
        var command = new Command("add", "Register a client, or a further key of a client with the same settings")
        {
            name, role, source, authorities, all, key, data,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var client = new Client
            {
                Id = parsed.GetValue(name)!,
                Role = parsed.GetValue(role),
                Source = parsed.GetValue(source),
                AllAuthorities = parsed.GetValue(all),
                Authorities = [.. (parsed.GetValue(authorities) ?? []).Distinct().OrderBy(a => a.ToString(), StringComparer.Ordinal)],
            };
            var (publicKey, refusal) = Refusal(client) is { } wrong ? (null, wrong) : ReadKey(parsed.GetValue(key)!);
            if (publicKey is null)
            {
                await error.WriteLineAsync(refusal);
                return 1;
            }
            return await CommandServices.UseAsync<ClientRegistry>(settings, parsed.GetRequiredValue(data), "ausweis clients", error, async registry =>
            {
                var answer = await registry.AddAsync(client, publicKey, cancellation);
                await (answer.Done ? output : error).WriteLineAsync(answer.Message);
                return answer.Done ? 0 : 1;
            }, cancellation);
        });
        return command;
    }

    private static Role ParseRole(ArgumentResult result) =>
        RoleNames.TryParse(result.Tokens[0].Value, out var role) ? role : throw new InvalidOperationException("Only known roles are accepted.");

    private static AuthorityId[] ParseAuthorities(ArgumentResult result)
    {
        var authorities = new List<AuthorityId>();
        foreach (var token in result.Tokens)
        {
            if (AuthorityId.TryParse(token.Value, out var authority))
            {
                authorities.Add(authority);
            }
            else
            {
                result.AddError("An authority is 2 to 40 of a-z, 0-9 and hyphen.");
            }
        }
        return [.. authorities];
    }

    private static (PublicKey? Key, string? Refusal) ReadKey(FileInfo file)
    {
        if (!file.Exists)
        {
            return (null, $"There is no file {file.FullName}.");
        }

        return PublicKey.TryParse(File.ReadAllText(file.FullName), out var key, out var refusal) ? (key, null) : (null, refusal);
    }

    private static string? Refusal(Client client) => client switch
    {
        _ when !ClientName.Is(client.Id) => $"The name must be {ClientName.Rule}.",
        { Id: Client.Staff } => "The name staff stands for people who sign in; choose another.",
        { Source: { } source } when SourcePrefix.Covers(source, Client.StaffSource) || SourcePrefix.Covers(Client.StaffSource, source) =>
            $"--source must not meet {Client.StaffSource}, below which people who sign in say facts.",
        { Source: { } source } when !SourcePrefix.Is(source) => $"--source must be {SourcePrefix.Rule}.",
        { Source: null, Role: not Role.Operator } => "--source is missing: every event of the client names a source below it.",
        { AllAuthorities: true, Authorities.Count: > 0 } => "Give either --authority or --all-authorities.",
        { AllAuthorities: false, Authorities.Count: 0, Role: not Role.Operator } => "Give --authority (repeatable) or --all-authorities.",
        _ => null,
    };
}
