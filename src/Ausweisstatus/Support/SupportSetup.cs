using Ausweisstatus.Access.Staff;
using Ausweisstatus.EventLog;
using Ausweisstatus.EventLog.Rebuild;
using Ausweisstatus.Rebuilds;
using Ausweisstatus.Support.History;
using Ausweisstatus.Support.Refusals;
using Ausweisstatus.Support.Senders;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ausweisstatus.Support;

/// <summary>The side of staff: finding documents, reading them with a reason, and the log of who did.</summary>
internal static class SupportSetup
{
    private const string Folder = "/Support/Pages/";
    private const string SignInPath = "/staff/sign-in";

    private static readonly StaffRole[] Everybody = Enum.GetValues<StaffRole>();
    private static readonly string[] Shown = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] Posted = [HttpMethods.Post];

    /// <summary>For whom each page is, and how it is asked. One that is not named here keeps the host from starting.</summary>
    private static readonly Dictionary<string, StaffPageAudience> Pages = new()
    {
        ["Index"] = new([.. Shown, .. Posted], Everybody, AlsoForStrangers: true),
        ["SignOut"] = new(Posted, Everybody, AlsoForStrangers: true),
        ["Document"] = new([.. Shown, .. Posted], [StaffRole.Support, StaffRole.Hotline]),
        ["Replay"] = new([.. Shown, .. Posted], [StaffRole.Support]),
        ["Rebuilds"] = new([.. Shown, .. Posted], [StaffRole.Operator]),
        ["Rebuild"] = new([.. Shown, .. Posted], [StaffRole.Operator]),
        ["Lists"] = new(Shown, [StaffRole.Support, StaffRole.Hotline]),
        ["Print"] = new(Shown, [StaffRole.Support, StaffRole.Hotline]),
        ["Log"] = new(Shown, [StaffRole.Support]),
        ["Retract"] = new([.. Shown, .. Posted], [StaffRole.Support]),
        ["Say"] = new([.. Shown, .. Posted], [StaffRole.Support]),
        ["Refusals"] = new(Shown, Everybody),
        ["RefusalGroup"] = new(Shown, Everybody),
        ["Resubmit"] = new(Posted, [StaffRole.Support, StaffRole.Operator]),
        ["Silence"] = new(Shown, Everybody),
    };

    /// <summary>The pages that one goes to from everywhere, and the words for them.</summary>
    private static readonly (string Page, string Path, string Name)[] Places =
    [
        ("Index", "/staff", "staff.find"),
        ("Lists", "/staff/lists", "lists.title"),
        ("Refusals", "/staff/refusals", "refusals.title"),
        ("Silence", "/staff/silence", "silence.title"),
        ("Rebuilds", "/staff/rebuilds", "rebuild.title"),
    ];

    /// <summary>Those that somebody may see.</summary>
    public static IEnumerable<(string Path, string Name)> PlacesFor(StaffCaller caller) =>
        Places.Where(place => Pages[place.Page].Roles.Intersect(caller.Roles).Any()).Select(place => (place.Path, place.Name));

    public static WebApplicationBuilder AddSupport(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ReadDocuments>();
        builder.Services.AddSingleton<AuditLog>();
        builder.Services.AddSingleton<SearchDocuments>();
        builder.Services.AddSingleton<ReadHistory>();
        builder.Services.AddSingleton<ReadForStaff>();
        builder.Services.AddSingleton<AsOf>();
        builder.Services.AddSingleton<RetractFact>();
        builder.Services.AddSingleton<FoldAgain>();
        builder.Services.AddSingleton<ReplayDocument>();
        builder.Services.AddSingleton<SayFact>();
        builder.Services.AddSingleton<ListForStaff>();
        builder.Services.AddSingleton<ExportDocument>();
        builder.Services.AddSingleton<RefusalRows>();
        builder.Services.AddSingleton<ListRefusals>();
        builder.Services.AddSingleton<ResubmitRefusals>();
        builder.Services.AddSingleton<ReadShares>();
        builder.Services.AddSingleton<ReadSilence>();
        builder.Services.Configure<AntiforgeryOptions>(forms =>
        {
            forms.Cookie = new SecureCookie { Name = "__Host-staff-form", Path = "/", HttpOnly = true, SameSite = SameSiteMode.Strict, IsEssential = true };
            // Ours is stricter.
            forms.SuppressXFrameOptionsHeader = true;
        });
        return builder;
    }

    public static WebApplication MapSupport(this WebApplication app)
    {
        SearchDocuments.Map(app);
        ReadDocument.Map(app);
        ReadAudit.Map(app);
        ReadTimeline.Map(app);
        AsOf.Map(app);
        RetractFact.Map(app);
        ReplayDocument.Map(app);
        SayFact.Map(app);
        ListForStaff.Map(app);
        ExportDocument.Map(app);
        ListRefusals.Map(app);
        ResubmitEndpoints.Map(app);
        ReadShares.Map(app);
        ReadSilence.Map(app);
        app.MapGet(SignInPath, (HttpContext context) => StaffSignIn.ChallengeAsync(context, StaffSignIn.FrontPage))
            .WithMetadata(new ForStaffAttribute(StaffSchemes.Session, Everybody), new AllowAnonymousAttribute())
            .ExcludeFromDescription();
        // A page listens with the session it was read in.
        app.MapGet("/staff/rebuilds/{id:guid}/progress", (Guid id, HttpContext context, FollowRebuild follow) => follow.AnswerAsync(id, context))
            .WithMetadata(new ForStaffAttribute(StaffSchemes.Session, StaffRole.Operator))
            .ExcludeFromDescription();
        app.MapRazorPages().Add(NameAudience);
        return app;
    }

    private static void NameAudience(EndpointBuilder endpoint)
    {
        var path = endpoint.Metadata.OfType<PageActionDescriptor>().Single().ViewEnginePath;
        if (!path.StartsWith(Folder, StringComparison.Ordinal))
        {
            return;
        }

        var page = Pages[path[Folder.Length..]];
        endpoint.Metadata.Add(new HttpMethodMetadata(page.Methods));
        endpoint.Metadata.Add(new ForStaffAttribute(StaffSchemes.Session, page.Roles));
        if (page.AlsoForStrangers)
        {
            endpoint.Metadata.Add(new AllowAnonymousAttribute());
        }
    }

    private sealed record StaffPageAudience(string[] Methods, StaffRole[] Roles, bool AlsoForStrangers = false);

    // The framework's own switch for it refuses every request that comes over http, as all do from a proxy on this machine.
    private sealed class SecureCookie : CookieBuilder
    {
        public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
        {
            var cookie = base.Build(context, expiresFrom);
            cookie.Secure = true;
            return cookie;
        }
    }
}
