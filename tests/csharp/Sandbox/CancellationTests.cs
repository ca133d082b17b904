using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;

namespace Kinpass.Tests
{
    [TestFixture]
    public class CancellationTests : SandboxFixture
    {
        private const string Ping = "GET /game/ping";
        private const string Hang = "{\"kind\":\"hang\"}";

        [Test]
        public void ACancelledTaskNamesItsToken()
        {
            World.Fault(Ping, Hang);
            using (var source = new CancellationTokenSource())
            {
                var task = Client.LootLocker.PingAsync("x", source.Token);
                source.Cancel();
                var cancelled = Assert.Throws<TaskCanceledException>(() => Done(task));
                Assert.AreEqual(source.Token, cancelled.CancellationToken);
                Assert.AreEqual(0, Client.OpenOperations);
            }
        }

        [Test]
        public void CancellingEndsTheTaskWithThePumpAndNotBefore()
        {
            World.Fault(Ping, Hang);
            using (var source = new CancellationTokenSource())
            {
                var task = Client.LootLocker.PingAsync("x", source.Token);
                source.Cancel();
                Client.Wait(Patience);
                Assert.IsFalse(task.IsCompleted);
                Client.Pump();
                Assert.IsTrue(task.IsCanceled);
            }
        }

        [Test]
        public void AnotherThreadMayCancel()
        {
            World.Fault(Ping, Hang);
            using (var source = new CancellationTokenSource())
            {
                var task = Client.LootLocker.PingAsync("x", source.Token);
                Task.Run(() => source.Cancel());
                Cancelled(task);
            }
        }

        [Test]
        public void CancellingTooLateChangesNothing()
        {
            var parent = World.Link();
            using (var source = new CancellationTokenSource())
            {
                var task = Client.Discord.RefreshTokenAsync(parent.RefreshToken, source.Token);
                var token = Done(task);
                source.Cancel();
                Client.Pump();
                Assert.AreSame(token, task.Result);
            }
        }

        [Test]
        public void ASourceThatIsGoneDoesNotMatter()
        {
            var source = new CancellationTokenSource();
            var token = source.Token;
            source.Dispose();
            Done(Client.Discord.RefreshTokenAsync(World.Link().RefreshToken, token));
        }

        [Test]
        public void CancelAllEndsEveryTask()
        {
            World.Fault(Ping, Hang, "null");
            var tasks = new Task[20];
            for (var i = 0; i < tasks.Length; i++)
            {
                tasks[i] = Client.LootLocker.PingAsync("x");
            }
            Assert.AreEqual(20, Client.OpenOperations);
            Client.CancelAll();
            foreach (var task in tasks)
            {
                Cancelled(task);
            }
            Assert.AreEqual(0, Client.OpenOperations);
        }

        [Test]
        public void DisposeEndsEveryTaskBeforeItReturns()
        {
            World.Fault(Ping, Hang, "null");
            var tasks = new Task[20];
            for (var i = 0; i < tasks.Length; i++)
            {
                tasks[i] = Client.LootLocker.PingAsync("x");
            }
            Client.Dispose();
            foreach (var task in tasks)
            {
                Assert.IsTrue(task.IsCanceled);
            }
        }

        // Some are started after Dispose has pulled what there was, and before the client is gone.
        [Test]
        public void DisposeLeavesNoTaskOpenThatOtherThreadsStart()
        {
            for (var round = 0; round < 20; round++)
            {
                var client = new KinpassClient(World.Config());
                var starters = new Task<List<Task>>[3];
                for (var i = 0; i < starters.Length; i++)
                {
                    starters[i] = Task.Run(() => StartUntilDisposed(client));
                }
                Thread.Sleep(3);
                client.Dispose();
                foreach (var starter in starters)
                {
                    foreach (var task in starter.Result)
                    {
                        Assert.IsTrue(task.IsCompleted, "a task is " + task.Status);
                    }
                }
                Assert.AreEqual(0, client.OpenOperations);
            }
        }

        // The same at its narrowest: the client ends between the library's yes and the return of the call.
        [Test]
        public unsafe void AClientThatEndsWhileAnOperationStartsCancelsIt()
        {
            using (var source = new CancellationTokenSource())
            {
                var task = Client.Run(Read.Nothing, source.Token, (text, callback, operation) =>
                {
                    Client.Dispose();
                    return KinpassStatus.Ok;
                });
                Assert.IsTrue(task.IsCanceled, "the task is " + task.Status);
                source.Cancel();
            }
        }

        private static List<Task> StartUntilDisposed(KinpassClient client)
        {
            var tasks = new List<Task>();
            try
            {
                while (true)
                {
                    tasks.Add(client.LootLocker.PingAsync("x"));
                    Thread.Yield();
                }
            }
            catch (ObjectDisposedException)
            {
                return tasks;
            }
        }

        [Test]
        public void DisposeDeliversAResultThatHasArrived()
        {
            var task = Client.Discord.RefreshTokenAsync(World.Link().RefreshToken);
            Assert.IsTrue(Client.Wait(Patience));
            Client.Dispose();
            Assert.IsTrue(World.IsValid(task.Result.AccessToken));
        }

        [Test]
        public void CancellingFromManyThreadsCompletesEachOnce()
        {
            World.Fault(Ping, "{\"kind\":\"delay\",\"ms\":2}", "null");
            var completed = 0;
            for (var i = 0; i < 300; i++)
            {
                var source = new CancellationTokenSource();
                var task = Client.LootLocker.PingAsync("x", source.Token);
                task.ContinueWith(
                    ended => Interlocked.Increment(ref completed),
                    CancellationToken.None,
                    TaskContinuationOptions.ExecuteSynchronously,
                    TaskScheduler.Default);
                ThreadPool.QueueUserWorkItem(_ => source.Cancel());
                Client.Pump();
            }
            PumpUntil(() => Volatile.Read(ref completed) == 300, "300 completions");
            Assert.AreEqual(0, Client.OpenOperations);
        }
    }
}
