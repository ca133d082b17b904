using System;
using System.Collections.Generic;
using NUnit.Framework;

namespace Kinpass.Tests
{
    // How a player comes to a parent token.
    [TestFixture]
    public class AuthorizationTests : SandboxFixture
    {
        [Test]
        public void TheHostCarriesOutAnAuthorizationItself()
        {
            World.Settings("{\"consent\":\"allow\"}");
            const string redirect = "kinpass-sandbox://callback";
            var request = Client.Discord.CreateAuthorization(new CreateAuthorizationOptions
            {
                RedirectUri = redirect,
                Scope = DiscordScopes.Communication,
                Prompt = "consent",
                Nonce = "n",
            });
            Assert.IsTrue(request.Url.StartsWith(World.Url + "/oauth2/authorize?", StringComparison.Ordinal), request.Url);
            Assert.IsTrue(request.CodeVerifier.Length >= 43);

            var arrived = Query(World.RedirectOf(request.Url));
            Assert.AreEqual(request.State, arrived["state"]);
            var token = Done(Client.Discord.ExchangeCodeAsync(new ExchangeCodeOptions
            {
                Code = arrived["code"],
                RedirectUri = redirect,
                CodeVerifier = request.CodeVerifier,
            }));
            Assert.IsTrue(World.IsValid(token.AccessToken));
            Assert.IsTrue(token.Scope.Contains("sdk.social_layer"));
            Assert.AreEqual(World.Publisher, token.ApplicationId);
        }

        [Test]
        public void AnAddressThatIsLongerThanUsualIsFetchedWhole()
        {
            var nonce = new string('n', 3000);
            var request = Client.Discord.CreateAuthorization(new CreateAuthorizationOptions
            {
                RedirectUri = "http://127.0.0.1/callback",
                Nonce = nonce,
            });
            Assert.IsTrue(request.Url.Contains(nonce));
        }

        [Test]
        public void ABrowserLinksThePlayer()
        {
            World.Settings("{\"consent\":\"allow\"}");
            string page = null;
            var linking = Client.Discord.AuthorizeAsync(new AuthorizeOptions
            {
                HostOpensBrowser = true,
                OnAuthorizationUrl = url => page = url,
            });
            PumpUntil(() => page != null, "the page to open");
            World.Browse(page);
            var token = Done(linking);
            Assert.IsTrue(World.IsValid(token.AccessToken));
            Assert.IsNotNull(token.RefreshToken);
            Assert.IsFalse(token.IsProvisional);

            var meaning = Done(Client.Discord.GetAuthorizationAsync(token.AccessToken));
            Assert.AreEqual(World.Publisher, meaning.ApplicationId);
            Assert.IsTrue(meaning.Scope.Contains("sdk.social_layer_presence"));
        }

        [Test]
        public void ThePlayerSaysNo()
        {
            World.Settings("{\"consent\":\"deny\"}");
            var linking = Client.Discord.AuthorizeAsync(new AuthorizeOptions
            {
                HostOpensBrowser = true,
                OnAuthorizationUrl = page => World.Browse(page),
            });
            Assert.AreEqual(KinpassStatus.AccessDenied, Refused(linking).Status);
        }

        [Test]
        public void ThePlayerTakesTooLong()
        {
            var linking = Client.Discord.AuthorizeAsync(new AuthorizeOptions
            {
                HostOpensBrowser = true,
                Timeout = TimeSpan.FromMilliseconds(100),
            });
            Assert.AreEqual(KinpassStatus.Timeout, Refused(linking).Status);
        }

        [Test]
        public void ADeviceShowsACode()
        {
            World.Settings("{\"consent\":\"allow\",\"device_interval\":1}");
            UserCodePrompt shown = null;
            var linking = Client.Discord.AuthorizeDeviceAsync(
                new AuthorizeDeviceOptions { OnUserCode = code => shown = code });
            var token = Done(linking);
            Assert.IsTrue(World.IsValid(token.AccessToken));
            Assert.IsNotNull(shown.UserCode);
            Assert.IsTrue(shown.VerificationUri.StartsWith("http", StringComparison.Ordinal));
            Assert.IsTrue(shown.ExpiresIn > TimeSpan.Zero);
        }

        [Test]
        public void APlayerWithoutDiscordGetsAProvisionalToken()
        {
            var token = Done(Client.Discord.GetProvisionalTokenAsync(new ProvisionalAccountOptions
            {
                ExternalAuthType = ExternalAuthType.Oidc,
                ExternalAuthToken = "valid:grace",
            }));
            Assert.IsTrue(token.IsProvisional);
            Assert.IsTrue(World.IsValid(token.AccessToken));
            Assert.IsNull(token.RefreshToken);
        }

        [Test]
        public void ARefusedIdentityTellsWhy()
        {
            var refused = Refused(Client.Discord.GetProvisionalTokenAsync(new ProvisionalAccountOptions
            {
                ExternalAuthType = ExternalAuthType.SteamSessionTicket,
                ExternalAuthToken = "expired",
            }));
            Assert.AreEqual(KinpassStatus.ExternalToken, refused.Status);
            Assert.AreEqual("530001", refused.Error.Code);
        }

        [Test]
        public void APlayerMergesAProvisionalAccountAndPartsItAgain()
        {
            var identity = new ProvisionalAccountOptions
            {
                ExternalAuthType = ExternalAuthType.Oidc,
                ExternalAuthToken = "valid:grace",
            };
            Done(Client.Discord.GetProvisionalTokenAsync(identity));
            Merge(ExternalAuthType.Oidc, "valid:grace");
            Assert.AreEqual(
                KinpassStatus.AccountExists, Refused(Client.Discord.GetProvisionalTokenAsync(identity)).Status);
            Done(Client.Discord.UnmergeProvisionalAccountAsync(identity));
            Assert.IsTrue(Done(Client.Discord.GetProvisionalTokenAsync(identity)).IsProvisional);
        }

        [Test]
        public void AServerDoesTheSameWithItsBot()
        {
            var server = new ProvisionalAccountOptions { BotToken = World.PublisherBot, ExternalUserId = "player-7" };
            server.PreferredGlobalName = "Seven";
            var provisional = Done(Client.Discord.GetProvisionalTokenAsync(server));
            Assert.IsTrue(provisional.IsProvisional);
            Merge(ExternalAuthType.DiscordBotIssuedAccessToken, provisional.AccessToken);
            Done(Client.Discord.UnmergeProvisionalAccountAsync(
                new ProvisionalAccountOptions { BotToken = World.PublisherBot, ExternalUserId = "player-7" }));
            Assert.AreEqual(1L, World.Count("POST /api/v10/partner-sdk/provisional-accounts/unmerge/bot"));
        }

        private void Merge(ExternalAuthType type, string token)
        {
            World.Settings("{\"consent\":\"allow\"}");
            var linked = Done(Client.Discord.AuthorizeAsync(new AuthorizeOptions
            {
                HostOpensBrowser = true,
                OnAuthorizationUrl = page => World.Browse(page),
                ExternalAuthType = type,
                ExternalAuthToken = token,
            }));
            Assert.IsFalse(linked.IsProvisional);
        }

        private static Dictionary<string, string> Query(string url)
        {
            var values = new Dictionary<string, string>();
            foreach (var pair in url.Substring(url.IndexOf('?') + 1).Split('&'))
            {
                var parts = pair.Split('=');
                values[parts[0]] = Uri.UnescapeDataString(parts[1]);
            }
            return values;
        }
    }
}
