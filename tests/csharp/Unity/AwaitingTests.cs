using System;
using System.Threading;
using System.Threading.Tasks;
using Cysharp.Threading.Tasks;
using Kinpass.Unity;
using NUnit.Framework;
using UnityEngine;

namespace Kinpass.Tests
{
    // Tasks as the awaitables of Unity and of UniTask.
    [TestFixture]
    public class AwaitingTests : UnityFixture
    {
        [Test]
        public void AnAwaitableEndsWithItsResultOnTheThreadOfTheFrame()
        {
            var thread = 0;
            var waiting = Take(() => thread = Thread.CurrentThread.ManagedThreadId);
            Frames(() => waiting.IsCompleted, "the token");
            Assert.IsTrue(World.IsValid(waiting.Result.AccessToken));
            Assert.AreEqual(Thread.CurrentThread.ManagedThreadId, thread);
        }

        [Test]
        public void AnAwaitableThrowsTheErrorItself()
        {
            var waiting = Fail();
            Frames(() => waiting.IsCompleted, "the failure");
            Assert.AreEqual(KinpassStatus.InvalidGrant, waiting.Result);
        }

        [Test]
        public void AnAwaitableIsCancelled()
        {
            var waiting = Cancel();
            Frames(() => waiting.IsCompleted, "the cancellation");
            Assert.IsTrue(waiting.Result);
        }

        [Test]
        public void AnAwaitableWithoutAResultEnds()
        {
            var waiting = Revoke();
            Frames(() => waiting.IsCompleted, "the end");
            waiting.GetAwaiter().GetResult();
        }

        [Test]
        public void UniTaskAwaitsTheSame()
        {
            var waiting = TakeByUniTask();
            Frames(() => waiting.IsCompleted, "the token");
            Assert.IsTrue(World.IsValid(waiting.Result.AccessToken));
        }

        private async Task<ParentToken> Take(Action then)
        {
            var token = await KinpassRuntime.Client.Discord.RefreshTokenAsync(World.Link().RefreshToken).AsAwaitable();
            then();
            return token;
        }

        private async Task<KinpassStatus> Fail()
        {
            try
            {
                await KinpassRuntime.Client.Discord.RefreshTokenAsync("unknown").AsAwaitable();
                return KinpassStatus.Ok;
            }
            catch (KinpassException refused)
            {
                return refused.Status;
            }
        }

        private async Task<bool> Cancel()
        {
            World.Fault("GET /game/ping", "{\"kind\":\"hang\"}");
            using (var source = new CancellationTokenSource())
            {
                Awaitable waiting = KinpassRuntime.Client.LootLocker.PingAsync("x", source.Token).AsAwaitable();
                source.Cancel();
                try
                {
                    await waiting;
                    return false;
                }
                catch (OperationCanceledException)
                {
                    return true;
                }
            }
        }

        private async Task Revoke()
        {
            await KinpassRuntime.Client.Discord.RevokeTokenAsync(World.Link().AccessToken).AsAwaitable();
        }

        private async Task<ParentToken> TakeByUniTask()
        {
            await KinpassRuntime.Client.Discord.RevokeTokenAsync(World.Link("bob").AccessToken).ToUniTask();
            return await KinpassRuntime.Client.Discord.RefreshTokenAsync(World.Link().RefreshToken).ToUniTask();
        }
    }
}
