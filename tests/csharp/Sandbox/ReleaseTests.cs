using System;
using System.Threading;
using System.Threading.Tasks;
using Kinpass.Native;
using NUnit.Framework;

namespace Kinpass.Tests
{
    // Events go back to the library, which wipes and frees them: a second release is refused, so the first one shows.
    [TestFixture]
    public class ReleaseTests : SandboxFixture
    {
        private IntPtr seen;

        [Test]
        public void APumpedEventIsReleasedBeforeTheTaskEnds()
        {
            var whenItEnded = KinpassStatus.Ok;
            var task = Refresh();
            var watching = task.ContinueWith(
                ended => { whenItEnded = Release(); },
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
            Done(watching);
            Assert.AreEqual(KinpassStatus.InvalidHandle, whenItEnded);
        }

        [Test]
        public void AnEventThatDisposePullsIsReleased()
        {
            var task = Refresh();
            Client.Wait(Patience);
            Client.Dispose();
            Assert.IsTrue(task.IsCompleted);
            Assert.AreEqual(KinpassStatus.InvalidHandle, Release());
        }

        [Test]
        public void AnEventThatCanNotBeReadIsReleasedAndFailsItsTaskOnly()
        {
            var task = Refresh(true);
            PumpUntil(() => task.IsCompleted, "the end of the task");
            Assert.AreEqual("unreadable", task.Exception.InnerException.Message);
            Assert.AreEqual(KinpassStatus.InvalidHandle, Release());
        }

        private unsafe Task<bool> Refresh(bool fail = false)
        {
            var token = World.Link().RefreshToken;
            ReadResult<bool> read = native =>
            {
                seen = (IntPtr)native;
                if (fail)
                {
                    throw new FormatException("unreadable");
                }
                return true;
            };
            return Client.Run(read, CancellationToken.None, (text, callback, operation) =>
                NativeMethods.kinpass_discord_refresh_token(Client.Handle, text.Add(token), callback, operation));
        }

        private unsafe KinpassStatus Release()
        {
            Assert.AreNotEqual(IntPtr.Zero, seen);
            return NativeMethods.kinpass_event_release((kinpass_event*)seen);
        }
    }
}
