using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;

namespace Kinpass.Tests
{
    // The library's log lines as an event of the client.
    [TestFixture]
    public class LogTests : SandboxFixture
    {
        private readonly List<string> lines = new List<string>();

        [SetUp]
        public void Forget()
        {
            lines.Clear();
        }

        [Test]
        public void ARefusedCallNamesItsArgumentInThePump()
        {
            Client.Log += Write;
            RefusedPing();
            Assert.AreEqual(0, lines.Count);
            Assert.AreEqual(0, Client.Pump());
            Assert.AreEqual(1, lines.Count);
            Assert.IsTrue(lines[0].StartsWith("Error call: ", StringComparison.Ordinal), lines[0]);
            Assert.IsTrue(lines[0].Contains("session_token"), lines[0]);
            Client.Pump();
            Assert.AreEqual(1, lines.Count);
        }

        [Test]
        public void LinesComeOnTheThreadThatPumps()
        {
            var thread = 0;
            Client.Log += (level, target, text) => thread = Thread.CurrentThread.ManagedThreadId;
            Refused(Client.LootLocker.PingAsync("no session"));
            Assert.AreEqual(Thread.CurrentThread.ManagedThreadId, thread);
        }

        [Test]
        public void TheLineAboutAFailureComesBeforeIt()
        {
            Client.Log += Write;
            Done(Failure());
            Assert.AreEqual(2, lines.Count, string.Join("\n", lines));
            Assert.IsTrue(lines[0].Contains("KINPASS_ERROR_UNAUTHORIZED"), lines[0]);
            Assert.AreEqual("the failure", lines[1]);
        }

        private async Task Failure()
        {
            try
            {
                await Client.LootLocker.PingAsync("no session");
            }
            catch (KinpassException)
            {
                lines.Add("the failure");
            }
        }

        [Test]
        public void NothingIsKeptWhileNobodyListens()
        {
            RefusedPing();
            Client.Log += Write;
            Client.Pump();
            Client.Log -= Write;
            RefusedPing();
            Client.Log += Write;
            Client.Pump();
            Assert.AreEqual(0, lines.Count);
        }

        [Test]
        public void EachListenerHearsUntilItLetsGo()
        {
            var others = 0;
            Action<KinpassLogLevel, string, string> other = (level, target, text) => others++;
            Client.Log += Write;
            Client.Log += other;
            RefusedPing();
            Client.Pump();
            Client.Log -= Write;
            RefusedPing();
            Client.Pump();
            Assert.AreEqual(1, lines.Count);
            Assert.AreEqual(2, others);
        }

        [Test]
        public void WarningsAndErrorsAreTheDefaultAndTheLevelCanChange()
        {
            Assert.AreEqual(KinpassLogLevel.Warn, Client.LogLevel);
            Client.Log += Write;
            World.Fault("GET /game/ping", "{\"kind\":\"status\",\"status\":500}");
            Refused(Client.LootLocker.PingAsync("no session"));
            Assert.IsTrue(lines.Any(line => line.StartsWith("Warn operation: ", StringComparison.Ordinal)));
            Assert.IsTrue(lines.Any(line => line.StartsWith("Error operation: ", StringComparison.Ordinal)));
            Assert.IsFalse(lines.Any(line => line.StartsWith("Debug", StringComparison.Ordinal)));

            Client.LogLevel = KinpassLogLevel.Debug;
            Refused(Client.LootLocker.PingAsync("no session"));
            Assert.IsTrue(lines.Any(line => line.StartsWith("Debug http: ", StringComparison.Ordinal)));

            lines.Clear();
            Client.LogLevel = KinpassLogLevel.Off;
            Refused(Client.LootLocker.PingAsync("no session"));
            Assert.AreEqual(0, lines.Count);
            Assert.Throws<ArgumentOutOfRangeException>(() => Client.LogLevel = (KinpassLogLevel)6);
            Assert.AreEqual(KinpassLogLevel.Off, Client.LogLevel);
        }

        [Test]
        public void TheNextLineTellsHowManyWereDropped()
        {
            Client.Log += Write;
            for (var i = 0; i < 256 + 44; i++)
            {
                RefusedPing();
            }
            Client.Pump();
            Assert.AreEqual(256, lines.Count);
            Assert.IsTrue(lines[0].EndsWith("(44 lines before this one were dropped)", StringComparison.Ordinal), lines[0]);
            Assert.IsFalse(lines[1].Contains("dropped"), lines[1]);
        }

        [Test]
        public void AHandlerThatThrowsIsHeardAndLosesNoLine()
        {
            Client.Log += (level, target, text) =>
            {
                lines.Add(text);
                throw new InvalidOperationException("line " + lines.Count);
            };
            RefusedPing();
            RefusedPing();
            var heard = Assert.Throws<InvalidOperationException>(() => Client.Pump());
            Assert.AreEqual("line 1", heard.Message);
            Assert.AreEqual(2, lines.Count);
        }

        [Test]
        public void AHandlerThatMakesLinesDoesNotHoldThePump()
        {
            Client.Log += Write;
            Client.Log += (level, target, text) => RefusedPing();
            RefusedPing();
            Client.Pump();
            var first = lines.Count;
            Assert.IsTrue(first > 1);
            Client.Pump();
            Assert.IsTrue(lines.Count > first);
        }

        // The result had arrived before the handler ended the client.
        [Test]
        public void AHandlerMayDisposeTheClientAndNoResultIsLost()
        {
            Client.Log += (level, target, text) => Client.Dispose();
            var task = Client.Discord.RefreshTokenAsync(World.Link().RefreshToken);
            Assert.IsTrue(Client.Wait(Patience));
            RefusedPing();
            Client.Pump();
            Assert.IsTrue(Client.IsDisposed);
            Assert.AreEqual(TaskStatus.RanToCompletion, task.Status);
        }

        [Test]
        public void TheEndTellsWhatIsLeftAndDoesNotThrow()
        {
            Client.Log += Write;
            Client.Log += (level, target, text) => { throw new InvalidOperationException("of the host"); };
            RefusedPing();
            RefusedPing();
            Client.Dispose();
            Assert.AreEqual(2, lines.Count);
            Client.Log -= Write;
            Assert.Throws<ObjectDisposedException>(() => Client.Log += Write);
            Assert.Throws<ObjectDisposedException>(() => Client.LogLevel = KinpassLogLevel.Info);
        }

        [Test]
        public void NoLineRepeatsWhatAServiceEchoes()
        {
            Client.LogLevel = KinpassLogLevel.Trace;
            Client.Log += Write;
            World.Fault("POST /api/v10/oauth2/token", "{\"kind\":\"echo_secrets\"}");
            Refused(Client.Discord.RefreshTokenAsync("a-very-secret-token"));
            Assert.IsTrue(lines.Count > 0);
            Assert.IsFalse(lines.Any(line => line.Contains("a-very-secret-token")), string.Join("\n", lines));
        }

        private void Write(KinpassLogLevel level, string target, string text)
        {
            lines.Add(level + " " + target + ": " + text);
        }

        // It makes one line: an error, before the call returns.
        private void RefusedPing()
        {
            var task = Client.LootLocker.PingAsync("");
            Assert.IsTrue(task.IsFaulted);
        }
    }
}
