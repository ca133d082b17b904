using System;
using System.Collections.Generic;
using NUnit.Framework;

namespace Kinpass.Tests
{
    // What happens to an account by itself.
    [TestFixture]
    public class AccountEventTests : AccountFixture
    {
        [Test]
        public void AnOldParentTokenIsRenewed()
        {
            using (var account = Adopted("ada", null, TimeSpan.FromSeconds(1)))
            {
                PumpUntil(() => Heard.Contains("token"), "TokenRenewed");
                Assert.IsTrue(account.GetInfo().TokenExpiresIn > TimeSpan.FromDays(6));
            }
        }

        [Test]
        public void AnOldChildTokenIsRenewed()
        {
            // Two seconds of life, of which the last tenth at most is spent waiting for the next one.
            World.Settings("{\"child_token_seconds\":2}");
            using (var account = Adopted())
            {
                var first = Done(account.GetChildTokenAsync(new ChildTokenOptions { MinValidity = TimeSpan.FromSeconds(1) }));
                ChildToken next = null;
                account.ChildTokenRenewed += (_, token) => next = token;
                PumpUntil(() => next != null, "ChildTokenRenewed");
                Assert.AreEqual(World.Alpha, next.ApplicationId);
                Assert.AreNotEqual(first.AccessToken, next.AccessToken);
            }
        }

        [Test]
        public void ATokenThatCanNotBeRenewedIsAnnounced()
        {
            var linked = World.Link();
            using (var account = Opened())
            {
                Done(account.AdoptTokensAsync(new AdoptTokensOptions
                {
                    AccessToken = linked.AccessToken,
                    ExpiresIn = TimeSpan.FromSeconds(2),
                }));
                Assert.IsFalse(account.GetInfo().CanRenew);
                PumpUntil(() => Heard.Contains("expiring"), "TokenExpiring");
            }
        }

        [Test]
        public void AnUnlinkedPlayerLosesTheWholeTreeOnce()
        {
            using (var account = Adopted())
            {
                Done(account.GetChildTokenAsync());
                World.Revoke("ada");
                var refused = Refused(account.GetChildTokenAsync(new ChildTokenOptions { Force = true }));
                Assert.AreEqual(KinpassStatus.LinkLost, refused.Status);
                PumpUntil(() => Lost().Count > 0, "LinkLost");
                Assert.AreEqual(1, Lost().Count);
                Assert.AreEqual(AccountState.LinkLost, account.GetInfo().State);
                Assert.AreEqual(0, account.GetInfo().ChildTokens);
            }
        }

        [Test]
        public void ABannedPlayerIsAnnounced()
        {
            using (var account = Adopted())
            {
                World.Ban("ada");
                Assert.AreEqual(KinpassStatus.PlayerBanned, Refused(account.GetSessionAsync()).Status);
                PumpUntil(() => Heard.Exists(heard => heard.StartsWith("banned", StringComparison.Ordinal)), "Banned");
            }
        }

        [Test]
        public void ARefreshThatIsRefusedStartsTheSessionAnew()
        {
            using (var account = Adopted())
            {
                var session = Done(account.GetSessionAsync());
                World.ExpireSessionRefresh(session.RefreshToken);
                var renewed = Done(account.RefreshSessionAsync());
                Assert.AreNotEqual(session.SessionToken, renewed.SessionToken);
                Assert.IsTrue(World.IsValid(renewed.SessionToken));
            }
        }

        [Test]
        public void NoNetworkIsNotSignedOut()
        {
            using (var account = Adopted("ada", null, TimeSpan.FromSeconds(2)))
            {
                World.Fault("POST /api/v10/oauth2/token", "{\"kind\":\"reset\"}", "null");
                PumpUntil(() => Heard.Contains("offline"), "WentOffline");
                Assert.AreNotEqual(AccountState.SignedOut, account.GetInfo().State);
                World.ClearFaults();
                PumpUntil(() => Heard.Contains("online"), "WentOnline");
                PumpUntil(() => account.GetInfo().State == AccountState.Linked, "the renewal");
            }
        }

        [Test]
        public void AHandlerMayUseTheAccountAndThrow()
        {
            using (var account = Adopted("ada", null, TimeSpan.FromSeconds(1)))
            {
                var state = AccountState.SignedOut;
                account.TokenRenewed += (sender, token) =>
                {
                    state = sender.GetInfo().State;
                    throw new InvalidOperationException("of the host");
                };
                var thrown = Assert.Throws<InvalidOperationException>(
                    () => PumpUntil(() => Heard.Contains("never"), "nothing"));
                Assert.AreEqual("of the host", thrown.Message);
                Assert.AreEqual(AccountState.Linked, state);
            }
        }

        [Test]
        public void AClosedAccountIsSilent()
        {
            var account = Adopted("ada", null, TimeSpan.FromSeconds(1));
            Client.Wait(Patience);
            account.Dispose();
            Client.Pump();
            Assert.AreEqual(0, Heard.Count, string.Join(", ", Heard));
        }

        private List<string> Lost()
        {
            return Heard.FindAll(heard => heard.StartsWith("link lost", StringComparison.Ordinal));
        }
    }
}
