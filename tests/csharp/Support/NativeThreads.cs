using System;
using System.IO;
using System.Linq;
using System.Threading;
using NUnit.Framework;

namespace Kinpass.Tests
{
    // The library's threads, as the system sees them: a client that was really ended has none.
    internal static class NativeThreads
    {
        internal static int Count()
        {
            return Directory.GetDirectories("/proc/self/task").Count(IsOfTheLibrary);
        }

        // A thread bears its name only once it runs.
        internal static void RiseTo(int least)
        {
            var deadline = DateTime.UtcNow + SandboxFixture.Patience;
            while (Count() < least)
            {
                Assert.IsTrue(DateTime.UtcNow < deadline, Count() + " threads are there, not " + least);
                Thread.Sleep(20);
            }
        }

        // Collects until finalisers have ended what nobody holds.
        internal static void FallTo(int most)
        {
            var deadline = DateTime.UtcNow + SandboxFixture.Patience;
            while (Count() > most)
            {
                Assert.IsTrue(DateTime.UtcNow < deadline, Count() + " threads are left, not " + most);
                GC.Collect();
                GC.WaitForPendingFinalizers();
                Thread.Sleep(20);
            }
        }

        private static bool IsOfTheLibrary(string task)
        {
            try
            {
                return File.ReadAllText(Path.Combine(task, "comm")).StartsWith("kinpass", StringComparison.Ordinal);
            }
            catch (IOException)
            {
                return false; // It ended while it was looked at.
            }
        }
    }
}
