using System;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;

namespace Kinpass.Tests
{
    // Where and when code of the host runs.
    [TestFixture]
    public class PumpTests : SandboxFixture
    {
        [Test]
        public void NothingCompletesWithoutAPump()
        {
            var task = Client.Discord.RefreshTokenAsync(World.Link().RefreshToken);
            Assert.IsTrue(Client.Wait(Patience));
            Assert.IsFalse(task.IsCompleted);
            Assert.AreEqual(1, Client.Pump());
            Assert.IsTrue(task.IsCompleted);
        }

        [Test]
        public void WhatAwaitsRunsInThePumpOnItsThread()
        {
            var thread = 0;
            var chain = Chain(() => thread = Thread.CurrentThread.ManagedThreadId);
            Done(chain);
            Assert.AreEqual(Thread.CurrentThread.ManagedThreadId, thread);
        }

        private async Task Chain(Action last)
        {
            var token = await Client.Discord.RefreshTokenAsync(World.Link().RefreshToken);
            await Client.Discord.RefreshTokenAsync(token.RefreshToken);
            last();
        }

        // A user interface's thread awaits, another one pumps: the rest runs where it was awaited, as everywhere in C#.
        [Test]
        public void WhatAwaitsElsewhereIsPostedThere()
        {
            var posted = new Posted();
            SynchronizationContext.SetSynchronizationContext(posted);
            try
            {
                var ran = false;
                var chain = Once(() => ran = true);
                var pump = new Thread(() => PumpUntil(() => posted.Last != null, "the post"));
                pump.Start();
                pump.Join();
                Assert.IsFalse(ran);
                posted.Last();
                Assert.IsTrue(ran);
                chain.GetAwaiter().GetResult();
            }
            finally
            {
                SynchronizationContext.SetSynchronizationContext(null);
            }
        }

        private async Task Once(Action then)
        {
            await Client.Discord.RefreshTokenAsync(World.Link().RefreshToken);
            then();
        }

        private sealed class Posted : SynchronizationContext
        {
            internal volatile Action Last;

            public override void Post(SendOrPostCallback callback, object state)
            {
                Last = () => callback(state);
            }
        }

        [Test]
        public void AContinuationMayDisposeTheClient()
        {
            var ended = EndAfterwards();
            Done(ended);
            Assert.IsTrue(Client.IsDisposed);
        }

        private async Task EndAfterwards()
        {
            await Client.Discord.RefreshTokenAsync(World.Link().RefreshToken);
            Client.Dispose();
        }

        [Test]
        public void AContinuationMayPump()
        {
            Done(PumpWithin());
        }

        private async Task PumpWithin()
        {
            var first = Client.Discord.RefreshTokenAsync(World.Link("ada").RefreshToken);
            var second = Client.Discord.RefreshTokenAsync(World.Link("bob").RefreshToken);
            await first;
            Done(second);
        }

        [Test]
        public void AHandlerThatThrowsIsHeardAndStopsNothing()
        {
            World.Settings("{\"consent\":\"allow\",\"device_interval\":1}");
            var linking = Client.Discord.AuthorizeDeviceAsync(new AuthorizeDeviceOptions
            {
                OnUserCode = code => { throw new InvalidOperationException("of the host"); },
            });
            var heard = Assert.Throws<InvalidOperationException>(() => Done(linking));
            Assert.AreEqual("of the host", heard.Message);
            Assert.IsTrue(World.IsValid(Done(linking).AccessToken));
        }

        [Test]
        public void AHandlerThatThrowsDoesNotHoldUpTheNextEvent()
        {
            // Both events are likely, but not sure, to wait when the pump begins: so until it happens.
            PumpUntil(BothAreDeliveredByOnePump, "two events in one pump");
        }

        private bool BothAreDeliveredByOnePump()
        {
            var calls = 0;
            using (var source = new CancellationTokenSource())
            {
                var options = new AuthorizeOptions
                {
                    HostOpensBrowser = true,
                    OnAuthorizationUrl = page =>
                    {
                        calls++;
                        throw new InvalidOperationException("call " + calls);
                    },
                };
                var one = Client.Discord.AuthorizeAsync(options, source.Token);
                var two = Client.Discord.AuthorizeAsync(options, source.Token);
                Assert.IsTrue(Client.Wait(Patience));
                Thread.Sleep(20);
                var first = Assert.Throws<InvalidOperationException>(() => Client.Pump());
                Assert.AreEqual("call 1", first.Message);
                var byOne = calls;
                source.Cancel();
                AwaitQuietly(one, two);
                return byOne == 2;
            }
        }

        private void AwaitQuietly(Task one, Task two)
        {
            while (!one.IsCompleted || !two.IsCompleted)
            {
                try
                {
                    Client.Wait(Patience);
                    Client.Pump();
                }
                catch (InvalidOperationException)
                {
                    // The second call, where it was not in the first pump.
                }
            }
        }

        [Test]
        public void AFailureNobodyAwaitsDoesNotReachThePump()
        {
            var task = Client.LootLocker.PingAsync("no session");
            PumpUntil(() => task.IsCompleted, "the failure");
            Assert.IsTrue(task.IsFaulted);
        }

        [Test]
        public void WaitingEndsWhenThereIsNothing()
        {
            Assert.IsFalse(Client.Wait(TimeSpan.FromMilliseconds(5)));
        }

        [Test]
        public void PumpingToTheEndHasALimit()
        {
            World.Fault("GET /game/ping", "{\"kind\":\"hang\"}");
            var task = Client.LootLocker.PingAsync("x");
            Assert.Throws<TimeoutException>(() => Client.PumpToEnd(task, TimeSpan.FromMilliseconds(50)));
            Client.CancelAll();
            Cancelled(task);
        }

        // A completion may be pulled by the other thread before the call that started the operation has returned.
        [Test]
        public void SeveralThreadsMayPump()
        {
            var stop = false;
            var pumps = new Thread[2];
            for (var i = 0; i < pumps.Length; i++)
            {
                pumps[i] = new Thread(() =>
                {
                    while (!Volatile.Read(ref stop))
                    {
                        Client.Pump();
                        Thread.Yield();
                    }
                });
                pumps[i].Start();
            }
            try
            {
                for (var i = 0; i < 200; i++)
                {
                    using (var source = new CancellationTokenSource())
                    {
                        var task = Client.LootLocker.PingAsync("x", source.Token);
                        if (i % 2 == 0)
                        {
                            source.Cancel();
                        }
                        Assert.IsTrue(SpinWait.SpinUntil(() => task.IsCompleted, Patience), "operation " + i);
                    }
                }
            }
            finally
            {
                Volatile.Write(ref stop, true);
                Array.ForEach(pumps, pump => pump.Join());
            }
            Assert.AreEqual(0, Client.OpenOperations);
        }
    }
}
