namespace Ausweisstatus.EventLog.ReadModels;

/// <summary>The stream of a document and a version of it.</summary>
internal readonly record struct StreamVersion(string Authority, Guid Document, long Version);

/// <summary>
/// A read model that may lag. Whoever learns that streams have moved says so: the daemon page by page, the reconciler where the daemon passed
/// something over, the rebuild for all. It does not matter who comes first, or whether somebody comes twice.
/// </summary>
internal interface IReadModel
{
    /// <summary>As it is called in the progress of the daemon and in <c>followed_streams</c>.</summary>
    string Name { get; }

    /// <summary>Sees the streams up to these versions at least, each fact exactly once.</summary>
    /// <returns>How many of them it had not seen so far yet.</returns>
    Task<int> FollowAsync(IReadOnlyList<StreamVersion> streams, CancellationToken cancellation);
}
