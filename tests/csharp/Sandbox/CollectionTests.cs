using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;

namespace Kinpass.Tests
{
    // Nothing that native code holds may depend on where the collector puts things, or on what it thinks is still used.
    [TestFixture]
    public class CollectionTests : SandboxFixture
    {
        private const int Operations = 10000;
        private const int AtOnce = 500;

        [Test]
        public void TenThousandOperationsWhileTheCollectorRuns()
        {
            var stop = false;
            var collector = new Thread(() =>
            {
                while (!Volatile.Read(ref stop))
                {
                    GC.Collect();
                    GC.WaitForPendingFinalizers();
                    Thread.Sleep(2);
                }
            });
            collector.Start();
            var succeeded = 0;
            var cancelled = 0;
            try
            {
                // Most are cancelled at once: the way through the boundary and back counts, not the network.
                for (var batch = 0; batch < Operations / AtOnce; batch++)
                {
                    var tasks = new List<Task>(AtOnce);
                    var session = Session();
                    for (var i = 0; i < AtOnce; i++)
                    {
                        using (var source = new CancellationTokenSource())
                        {
                            tasks.Add(Client.LootLocker.PingAsync(session, source.Token));
                            if (i % 10 != 0)
                            {
                                source.Cancel();
                            }
                        }
                    }
                    foreach (var task in tasks)
                    {
                        PumpUntil(() => task.IsCompleted, "the end of an operation");
                        if (task.IsCanceled)
                        {
                            cancelled++;
                        }
                        else
                        {
                            task.GetAwaiter().GetResult();
                            succeeded++;
                        }
                    }
                }
            }
            finally
            {
                Volatile.Write(ref stop, true);
                collector.Join();
            }
            Assert.AreEqual(Operations, succeeded + cancelled);
            Assert.IsTrue(succeeded >= Operations / 10, succeeded + " succeeded");
            Assert.AreEqual(0, Client.OpenOperations);
        }

        [Test]
        public void AForgottenClientIsEndedByTheCollector()
        {
            const int clients = 50;
            NativeThreads.RiseTo(1); // Of the client of this test.
            var before = NativeThreads.Count();
            var held = Busy(clients);
            NativeThreads.RiseTo(before + clients);
            held.Clear();
            // The stack is scanned conservatively: one or two may be kept by what looks like a reference.
            NativeThreads.FallTo(before + 5);
        }

        private List<KinpassClient> Busy(int clients)
        {
            var busy = new List<KinpassClient>();
            for (var i = 0; i < clients; i++)
            {
                var client = new KinpassClient(World.Config());
                client.LootLocker.PingAsync("x");
                busy.Add(client);
            }
            return busy;
        }

        private string Session()
        {
            var child = World.ChildToken(World.Link().AccessToken);
            return Done(Client.LootLocker.StartSessionAsync(new StartSessionOptions { AccessToken = child })).SessionToken;
        }
    }
}
