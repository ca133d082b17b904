using System;
using NUnit.Framework;

namespace Kinpass.Tests
{
    [TestFixture]
    public class KeyTableTests
    {
        [Test]
        public void AKeyIsNeverZeroAndFindsItsEntryOnce()
        {
            var table = new KeyTable<string>();
            var key = table.Add("one");
            Assert.AreNotEqual(IntPtr.Zero, key);
            Assert.AreEqual("one", table.Find(key));
            Assert.AreEqual("one", table.Remove(key));
            Assert.IsNull(table.Remove(key));
            Assert.IsNull(table.Find(key));
        }

        [Test]
        public void AKeyIsNotUsedAgainAtOnce()
        {
            var table = new KeyTable<string>();
            var first = table.Add("one");
            table.Remove(first);
            Assert.AreNotEqual(first, table.Add("two"));
        }
    }
}
