using System;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;

namespace Kinpass.Tests
{
    // A client's life, without a network: the address leads nowhere.
    [TestFixture]
    public class ClientTests
    {
        private static KinpassConfig Nowhere()
        {
            return new KinpassConfig
            {
                DiscordApplicationId = "1100000000000000001",
                DiscordApiUrl = "http://127.0.0.1:9/api",
                LootLockerUrl = "http://127.0.0.1:9",
                LootLockerGameKey = "dev_nowhere",
                ProxyUrl = "none",
            };
        }

        [Test]
        public void CreateAndDisposeAThousandTimes()
        {
            for (var i = 0; i < 1000; i++)
            {
                using (var client = new KinpassClient(Nowhere()))
                {
                    Assert.AreEqual(0, client.Pump());
                }
            }
        }

        [Test]
        public void DisposingTwiceIsHarmless()
        {
            var client = new KinpassClient(Nowhere());
            client.Dispose();
            client.Dispose();
            Assert.IsTrue(client.IsDisposed);
        }

        [Test]
        public void EverythingAfterDisposeSaysSo()
        {
            var client = new KinpassClient(Nowhere());
            var account = client.OpenAccount(new AccountOptions { PlayerKey = "ada", ApplicationId = "1100000000000000011" });
            client.Dispose();
            Assert.IsTrue(account.IsDisposed);
            Assert.Throws<ObjectDisposedException>(() => client.Pump());
            Assert.Throws<ObjectDisposedException>(() => client.CancelAll());
            Assert.Throws<ObjectDisposedException>(() => client.Wait(TimeSpan.Zero));
            Assert.Throws<ObjectDisposedException>(() => client.OpenAccount(new AccountOptions { PlayerKey = "bob" }));
            Assert.Throws<ObjectDisposedException>(() => client.Discord.RefreshTokenAsync("x"));
            Assert.Throws<ObjectDisposedException>(() => account.GetInfo());
            Assert.Throws<ObjectDisposedException>(() => account.GetSessionAsync());
            account.Dispose();
        }

        [Test]
        public void ARefusedConfigurationThrowsWhatIsWrong()
        {
            var config = Nowhere();
            config.LootLockerUrl = "http://lootlocker.example";
            var refused = Assert.Throws<KinpassException>(() => new KinpassClient(config));
            Assert.AreEqual(KinpassStatus.InsecureUrl, refused.Status);
            Assert.AreEqual(KinpassErrorCategory.Usage, refused.Error.Category);
            Assert.AreEqual(
                "KINPASS_ERROR_INSECURE_URL: kinpass_client_create: lootlocker_url: https, or http to a loopback address, "
                + "expected, got \"http://lootlocker.example\"",
                refused.Message);
        }

        [Test]
        public void RefusedCallsSayWhy()
        {
            using (var client = new KinpassClient(Nowhere()))
            {
                var opened = Assert.Throws<KinpassException>(
                    () => client.OpenAccount(new AccountOptions { PlayerKey = "ada", ApplicationId = "my-app" }));
                Assert.AreEqual(
                    "kinpass_account_open: application_id: decimal digits expected, got \"my-app\"", opened.Error.Message);
                // In a task, too, and after another call was refused.
                var ping = client.LootLocker.PingAsync("");
                Assert.Throws<KinpassException>(() => client.OpenAccount(new AccountOptions()));
                var refused = (KinpassException)ping.Exception.InnerException;
                Assert.AreEqual(
                    "kinpass_lootlocker_ping: session_token: text expected, got nothing", refused.Error.Message);
                Assert.AreEqual(KinpassErrorCategory.Usage, refused.Error.Category);
            }
        }

        [Test]
        public void NullArgumentsAreRefusedAtOnce()
        {
            Assert.Throws<ArgumentNullException>(() => new KinpassClient(null));
            using (var client = new KinpassClient(Nowhere()))
            {
                Assert.Throws<ArgumentNullException>(() => client.OpenAccount(null));
                Assert.Throws<ArgumentNullException>(() => client.Discord.ExchangeChildTokenAsync(null));
            }
        }

        [Test]
        public void ARefusedArgumentFailsTheTask()
        {
            using (var client = new KinpassClient(Nowhere()))
            {
                var task = client.Discord.RefreshTokenAsync(null);
                Assert.IsTrue(task.IsFaulted);
                Assert.AreEqual(KinpassStatus.InvalidArgument, ((KinpassException)task.Exception.InnerException).Status);
                Assert.AreEqual(0, client.OpenOperations);
            }
        }

        [Test]
        public void TextThatIsNoUnicodeIsRefusedAndNotQuoted()
        {
            using (var client = new KinpassClient(Nowhere()))
            {
                var task = client.Discord.RefreshTokenAsync("secret\ud800");
                var refused = (KinpassException)task.Exception.InnerException;
                Assert.AreEqual(KinpassStatus.InvalidString, refused.Status);
                Assert.IsFalse(refused.ToString().Contains("secret\ud800"));
            }
        }

        [Test]
        public void ATokenCancelledBeforehandSendsNothing()
        {
            using (var client = new KinpassClient(Nowhere()))
            {
                var task = client.Discord.RefreshTokenAsync("x", new CancellationToken(true));
                Assert.IsTrue(task.IsCanceled);
                Assert.AreEqual(0, client.OpenOperations);
            }
        }

        [Test]
        public void AConnectionThatFailsTellsItsKind()
        {
            var config = Nowhere();
            config.MaxAttempts = 1;
            using (var client = new KinpassClient(config))
            {
                var failure = Assert.Throws<KinpassException>(
                    () => client.PumpToEnd(client.LootLocker.PingAsync("x"), TimeSpan.FromSeconds(20)));
                Assert.AreEqual(KinpassStatus.Connect, failure.Status);
                Assert.AreEqual(KinpassErrorCategory.Network, failure.Error.Category);
                Assert.AreEqual(0, failure.Error.HttpStatus);
                Assert.AreEqual(1, failure.Error.Attempts);
                Assert.IsTrue(failure.Error.IsRetryable);
            }
        }

        [Test]
        public void ClientsLiveSideBySide()
        {
            using (var one = new KinpassClient(Nowhere()))
            using (var two = new KinpassClient(Nowhere()))
            {
                var task = one.LootLocker.PingAsync("x");
                two.CancelAll();
                two.Pump();
                Assert.IsFalse(task.IsCompleted);
                one.CancelAll();
                Assert.Throws<TaskCanceledException>(() => one.PumpToEnd(task, TimeSpan.FromSeconds(20)));
            }
        }
    }
}
