using System;
using NUnit.Framework;

namespace Kinpass.Tests
{
    // Asking an account, and what it is asked for.
    [TestFixture]
    public class AccountTests : AccountFixture
    {
        [Test]
        public void AdoptedTokensLinkThePlayer()
        {
            using (var account = Adopted())
            {
                var info = account.GetInfo();
                Assert.AreEqual(AccountState.Linked, info.State);
                Assert.IsTrue(info.CanRenew);
                Assert.IsFalse(info.IsProvisional);
                Assert.IsFalse(info.HasSession);
                Assert.IsTrue(info.TokenExpiresIn > TimeSpan.FromDays(6));
                Assert.AreEqual("ada", account.PlayerKey);
                Assert.AreEqual(World.Publisher, Done(account.SignInAsync(new SignInOptions())).ApplicationId);
            }
        }

        [Test]
        public void TwoGamesGetAChildTokenEach()
        {
            using (var account = Adopted())
            {
                var alpha = Done(account.GetChildTokenAsync());
                var beta = Done(account.GetChildTokenAsync(new ChildTokenOptions { ApplicationId = World.Beta }));
                Assert.AreEqual(World.Alpha, alpha.ApplicationId);
                Assert.AreEqual(World.Beta, beta.ApplicationId);
                Assert.AreNotEqual(alpha.AccessToken, beta.AccessToken);
                Assert.AreEqual(2, account.GetInfo().ChildTokens);
            }
        }

        [Test]
        public void AGoodChildTokenComesFromMemory()
        {
            using (var account = Adopted())
            {
                string peeked;
                Assert.IsFalse(account.TryPeekChildToken(null, TimeSpan.FromMinutes(1), out peeked));
                Assert.IsNull(peeked);
                var child = Done(account.GetChildTokenAsync());
                Assert.AreEqual(child.AccessToken, Done(account.GetChildTokenAsync()).AccessToken);
                Assert.IsTrue(account.TryPeekChildToken(World.Alpha, TimeSpan.FromMinutes(1), out peeked));
                Assert.AreEqual(child.AccessToken, peeked);
                Assert.IsFalse(account.TryPeekChildToken(World.Alpha, TimeSpan.FromDays(30), out peeked));
                Assert.AreEqual(1L, World.Count("POST /api/v10/partner-sdk/child-token"));
                Done(account.GetChildTokenAsync(new ChildTokenOptions { Force = true }));
                Assert.AreEqual(2L, World.Count("POST /api/v10/partner-sdk/child-token"));
            }
        }

        [Test]
        public void TheSessionIsKeptAndRenewed()
        {
            using (var account = Adopted())
            {
                var session = Done(account.GetSessionAsync());
                Assert.IsTrue(World.IsValid(session.SessionToken));
                Assert.AreEqual(session.SessionToken, Done(account.GetSessionAsync()).SessionToken);
                Assert.IsTrue(account.GetInfo().HasSession);
                var renewed = Done(account.RefreshSessionAsync());
                Assert.AreNotEqual(session.SessionToken, renewed.SessionToken);
                Assert.AreEqual(session.PlayerId, renewed.PlayerId);
            }
        }

        [Test]
        public void ARefusedSessionIsRenewedUnderARequest()
        {
            using (var account = Adopted())
            {
                World.ExpireSession(Done(account.GetSessionAsync()).SessionToken);
                var answer = Done(account.RequestAsync(new ServiceRequest
                {
                    Method = "POST",
                    Path = "/game/echo/score?board=1",
                    BodyJson = "{\"score\":42}",
                }));
                Assert.AreEqual(200, answer.HttpStatus);
                Assert.AreEqual(42L, Json.Number(answer.Body, "score"));
                PumpUntil(() => Heard.Contains("session"), "SessionRenewed");
            }
        }

        [Test]
        public void DiscordIsAskedWithTheChildsToken()
        {
            using (var account = Adopted())
            {
                var answer = Done(account.RequestAsync(
                    new ServiceRequest { Service = KinpassService.Discord, Path = "/users/@me" }));
                Assert.AreEqual(200, answer.HttpStatus);
                Assert.IsTrue(answer.Body.Contains("ada"), answer.Body);
            }
        }

        [Test]
        public void ARefusalOfTheRouteBringsItsAnswer()
        {
            using (var account = Adopted())
            {
                var refused = Refused(account.RequestAsync(new ServiceRequest { Path = "/game/no-such-route" }));
                Assert.AreEqual(KinpassStatus.NotFound, refused.Status);
                Assert.AreEqual(404, refused.Response.HttpStatus);
            }
        }

        [Test]
        public void APathToAnotherHostIsRefused()
        {
            using (var account = Adopted())
            {
                Assert.AreEqual(
                    KinpassStatus.InvalidArgument,
                    Refused(account.RequestAsync(new ServiceRequest { Path = "https://elsewhere.example/" })).Status);
            }
        }

        [Test]
        public void OnePlayerHasOneAccount()
        {
            using (Opened())
            {
                var refused = Assert.Throws<KinpassException>(
                    () => Client.OpenAccount(new AccountOptions { PlayerKey = "ada", ApplicationId = World.Alpha }));
                Assert.AreEqual(KinpassStatus.AccountOpen, refused.Status);
                Assert.AreEqual(1, Client.Accounts.Count);
            }
            Assert.AreEqual(0, Client.Accounts.Count);
            Opened().Dispose();
        }

        [Test]
        public void ClosingCancelsWhatIsOpen()
        {
            var account = Adopted();
            World.Fault("POST /api/v10/partner-sdk/child-token", "{\"kind\":\"hang\"}");
            var task = account.GetChildTokenAsync();
            account.Dispose();
            Cancelled(task);
            Assert.Throws<ObjectDisposedException>(() => account.GetInfo());
        }

        [Test]
        public void SigningOutForgetsThePlayer()
        {
            using (var account = Adopted())
            {
                Done(account.GetChildTokenAsync());
                Done(account.SignOutAsync(false));
                Assert.AreEqual(AccountState.SignedOut, account.GetInfo().State);
                Assert.AreEqual(KinpassStatus.NotLinked, Refused(account.GetChildTokenAsync()).Status);
            }
        }

        [Test]
        public void SigningOutMayUnlinkThePlayer()
        {
            using (var account = Adopted())
            {
                var child = Done(account.GetChildTokenAsync());
                Done(account.SignOutAsync(true));
                Assert.IsFalse(World.IsValid(child.AccessToken));
            }
        }
    }
}
