using System;
using System.IO;
using System.Net;
using System.Text;
using Kinpass;

// The local stand-in for both services: what the example needs of it beyond the services themselves.
internal sealed class Sandbox
{
    private readonly string url;

    private Sandbox(string url)
    {
        this.url = url;
    }

    // Null without one: then the example speaks to the real services.
    internal static Sandbox FromEnvironment()
    {
        var url = Environment.GetEnvironmentVariable("SANDBOX_URL");
        return string.IsNullOrEmpty(url) ? null : new Sandbox(url.TrimEnd('/'));
    }

    internal void Configure(KinpassConfig config)
    {
        config.DiscordApiUrl = url + "/api/v10";
        config.DiscordAuthorizeUrl = url + "/oauth2/authorize";
        config.LootLockerUrl = url;
        config.ProxyUrl = "none";
        // Nothing of a sandbox belongs into the keychain of the person who tries it.
        config.Store = StoreKind.Memory;
    }

    // What a browser does: opens the page and follows it to the end.
    internal void Open(string page)
    {
        var request = (HttpWebRequest)WebRequest.Create(page);
        request.Proxy = null;
        using (var response = request.GetResponse())
        using (var reader = new StreamReader(response.GetResponseStream()))
        {
            reader.ReadToEnd();
        }
    }

    internal void ExpireSession(string token)
    {
        var request = (HttpWebRequest)WebRequest.Create(url + "/_sandbox/expire-session");
        request.Proxy = null;
        request.Method = "POST";
        request.ContentType = "application/json";
        var body = Encoding.UTF8.GetBytes("{\"token\":\"" + token + "\"}");
        using (var stream = request.GetRequestStream())
        {
            stream.Write(body, 0, body.Length);
        }
        request.GetResponse().Dispose();
    }
}
