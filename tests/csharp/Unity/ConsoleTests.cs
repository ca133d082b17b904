using System.Linq;
using Kinpass.Unity;
using NUnit.Framework;
using UnityEngine;
using UnityStub;

namespace Kinpass.Tests
{
    // The library's log lines in the console.
    [TestFixture]
    public class ConsoleTests : UnityFixture
    {
        [Test]
        public void ErrorsAndWarningsAreThereByDefault()
        {
            World.Fault("GET /game/ping", "{\"kind\":\"status\",\"status\":500}");
            FailedPing(KinpassRuntime.Client);
            Assert.AreEqual(1, Debug.Errors.Count, string.Join("\n", Debug.Lines));
            Assert.IsTrue(Debug.Errors[0].StartsWith("[Kinpass] operation: "), Debug.Errors[0]);
            Assert.AreEqual(1, Debug.Warnings.Count(IsOfAnOperation), string.Join("\n", Debug.Lines));
            Assert.AreEqual(Debug.Errors.Count + Debug.Warnings.Count, Debug.Lines.Count);
        }

        private static bool IsOfAnOperation(string line)
        {
            return line.StartsWith("[Kinpass] operation: ");
        }

        [Test]
        public void TheSettingsSayHowMuch()
        {
            Fill(Settings, "logLevel", KinpassLogLevel.Debug);
            FailedPing(KinpassRuntime.Client);
            Assert.IsTrue(Debug.Lines.Any(line => line.StartsWith("[Kinpass] http: ")), string.Join("\n", Debug.Lines));
            Assert.AreEqual(1, Debug.Errors.Count);
            Assert.AreEqual(0, Debug.Warnings.Count);
        }

        [Test]
        public void OffIsOff()
        {
            Fill(Settings, "logLevel", KinpassLogLevel.Off);
            FailedPing(KinpassRuntime.Client);
            Assert.AreEqual(0, Debug.Lines.Count);
        }

        [Test]
        public void ClientsOfYourOwnAreHeardToo()
        {
            FailedPing(KinpassRuntime.CreateClient(World.Config()));
            Assert.AreEqual(1, Debug.Errors.Count);
        }

        private static void FailedPing(KinpassClient client)
        {
            var ping = client.LootLocker.PingAsync("no session");
            Frames(() => ping.IsCompleted, "the failure");
            Assert.IsTrue(ping.IsFaulted);
        }
    }
}
