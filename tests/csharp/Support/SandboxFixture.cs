using System;
using System.Threading.Tasks;
using NUnit.Framework;

namespace Kinpass.Tests
{
    // A fresh sandbox and a client of it for each test.
    public abstract class SandboxFixture
    {
        internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

        internal World World { get; private set; }

        protected KinpassClient Client { get; set; }

        [SetUp]
        public void Open()
        {
            World = World.Fresh();
            Client = new KinpassClient(World.Config());
        }

        [TearDown]
        public void Close()
        {
            Client.Dispose();
        }

        protected T Done<T>(Task<T> task)
        {
            return Client.PumpToEnd(task, Patience);
        }

        protected void Done(Task task)
        {
            Client.PumpToEnd(task, Patience);
        }

        // The exception of an operation that has to fail.
        protected KinpassException Refused(Task task)
        {
            return Assert.Throws<KinpassException>(() => Done(task));
        }

        protected void Cancelled(Task task)
        {
            PumpUntil(() => task.IsCompleted, "the end of the task");
            Assert.IsTrue(task.IsCanceled, "the task is " + task.Status + " " + task.Exception);
        }

        // Pumps until something shows that is no task.
        protected void PumpUntil(Func<bool> shown, string what)
        {
            var deadline = DateTime.UtcNow + Patience;
            while (!shown())
            {
                Assert.IsTrue(DateTime.UtcNow < deadline, "did not come: " + what);
                Client.Wait(TimeSpan.FromMilliseconds(20));
                Client.Pump();
            }
        }
    }
}
