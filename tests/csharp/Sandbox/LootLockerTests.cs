using NUnit.Framework;

namespace Kinpass.Tests
{
    [TestFixture]
    public class LootLockerTests : SandboxFixture
    {
        [Test]
        public void ASessionStartsRefreshesAndEnds()
        {
            var child = World.ChildToken(World.Link().AccessToken);
            var started = Done(Client.LootLocker.StartSessionAsync(new StartSessionOptions { AccessToken = child }));
            Assert.IsTrue(World.IsValid(started.SessionToken));
            Assert.IsTrue(started.PlayerId > 0);
            Assert.AreEqual(200, started.Response.HttpStatus);
            Done(Client.LootLocker.PingAsync(started.SessionToken));

            var refreshed = Done(Client.LootLocker.RefreshSessionAsync(
                new RefreshSessionOptions { RefreshToken = started.RefreshToken }));
            Assert.AreNotEqual(started.SessionToken, refreshed.SessionToken);
            Assert.AreEqual(started.PlayerId, refreshed.PlayerId);

            Done(Client.LootLocker.EndSessionAsync(refreshed.SessionToken));
            Assert.IsFalse(World.IsValid(refreshed.SessionToken));
            Assert.AreEqual(
                KinpassStatus.Unauthorized, Refused(Client.LootLocker.PingAsync(refreshed.SessionToken)).Status);
        }

        [Test]
        public void ASpentRefreshTokenMeansStartAnew()
        {
            var child = World.ChildToken(World.Link().AccessToken);
            var started = Done(Client.LootLocker.StartSessionAsync(new StartSessionOptions { AccessToken = child }));
            World.ExpireSessionRefresh(started.RefreshToken);
            var refused = Refused(Client.LootLocker.RefreshSessionAsync(
                new RefreshSessionOptions { RefreshToken = started.RefreshToken }));
            Assert.AreEqual(KinpassStatus.SessionExpired, refused.Status);
            Assert.AreEqual(401, refused.Error.HttpStatus);
            Assert.AreEqual("invalid_refresh_token", refused.Error.Code);
        }

        [Test]
        public void ARefusedNameIsAWarningOfASuccess()
        {
            var child = World.ChildToken(World.Link().AccessToken);
            var session = Done(Client.LootLocker.StartSessionAsync(new StartSessionOptions
            {
                AccessToken = child,
                PlayerName = "refused",
                TimeZone = "Europe/Berlin",
            }));
            Assert.AreEqual(1, session.Warnings.Count);
            Assert.IsTrue(session.Warnings[0].Length > 0);
        }

        [Test]
        public void NamesBeyondAsciiCrossUnchanged()
        {
            var child = World.ChildToken(World.Link().AccessToken);
            var session = Done(Client.LootLocker.StartSessionAsync(
                new StartSessionOptions { AccessToken = child, PlayerName = "Ǻdä 💫" }));
            Assert.AreEqual("Ǻdä 💫", session.PlayerName);
        }

        [Test]
        public void ABanTellsItsDetails()
        {
            var child = World.ChildToken(World.Link().AccessToken);
            World.Ban("ada");
            var refused = Refused(Client.LootLocker.StartSessionAsync(new StartSessionOptions { AccessToken = child }));
            Assert.AreEqual(KinpassStatus.PlayerBanned, refused.Status);
            Assert.AreEqual(403, refused.Error.HttpStatus);
            Assert.AreEqual("player_banned", refused.Error.Code);
            Assert.IsNotNull(refused.Error.Ban);
            Assert.IsFalse(refused.Error.Ban.IsPermanent);
            Assert.IsNotNull(refused.Error.Ban.Reason);
            Assert.IsNotNull(refused.Error.Ban.BannedUntil);
            Assert.IsFalse(refused.Error.IsRetryable);
            Assert.AreEqual(1, refused.Error.Attempts);
        }

        [Test]
        public void ARateLimitTellsHowLongToWait()
        {
            World.Fault("GET /game/ping", "{\"kind\":\"rate_limited\",\"form\":\"seconds\",\"seconds\":90}", "null");
            var refused = Refused(Client.LootLocker.PingAsync("session"));
            Assert.AreEqual(KinpassStatus.RateLimited, refused.Status);
            Assert.AreEqual(90.0, refused.Error.RetryAfter.TotalSeconds);
            Assert.IsTrue(refused.Error.IsRetryable);
        }
    }
}
