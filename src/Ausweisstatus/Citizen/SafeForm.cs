namespace Ausweisstatus.Citizen;

/// <summary>The form of a request; an empty one where there is none that can be read.</summary>
internal static class SafeForm
{
    public static async Task<IFormCollection> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            return request.HasFormContentType ? await request.ReadFormAsync(cancellation) : FormCollection.Empty;
        }
        catch (Exception malformed) when (malformed is InvalidDataException or NotSupportedException or (IOException and not BadHttpRequestException))
        {
            // Parts without an end, too many fields, an alphabet that is not spoken any more.
            return FormCollection.Empty;
        }
    }
}
