using Ausweisstatus.Access.Staff;
using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Ausweisstatus.Locations;
using Ausweisstatus.Problems;

namespace Ausweisstatus.Support;

/// <summary>
/// The one way in which staff get to see a document. They gave a reason, it is of an authority of theirs, and the audit log says so before
/// they are answered. A document of another authority is as unknown as one that nobody has.
/// </summary>
internal sealed class ReadForStaff(ReadDocuments documents, ReadHistory histories, AuditLog audit, AuthorityDirectory authorities)
{
    /// <returns>Exactly one of the two.</returns>
    public Task<(Document? Document, Problem? Problem)> ReadAsync(
        StaffCaller caller, Guid id, string? reason, CancellationToken cancellation, AuditAction what = AuditAction.Read) =>
        ReadAsync(caller, id, reason, documents.ByIdAsync, KeyOf, what, cancellation);

    /// <summary>How it came to be known.</summary>
    /// <returns>Exactly one of the two.</returns>
    public Task<(DocumentHistory? History, Problem? Problem)> ReadHistoryAsync(
        StaffCaller caller, Guid id, string? reason, CancellationToken cancellation, AuditAction what = AuditAction.Read, bool withRepetitions = true) =>
        ReadAsync(caller, id, reason, (document, authorities, token) => histories.ByIdAsync(document, authorities, withRepetitions, token), history => history.Key, what, cancellation);

    /// <summary>For who wants to change what is recorded, and may.</summary>
    /// <returns>Exactly one of the two.</returns>
    public async Task<(Document? Document, Problem? Problem)> ReadToCorrectAsync(
        StaffCaller caller, Guid id, string? reason, AuditAction what, CancellationToken cancellation) =>
        IfCorrectable(caller, await ReadAsync(caller, id, reason, documents.ByIdAsync, KeyOf, what, cancellation));

    /// <summary>The same as its facts say, whatever is stored of it: also where nothing is, or what nobody can read.</summary>
    /// <returns>Exactly one of the two.</returns>
    public async Task<(Document? Document, Problem? Problem)> ReadFoldedToCorrectAsync(
        StaffCaller caller, Guid id, string? reason, AuditAction what, CancellationToken cancellation) =>
        IfCorrectable(caller, await ReadAsync(caller, id, reason, documents.FoldedAsync, KeyOf, what, cancellation));

    /// <summary>By authority and order. That somebody looked is written down, and what they found.</summary>
    /// <returns>Null also where they may not read it.</returns>
    public Task<Document?> FindAsync(StaffCaller caller, AuthorityId authority, OrderNumber order, string? reason, CancellationToken cancellation) =>
        FoundAsync(caller, documents.ByIdAsync(DocumentId.Of(authority, order), SeenBy(caller), cancellation), reason, cancellation);

    /// <summary>By what it may be stored under, group by group, until one has it.</summary>
    public Task<Document?> FindAsync(StaffCaller caller, IEnumerable<string[]> lookups, string? reason, CancellationToken cancellation) =>
        FoundAsync(caller, ByLookupsAsync(lookups, cancellation), reason, cancellation);

    private async Task<(T? Found, Problem? Problem)> ReadAsync<T>(
        StaffCaller caller, Guid id, string? reason, Func<Guid, string[], CancellationToken, Task<T?>> find, Func<T, DocumentKey> keyOf, AuditAction what,
        CancellationToken cancellation)
        where T : class
    {
        if (!Reason.TryParse(reason, out var why))
        {
            return (null, SupportProblems.ReasonRequired);
        }

        if (await find(id, SeenBy(caller), cancellation) is not { } found)
        {
            return (null, Problem.NoSuchResource);
        }

        await audit.WriteAsync(caller, what, keyOf(found), why, cancellation);
        return (found, null);
    }

    private static DocumentKey KeyOf(Document document) => new(document.Authority, document.Order);

    private static (Document? Document, Problem? Problem) IfCorrectable(StaffCaller caller, (Document? Document, Problem? Problem) read) =>
        read.Document is { } document && !caller.MayCorrect(document.Authority) ? (null, Problem.ForeignAuthority) : read;

    private async Task<Document?> FoundAsync(StaffCaller caller, Task<Document?> search, string? reason, CancellationToken cancellation)
    {
        var document = await search is { } found && caller.MayRead(found.Authority) ? found : null;
        await audit.WriteAsync(caller, AuditAction.Search, document is null ? null : KeyOf(document), Reason.TryParse(reason, out var why) ? why : null, cancellation);
        return document;
    }

    private async Task<Document?> ByLookupsAsync(IEnumerable<string[]> lookups, CancellationToken cancellation)
    {
        foreach (var group in lookups)
        {
            if (await documents.ByLookupAsync(group, cancellation) is { } document)
            {
                return document;
            }
        }

        return null;
    }

    private string[] SeenBy(StaffCaller caller) =>
        caller.SeesAllAuthorities ? [.. authorities.All.Select(entry => entry.Id)]
        : caller.Roles.Contains(StaffRole.Support) ? [.. caller.Authorities.Select(authority => authority.ToString())]
        : [];
}
