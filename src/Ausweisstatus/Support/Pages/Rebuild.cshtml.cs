using Ausweisstatus.Citizen;
using Ausweisstatus.Rebuilds;
using Microsoft.AspNetCore.Mvc;

namespace Ausweisstatus.Support.Pages;

/// <summary><c>/staff/rebuilds/{id}</c>: how far a rebuild is, and what differed. With scripts it keeps itself up to date, without it is loaded again.</summary>
[RequestSizeLimit(16 * 1024)]
internal sealed class RebuildModel(RebuildQueue queue, StartRebuild start, Links links) : StaffPage
{
    public RebuildJob Job { get; private set; } = null!;

    /// <summary>Another one is under way, so it cannot go on.</summary>
    public bool IsRefused { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation)
    {
        if (await queue.FindAsync(id, cancellation) is not { } job)
        {
            return NotFound();
        }

        Job = job;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellation)
    {
        var form = await SafeForm.ReadAsync(Request, cancellation);
        switch (form["do"].FirstOrDefault())
        {
            case "cancel":
                await queue.CancelAsync(id, cancellation);
                break;
            case "resume" when await start.ResumeAsync(id, cancellation) is (_, { } problem):
                (IsRefused, Response.StatusCode) = (true, problem.Status);
                return await OnGetAsync(id, cancellation);
        }

        return new LocalRedirectResult(links.To($"/staff/rebuilds/{id}"));
    }
}
