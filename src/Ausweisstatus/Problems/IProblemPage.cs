namespace Ausweisstatus.Problems;

/// <summary>
/// A problem as a page, for a browser outside <c>/api</c>. Status and header fields are already set when it is called.
/// Without a registered one, browsers get the JSON too.
/// </summary>
public interface IProblemPage
{
    Task WriteAsync(HttpContext context, Problem problem);
}
