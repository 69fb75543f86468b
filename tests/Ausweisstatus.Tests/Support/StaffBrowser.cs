using System.Net;
using System.Text.RegularExpressions;
using Shouldly;

namespace Ausweisstatus.Tests.Support;

/// <summary>A page that a browser got.</summary>
internal sealed record StaffPageSeen(Uri Address, HttpStatusCode Status, string Text, IReadOnlyList<Uri> Way, ILookup<string, string> Headers);

/// <summary>
/// What a browser does, step by step, so that it can also be done wrong: follows redirects, keeps cookies (all hosts here are one, 127.0.0.1,
/// as ports do not count), and posts forms with what stands in them.
/// </summary>
internal sealed partial class StaffBrowser(Uri node) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    public Dictionary<string, string> Cookies { get; init; } = [];

    /// <summary>How cookies were set, as they came.</summary>
    public List<string> SetCookies { get; } = [];

    public StaffPageSeen Page { get; private set; } = null!;

    /// <summary>Sees each redirect and may lead elsewhere.</summary>
    public Func<Uri, Uri> Redirected { get; set; } = address => address;

    public Task<StaffPageSeen> OpenAsync(string path) => SendAsync(HttpMethod.Get, new Uri(node, path), null);

    /// <summary>Goes to the provider and says who it is.</summary>
    public async Task<StaffPageSeen> SignInAsync(string person, string path = "/staff/sign-in")
    {
        await OpenAsync(path);
        return await ChooseAsync(person);
    }

    /// <summary>On the page of the provider.</summary>
    public Task<StaffPageSeen> ChooseAsync(string person)
    {
        Page.Address.AbsolutePath.ShouldBe("/authorize", Page.Text);
        return SendAsync(HttpMethod.Get, new Uri($"{Page.Address}&person={person}"), null);
    }

    /// <summary>Posts a form of the page that was seen last, which has a token in it.</summary>
    public Task<StaffPageSeen> PostAsync(string path, params (string Name, string Value)[] fields) =>
        PostRawAsync(path, [.. fields, ("__RequestVerificationToken", WebUtility.HtmlDecode(FormToken().Match(Page.Text).Groups[1].Value))]);

    public Task<StaffPageSeen> PostRawAsync(string path, params (string Name, string Value)[] fields) => SendAsync(
        HttpMethod.Post, new Uri(node, path), new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    public void Dispose() => http.Dispose();

    private async Task<StaffPageSeen> SendAsync(HttpMethod method, Uri address, HttpContent? content)
    {
        List<Uri> way = [address];
        while (true)
        {
            using var request = new HttpRequestMessage(method, address) { Content = content };
            request.Headers.Add("Accept", "text/html");
            request.Headers.Add("Accept-Language", "en");
            request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
            using var answer = await http.SendAsync(request);
            Keep(answer);
            if (answer.Headers.Location is not { } next || way.Count > 10)
            {
                return Page = new(
                    address, answer.StatusCode, await answer.Content.ReadAsStringAsync(), way,
                    answer.Headers.SelectMany(header => header.Value.Select(value => (header.Key, value))).ToLookup(header => header.Key, header => header.value));
            }

            (method, content) = (HttpMethod.Get, null);
            address = Redirected(new Uri(address, next));
            way.Add(address);
        }
    }

    private void Keep(HttpResponseMessage answer)
    {
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            SetCookies.Add(cookie);
            var (name, value) = cookie.Split(';')[0].Split('=', 2) is [var first, var second] ? (first, second) : (cookie, "");
            Cookies[name] = value;
            if (value.Length == 0)
            {
                Cookies.Remove(name);
            }
        }
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]*)\"")]
    private static partial Regex FormToken();
}
