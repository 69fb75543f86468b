using Ausweisstatus.Domain;
using Ausweisstatus.Languages;
using Ausweisstatus.Locations;
using Ausweisstatus.Support.Refusals;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ausweisstatus.Support.Pages;

/// <summary><c>/staff/refusals</c>: refused facts by sender and problem, in words, and how large their share is. What is asked for stands in the address.</summary>
internal sealed class RefusalsModel(ListRefusals refusals, ReadShares shares, AuthorityDirectory authorities, TimeProvider clock) : StaffPage
{
    private const int DaysShown = 30;
    private const int Week = 7;

    // Height of a bar, for a day on which everything was refused.
    private const int Height = 24;

    public (string? Authority, string? From, string? To) Filter => (Asked("authority"), Asked("from"), Asked("to"));

    public bool IsWrong { get; private set; }

    public IReadOnlyList<RefusalGroup> Groups { get; private set; } = [];

    public IReadOnlyList<SenderShare> Shares { get; private set; } = [];

    /// <summary>Those whose refused facts they may read, with their names.</summary>
    public IEnumerable<(string Id, string Name)> Authorities =>
        authorities.Choices(RefusalScope.ToRead(Caller!).Covers);

    public async Task<PageResult> OnGetAsync(CancellationToken cancellation)
    {
        var (filter, wrong) = ListRefusals.TryParse(null, null, Filter.Authority, Filter.From, Filter.To);
        if (wrong is not null)
        {
            (IsWrong, Response.StatusCode) = (true, wrong.Status);
        }

        Groups = await refusals.GroupAsync(filter ?? new RefusalFilter(), Caller!, cancellation);
        var today = clock.GetUtcNow().DayInBerlin();
        Shares = [.. (await shares.ReadAsync(null, DaysShown, cancellation)).GroupBy(day => day.Client).Select(days => Of(days.Key, [.. days], today))];
        return Page();
    }

    /// <summary>The page of a group, with the same filter.</summary>
    public string GroupAddress(RefusalGroup group) => RefusalGroupModel.AddressOf(group.Client, group.Problem, IsWrong ? null : Filter.Authority);

    private static SenderShare Of(string client, RefusedShare[] days, DateOnly today)
    {
        var heights = new int[DaysShown];
        foreach (var day in days)
        {
            var place = DaysShown - 1 - (today.DayNumber - day.Day.DayNumber);
            if (place is >= 0 and < DaysShown)
            {
                heights[place] = day.Refused == 0 ? 0 : Math.Max(1, (int)Math.Round(Height * day.Share));
            }
        }

        var (refused, all) = Sum(days);
        var (refusedOfWeek, allOfWeek) = Sum(days.Where(day => day.Day > today.AddDays(-Week)));
        return new(client, (double)refused / all, allOfWeek == 0 ? null : (double)refusedOfWeek / allOfWeek, refused, all, heights);
    }

    private static (long Refused, long All) Sum(IEnumerable<RefusedShare> days) =>
        days.Aggregate((0L, 0L), (sum, day) => (sum.Item1 + day.Refused, sum.Item2 + day.Refused + day.Recorded));

    /// <summary>The share of refusals of a sender: of thirty days, of the last seven, and how high each day stands.</summary>
    internal sealed record SenderShare(string Client, double Share, double? ShareOfWeek, long Refused, long All, int[] Days);
}

/// <summary>What a problem is called in the console, and what is to be done about it.</summary>
internal static class RefusalWords
{
    public static string What(Language language, string problem) => language.Find($"refusal.{problem}") ?? language["refusal.unknown", problem];

    public static string WhatToDo(Language language, string problem, string client) =>
        string.Format(language.Culture, language.Find($"refusal.{problem}.do") ?? language["refusal.unknown.do"], client);
}
