using System;
using System.Threading.Tasks;
using Kinpass.Unity;
using NUnit.Framework;
using UnityEngine;
using UnityStub;

namespace Kinpass.Tests
{
    // The pump, and every way in which a game ends.
    [TestFixture]
    public class RuntimeTests : UnityFixture
    {
        private const string Hang = "{\"kind\":\"hang\"}";

        [Test]
        public void FramesDeliverWhatArrived()
        {
            var task = KinpassRuntime.Client.Discord.RefreshTokenAsync(World.Link().RefreshToken);
            Frames(() => task.IsCompleted, "the token");
            Assert.IsTrue(World.IsValid(task.Result.AccessToken));
        }

        [Test]
        public void ThereIsOneSharedClient()
        {
            Assert.IsFalse(KinpassRuntime.HasClient);
            var client = KinpassRuntime.Client;
            Assert.AreSame(client, KinpassRuntime.Client);
            Assert.IsTrue(KinpassRuntime.HasClient);
            client.Dispose();
            Assert.IsFalse(KinpassRuntime.HasClient);
            Assert.IsFalse(KinpassRuntime.Client.IsDisposed);
        }

        [Test]
        public void WithoutSettingsItSaysWhatToDo()
        {
            Resources.Assets.Clear();
            var missing = Assert.Throws<InvalidOperationException>(() => KinpassRuntime.Client.ToString());
            Assert.IsTrue(missing.Message.Contains("KinpassSettings"), missing.Message);
        }

        [Test]
        public void LeavingPlayModeEndsWhatIsOpen()
        {
            var task = Open();
            Engine.LeavePlayMode();
            Assert.IsTrue(task.IsCanceled);
            Assert.IsFalse(KinpassRuntime.HasClient);
        }

        [Test]
        public void QuittingAProgramEndsWhatIsOpenAndMakesNothingNew()
        {
            var task = Open();
            Engine.QuitProgram();
            Assert.IsTrue(task.IsCanceled);
            Assert.IsFalse(KinpassRuntime.IsRunning);
            Assert.Throws<InvalidOperationException>(() => KinpassRuntime.Client.ToString());
        }

        [Test]
        public void QuittingTheEditorEndsWhatIsOpen()
        {
            var task = Open();
            Engine.QuitEditor();
            Assert.IsTrue(task.IsCanceled);
        }

        [Test]
        public void ReloadingCodeEndsWhatIsOpen()
        {
            var task = Open();
            Engine.BeforeReload();
            Assert.IsTrue(task.IsCanceled);
        }

        [Test]
        public void ScriptsOfTheEditorMayUseItAfterPlayMode()
        {
            Engine.LeavePlayMode();
            Assert.IsTrue(KinpassRuntime.IsRunning);
            var task = KinpassRuntime.Client.Discord.RefreshTokenAsync(World.Link().RefreshToken);
            Frames(() => task.IsCompleted, "the token");
        }

        // Without domain reload nothing but the reset stands between the last play mode and this one.
        [Test]
        public void PlayModeStartsCleanWithoutDomainReload()
        {
            for (var round = 0; round < 100; round++)
            {
                var left = Open();
                var client = KinpassRuntime.Client;
                Engine.StartProgram();
                Assert.IsTrue(left.IsCanceled);
                Assert.IsTrue(client.IsDisposed);
                Assert.IsTrue(KinpassRuntime.IsRunning);
            }
            Assert.AreEqual(1, Application.QuittingHandlers);
            FramesDeliverWhatArrived();
        }

        [Test]
        public void OtherSystemsOfTheLoopStay()
        {
            var before = UpdateSystems();
            var client = KinpassRuntime.Client;
            KinpassRuntime.CreateClient(World.Config());
            Assert.AreEqual(before + 1, UpdateSystems());
            KinpassRuntime.Shutdown();
            Assert.AreEqual(before, UpdateSystems());
            Assert.IsTrue(client.IsDisposed);
        }

        [Test]
        public void ALoopThatOthersReplacedIsHookedAgain()
        {
            KinpassRuntime.Client.Pump();
            UnityEngine.LowLevel.PlayerLoop.SetPlayerLoop(UnityEngine.LowLevel.PlayerLoop.GetDefaultPlayerLoop());
            var task = KinpassRuntime.CreateClient(World.Config()).Discord.RefreshTokenAsync(World.Link().RefreshToken);
            Frames(() => task.IsCompleted, "the token");
        }

        [Test]
        public void AHandlerThatThrowsIsLoggedAndTheOtherClientsGoOn()
        {
            World.Settings("{\"consent\":\"allow\",\"device_interval\":1}");
            var linking = KinpassRuntime.Client.Discord.AuthorizeDeviceAsync(new AuthorizeDeviceOptions
            {
                OnUserCode = code => { throw new InvalidOperationException("of the host"); },
            });
            var other = KinpassRuntime.CreateClient(World.Config()).Discord.RefreshTokenAsync(World.Link().RefreshToken);
            Frames(() => linking.IsCompleted && other.IsCompleted, "both");
            Assert.AreEqual(1, Debug.Exceptions.Count);
            Assert.AreEqual("of the host", Debug.Exceptions[0].Message);
        }

        [Test]
        public void AContinuationMayShutEverythingDown()
        {
            var ended = EndAfterwards();
            Frames(() => ended.IsCompleted, "the end");
            ended.GetAwaiter().GetResult();
            Engine.Frame();
            Assert.IsFalse(KinpassRuntime.HasClient);
            Assert.AreEqual(0, Debug.Exceptions.Count);
        }

        private async Task EndAfterwards()
        {
            await KinpassRuntime.Client.Discord.RefreshTokenAsync(World.Link().RefreshToken);
            KinpassRuntime.Shutdown();
        }

        private Task Open()
        {
            World.Fault("GET /game/ping", Hang, "null");
            var task = KinpassRuntime.Client.LootLocker.PingAsync("x");
            Engine.Frame();
            Assert.IsFalse(task.IsCompleted);
            return task;
        }

        private static int UpdateSystems()
        {
            var loop = UnityEngine.LowLevel.PlayerLoop.GetCurrentPlayerLoop();
            foreach (var phase in loop.subSystemList)
            {
                if (phase.type == typeof(UnityEngine.PlayerLoop.Update))
                {
                    return phase.subSystemList.Length;
                }
            }
            return 0;
        }
    }
}
