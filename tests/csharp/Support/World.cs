using System;
using System.IO;
using System.Net;
using System.Text;

namespace Kinpass.Tests
{
    // The sandbox from the outside: its control plane, and its pages as a browser would open them.
    internal sealed class World
    {
        internal const string Publisher = "1100000000000000001";
        internal const string Alpha = "1100000000000000011";
        internal const string Beta = "1100000000000000012";
        internal const string ConfidentialPublisher = "1200000000000000001";
        internal const string ConfidentialSecret = "sandbox-client-secret";
        internal const string ConfidentialGame = "1200000000000000011";
        internal const string PublisherBot = "sandbox-bot-token-public";
        internal const string AlphaKey = "dev_sandbox_alpha";

        private readonly string url;

        internal World(string url)
        {
            this.url = url;
        }

        internal string Url
        {
            get { return url; }
        }

        // A sandbox without players, faults and counts.
        internal static World Fresh()
        {
            var world = new World(Setup.SandboxUrl);
            world.Post("reset", "{}");
            return world;
        }

        internal KinpassConfig Config()
        {
            return new KinpassConfig
            {
                DiscordApplicationId = Publisher,
                DiscordApiUrl = url + "/api/v10",
                DiscordAuthorizeUrl = url + "/oauth2/authorize",
                LootLockerUrl = url,
                LootLockerGameKey = AlphaKey,
                ProxyUrl = "none",
                MaxRetryDelay = TimeSpan.FromMilliseconds(50),
            };
        }

        // The player has linked the publisher's application: the parent's access and refresh token.
        internal Linked Link(string player = "ada", string application = Publisher)
        {
            var answer = Post("link", Json.Texts("player", player, "application_id", application));
            return new Linked
            {
                AccessToken = Json.Text(answer, "access_token"),
                RefreshToken = Json.Text(answer, "refresh_token"),
                ExpiresIn = TimeSpan.FromSeconds(Json.Number(answer, "expires_in")),
            };
        }

        internal string ChildToken(string parentAccessToken, string application = Alpha)
        {
            var body = Json.Texts("parent_access_token", parentAccessToken, "child_application_id", application);
            return Json.Text(Post("child-token", body), "access_token");
        }

        internal void Advance(TimeSpan time)
        {
            Post("clock/advance", "{\"seconds\":" + (long)time.TotalSeconds + "}");
        }

        internal void Fault(string route, string action, string times = "1")
        {
            Post("faults", "{\"route\":\"" + route + "\",\"times\":" + times + ",\"action\":" + action + "}");
        }

        internal void ClearFaults()
        {
            Exchange("DELETE", "/_sandbox/faults", null);
        }

        internal void Settings(string json)
        {
            Post("settings", json);
        }

        internal void Revoke(string player)
        {
            Post("revoke", Json.Texts("player", player));
        }

        internal void ExpireSession(string token)
        {
            Post("expire-session", Json.Texts("token", token));
        }

        internal void ExpireSessionRefresh(string token)
        {
            Post("expire-refresh", Json.Texts("token", token));
        }

        internal void Ban(string player)
        {
            Post("ban", "{\"player\":\"" + player + "\",\"permanent\":false}");
        }

        internal long Count(string route)
        {
            return Json.Number(
                Exchange("GET", "/_sandbox/counts?route=" + Uri.EscapeDataString(route), null), "count");
        }

        internal bool IsValid(string token)
        {
            return Json.Flag(Post("token", Json.Texts("token", token)), "valid");
        }

        // Follows redirects, as a browser does, to the page at the end.
        internal string Browse(string page)
        {
            var request = (HttpWebRequest)WebRequest.Create(page);
            request.Proxy = null;
            using (var response = request.GetResponse())
            {
                return Body(response);
            }
        }

        // Where a page sends the browser, without going there.
        internal string RedirectOf(string page)
        {
            var request = (HttpWebRequest)WebRequest.Create(page);
            request.Proxy = null;
            request.AllowAutoRedirect = false;
            using (var response = Moved(request))
            {
                return response.Headers["Location"];
            }
        }

        // False once its program has ended.
        internal bool Answers()
        {
            try
            {
                Link();
                return true;
            }
            catch (WebException)
            {
                return false;
            }
            catch (InvalidOperationException)
            {
                return false;
            }
        }

        private string Post(string what, string body)
        {
            return Exchange("POST", "/_sandbox/" + what, body);
        }

        private string Exchange(string method, string path, string body)
        {
            var request = (HttpWebRequest)WebRequest.Create(url + path);
            request.Method = method;
            request.Proxy = null;
            if (body != null)
            {
                request.ContentType = "application/json";
                var bytes = Encoding.UTF8.GetBytes(body);
                using (var stream = request.GetRequestStream())
                {
                    stream.Write(bytes, 0, bytes.Length);
                }
            }
            try
            {
                using (var response = request.GetResponse())
                {
                    return Body(response);
                }
            }
            catch (WebException refused)
            {
                var why = refused.Response == null ? "" : Body(refused.Response);
                throw new InvalidOperationException("sandbox " + path + ": " + refused.Message + " " + why);
            }
        }

        // Mono hands out a redirect that is not followed; .NET throws it.
        private static WebResponse Moved(WebRequest request)
        {
            try
            {
                return request.GetResponse();
            }
            catch (WebException thrown) when (thrown.Response != null)
            {
                return thrown.Response;
            }
        }

        private static string Body(WebResponse response)
        {
            using (var reader = new StreamReader(response.GetResponseStream(), Encoding.UTF8))
            {
                return reader.ReadToEnd();
            }
        }
    }

    internal sealed class Linked
    {
        internal string AccessToken;
        internal string RefreshToken;
        internal TimeSpan ExpiresIn;
    }
}
