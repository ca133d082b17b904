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
        public void AnOldParentIsRenewedBeforeItsChildIsExchanged()
        {
            using (var account = AdoptedOld())
            {
                Done(account.GetChildTokenAsync());
                PumpUntil(() => Heard.Contains("token"), "TokenRenewed");
                Assert.IsTrue(account.GetInfo().TokenExpiresIn > TimeSpan.FromDays(6));
            }
        }

        // Nobody asks. The library leaves ten seconds between two renewals of one token; a parent near its end is announced
        // at once.
        [Test]
        public void TimeAloneRenewsAChildAndAnnouncesAParentThatCanNotBeRenewed()
        {
            World.Settings("{\"child_token_seconds\":2}");
            ChildToken next = null;
            var announced = false;
            using (var ada = Adopted("ada"))
            using (var bob = Opened("bob"))
            {
                bob.TokenExpiring += sender => announced = sender == bob;
                Done(bob.AdoptTokensAsync(new AdoptTokensOptions
                {
                    AccessToken = World.Link("bob").AccessToken,
                    ExpiresIn = TimeSpan.FromSeconds(2),
                }));
                Assert.IsFalse(bob.GetInfo().CanRenew);
                ada.ChildTokenRenewed += (sender, token) => next = token;
                var options = new ChildTokenOptions { MinValidity = TimeSpan.FromSeconds(1) };
                var first = Done(ada.GetChildTokenAsync(options));
                PumpUntil(() => next != null && announced, "ChildTokenRenewed and TokenExpiring");
                Assert.AreEqual(World.Alpha, next.ApplicationId);
                Assert.AreNotEqual(first.AccessToken, next.AccessToken);
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
            using (var account = AdoptedOld())
            {
                World.Fault("*", "{\"kind\":\"reset\"}", "null");
                var refused = Refused(account.GetChildTokenAsync());
                Assert.AreEqual(KinpassErrorCategory.Network, refused.Error.Category, refused.Message);
                PumpUntil(() => Heard.Contains("offline"), "WentOffline");
                Assert.AreEqual(AccountState.Offline, account.GetInfo().State);
                World.ClearFaults();
                Done(account.GetChildTokenAsync());
                PumpUntil(() => Heard.Contains("online"), "WentOnline");
                Assert.AreEqual(AccountState.Linked, account.GetInfo().State);
            }
        }

        [Test]
        public void AHandlerMayUseTheAccountAndThrow()
        {
            using (var account = AdoptedOld())
            {
                var state = AccountState.SignedOut;
                account.TokenRenewed += (sender, token) =>
                {
                    state = sender.GetInfo().State;
                    throw new InvalidOperationException("of the host");
                };
                var child = account.GetChildTokenAsync();
                var thrown = Assert.Throws<InvalidOperationException>(
                    () => PumpUntil(() => Heard.Contains("never"), "nothing"));
                Assert.AreEqual("of the host", thrown.Message);
                Assert.AreEqual(AccountState.Linked, state);
                Assert.IsTrue(World.IsValid(Done(child).AccessToken));
            }
        }

        [Test]
        public void AClosedAccountIsSilent()
        {
            // Its parent is renewed for the child, not before.
            var account = AdoptedOld(new AccountOptions { NoAutomaticRenewal = true });
            var child = account.GetChildTokenAsync();
            Client.Wait(Patience);
            account.Dispose();
            PumpUntil(() => child.IsCompleted, "the end of the task");
            Client.Pump();
            Assert.AreEqual(0, Heard.Count, string.Join(", ", Heard));
        }

        private List<string> Lost()
        {
            return Heard.FindAll(heard => heard.StartsWith("link lost", StringComparison.Ordinal));
        }
    }
}
