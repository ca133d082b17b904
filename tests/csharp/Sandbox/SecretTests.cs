using System.Text;
using NUnit.Framework;

namespace Kinpass.Tests
{
    // No text that ends up in a log by accident holds a token.
    [TestFixture]
    public class SecretTests : SandboxFixture
    {
        [Test]
        public void ResultsDoNotPrintTheirTokens()
        {
            var parent = Done(Client.Discord.RefreshTokenAsync(World.Link().RefreshToken));
            var child = Done(Client.Discord.ExchangeChildTokenAsync(new ExchangeChildTokenOptions
            {
                ParentAccessToken = parent.AccessToken,
                ChildApplicationId = World.Alpha,
            }));
            var session = Done(Client.LootLocker.StartSessionAsync(
                new StartSessionOptions { AccessToken = child.AccessToken }));
            var printed = new StringBuilder();
            foreach (var thing in new object[] { parent, child, session, parent.Response, child.Response, session.Response })
            {
                printed.AppendLine(thing.ToString());
            }
            var text = printed.ToString();
            foreach (var secret in new[]
            {
                parent.AccessToken, parent.RefreshToken, child.AccessToken, session.SessionToken, session.RefreshToken,
            })
            {
                Assert.IsFalse(text.Contains(secret), text);
            }
        }

        [Test]
        public void ExceptionsDoNotRepeatWhatAServiceEchoes()
        {
            World.Fault("POST /api/v10/oauth2/token", "{\"kind\":\"echo_secrets\"}");
            var refused = Refused(Client.Discord.RefreshTokenAsync("a-very-secret-token"));
            Assert.IsFalse(refused.ToString().Contains("a-very-secret-token"), refused.ToString());
            Assert.AreEqual(400, refused.Error.HttpStatus);
        }
    }
}
