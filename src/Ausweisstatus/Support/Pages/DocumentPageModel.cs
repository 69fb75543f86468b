using Ausweisstatus.Citizen;
using Microsoft.AspNetCore.Mvc;

namespace Ausweisstatus.Support.Pages;

/// <summary>A page about one document, for who said in this session why they read it. Everybody else is led to where that is asked.</summary>
internal abstract class DocumentPageModel(AuditLog audit, Links links) : StaffPage
{
    /// <summary>The latest time that a form takes: with it, the field for the year has four digits in every browser.</summary>
    public const string Latest = "9999-12-31T23:59";

    protected const string DoneParameter = "done";

    protected AuditLog Audit => audit;

    /// <summary>Of the document, as staff share it.</summary>
    public Guid Id => Guid.Parse((string)RouteData.Values["id"]!);

    public string DocumentAddress => links.To($"/staff/documents/{Id}");

    /// <summary>The address of a page about this document.</summary>
    public string To(string page) => links.To($"/staff/documents/{Id}/{page}");

    /// <summary>Why it is read; null where nobody was asked yet.</summary>
    protected async Task<string?> FindReasonAsync(CancellationToken cancellation) =>
        (await audit.FindReasonAsync(Caller!.Session!.Value, Id, cancellation))?.ToString();

    protected LocalRedirectResult ToDocument() => new(DocumentAddress);

    /// <summary>Back to the document, where it is said that it is recorded.</summary>
    protected LocalRedirectResult ToDocumentAfter(string what) => new(links.To($"/staff/documents/{Id}?{DoneParameter}={what}"));
}
