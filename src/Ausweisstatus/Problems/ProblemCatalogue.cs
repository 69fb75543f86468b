namespace Ausweisstatus.Problems;

/// <content>The catalogue: every problem that is not the business of one capability alone.</content>
internal sealed partial record Problem
{
    public static readonly Problem MalformedRequest = new("malformed-request", "The request cannot be read.", 400);
    public static readonly Problem InvalidRequest = new("invalid-request", "The request lacks something or holds something that cannot be.", 400);
    public static readonly Problem Unauthenticated = new("unauthenticated", "A valid bearer token is needed.", 401);
    public static readonly Problem Forbidden = new("forbidden", "The caller may not do this.", 403);
    public static readonly Problem ForeignAuthority = new("foreign-authority", "This client may not speak about documents of this authority.", 403);
    public static readonly Problem NoSuchResource = new("no-such-resource", "There is nothing at this address.", 404);
    public static readonly Problem MethodNotAllowed = new("method-not-allowed", "This address does not take this method.", 405);
    public static readonly Problem NotAcceptable = new("not-acceptable", "There is no answer in an accepted media type.", 406);
    public static readonly Problem RequestTimeout = new("request-timeout", "The request arrived too slowly.", 408);
    public static readonly Problem TooLarge = new("too-large", "The request is too large.", 413);
    public static readonly Problem AddressTooLong = new("address-too-long", "The address of the request is too long.", 414);
    public static readonly Problem UnsupportedMediaType = new("unsupported-media-type", "The media type is not understood here.", 415);
    public static readonly Problem UnknownAuthority = new("unknown-authority", "This authority is not known to this installation.", 422);
    public static readonly Problem TooManyRequests = new("too-many-requests", "Too many attempts. Try again later.", 429);
    public static readonly Problem HeadersTooLarge = new("headers-too-large", "The header fields of the request are too many or too long.", 431);
    public static readonly Problem Unexpected = new("unexpected", "Something went wrong on our side.", 500);

    public static readonly Problem TemporarilyUnavailable =
        new Problem("temporarily-unavailable", "The service cannot answer at the moment. Try again shortly.", 503)
            .RetryAfter(TimeSpan.FromSeconds(5));

    /// <summary>The whole catalogue.</summary>
    public static IReadOnlyList<Problem> Catalogue { get; } =
    [
        MalformedRequest, InvalidRequest, Unauthenticated, Forbidden, ForeignAuthority, NoSuchResource, MethodNotAllowed, NotAcceptable, RequestTimeout,
        TooLarge, AddressTooLong, UnsupportedMediaType, UnknownAuthority, TooManyRequests, HeadersTooLarge, Unexpected, TemporarilyUnavailable,
    ];

    /// <summary>The problem that a bare status code of the framework stands for. It has no 422 of its own.</summary>
    public static Problem ForStatus(int status) =>
        Catalogue.FirstOrDefault(p => p.Status == status)
        ?? (status < 500 ? MalformedRequest with { Status = status } : Unexpected with { Status = status });
}
