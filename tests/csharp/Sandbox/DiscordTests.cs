using System;
using NUnit.Framework;

namespace Kinpass.Tests
{
    [TestFixture]
    public class DiscordTests : SandboxFixture
    {
        [Test]
        public void AChildTokenIsExchanged()
        {
            var parent = World.Link();
            var child = Done(Client.Discord.ExchangeChildTokenAsync(new ExchangeChildTokenOptions
            {
                ParentAccessToken = parent.AccessToken,
                ChildApplicationId = World.Alpha,
            }));
            Assert.IsTrue(World.IsValid(child.AccessToken));
            Assert.AreEqual(World.Alpha, child.ApplicationId);
            Assert.AreEqual("Bearer", child.TokenType);
            Assert.IsTrue(child.ExpiresIn > TimeSpan.FromDays(6));
            Assert.IsTrue(child.Response.Body.Contains("access_token"));
        }

        [Test]
        public void AChildEndsNoLaterThanItsParent()
        {
            var child = Done(Client.Discord.ExchangeChildTokenAsync(new ExchangeChildTokenOptions
            {
                ParentAccessToken = World.Link().AccessToken,
                ChildApplicationId = World.Alpha,
                ParentExpiresIn = TimeSpan.FromMinutes(5),
            }));
            Assert.IsTrue(child.ExpiresIn <= TimeSpan.FromMinutes(5), child.ExpiresIn.ToString());
        }

        [Test]
        public void AnotherPublishersGameIsRefused()
        {
            var refused = Refused(Client.Discord.ExchangeChildTokenAsync(new ExchangeChildTokenOptions
            {
                ParentAccessToken = World.Link().AccessToken,
                ChildApplicationId = World.ConfidentialGame,
            }));
            Assert.AreEqual(KinpassStatus.NotFound, refused.Status);
            Assert.AreEqual("10002", refused.Error.Code);
            Assert.AreEqual(404, refused.Response.HttpStatus);
        }

        [Test]
        public void AConfidentialPublisherSendsItsSecret()
        {
            var config = World.Config();
            config.DiscordApplicationId = World.ConfidentialPublisher;
            config.DiscordClientSecret = World.ConfidentialSecret;
            Client.Dispose();
            Client = new KinpassClient(config);
            var parent = World.Link("ada", World.ConfidentialPublisher);
            var child = Done(Client.Discord.ExchangeChildTokenAsync(new ExchangeChildTokenOptions
            {
                ParentAccessToken = parent.AccessToken,
                ChildApplicationId = World.ConfidentialGame,
            }));
            Assert.IsTrue(World.IsValid(child.AccessToken));
        }

        [Test]
        public void ThePublishersBackendExchangesInItsPlace()
        {
            var config = World.Config();
            config.ChildTokenUrl = World.Url + "/backend/child-token";
            Client.Dispose();
            Client = new KinpassClient(config);
            var child = Done(Client.Discord.ExchangeChildTokenAsync(new ExchangeChildTokenOptions
            {
                ParentAccessToken = World.Link().AccessToken,
                ChildApplicationId = World.Beta,
            }));
            Assert.IsTrue(World.IsValid(child.AccessToken));
            Assert.AreEqual(1L, World.Count("POST /backend/child-token"));
            Assert.AreEqual(0L, World.Count("POST /api/v10/partner-sdk/child-token"));
        }

        [Test]
        public void ARefreshBringsANewPairOnce()
        {
            var parent = World.Link();
            var fresh = Done(Client.Discord.RefreshTokenAsync(parent.RefreshToken));
            Assert.AreNotEqual(parent.AccessToken, fresh.AccessToken);
            Assert.AreNotEqual(parent.RefreshToken, fresh.RefreshToken);
            Assert.IsTrue(World.IsValid(fresh.AccessToken));
            Assert.IsFalse(World.IsValid(parent.AccessToken));

            var refused = Refused(Client.Discord.RefreshTokenAsync(parent.RefreshToken));
            Assert.AreEqual(KinpassStatus.InvalidGrant, refused.Status);
            Assert.AreEqual(KinpassErrorCategory.Authorization, refused.Error.Category);
            Assert.AreEqual("invalid_grant", refused.Error.Code);
            Assert.AreEqual(KinpassOperation.DiscordRefreshToken, refused.Operation);
        }

        [Test]
        public void RevokingUnlinksThePlayer()
        {
            var parent = World.Link();
            var child = World.ChildToken(parent.AccessToken);
            Done(Client.Discord.RevokeTokenAsync(parent.RefreshToken));
            Assert.IsFalse(World.IsValid(parent.AccessToken));
            Assert.IsFalse(World.IsValid(child));
        }

        [Test]
        public void AChildsTokenIsRevokedByItsOwnApplication()
        {
            var parent = World.Link();
            var child = World.ChildToken(parent.AccessToken);
            Done(Client.Discord.RevokeTokenAsync(child));
            Assert.IsTrue(World.IsValid(child), "of another application: a success, and nothing happens");
            var options = new RevokeTokenOptions { Token = child, ApplicationId = World.Alpha };
            Done(Client.Discord.RevokeTokenAsync(options));
            Assert.IsFalse(World.IsValid(child));
            Assert.IsTrue(World.IsValid(parent.AccessToken));
        }
    }
}
