using System;
using NUnit.Framework;

namespace Kinpass.Tests
{
    [TestFixture]
    public class UnitsTests
    {
        [Test]
        public void LimitsAreRoundedUpAndNeverBecomeTheDefault()
        {
            Assert.AreEqual(0u, Units.ToMilliseconds(TimeSpan.Zero, "x"));
            Assert.AreEqual(1u, Units.ToMilliseconds(TimeSpan.FromTicks(1), "x"));
            Assert.AreEqual(2u, Units.ToSeconds(TimeSpan.FromMilliseconds(1001), "x"));
            Assert.AreEqual(uint.MaxValue, Units.ToMilliseconds(TimeSpan.MaxValue, "x"));
        }

        [Test]
        public void LivesAreRoundedDown()
        {
            Assert.AreEqual(1ul, Units.ToWholeSeconds(TimeSpan.FromMilliseconds(1999), "x"));
        }

        [Test]
        public void LargeNumbersDoNotWrap()
        {
            Assert.AreEqual(TimeSpan.MaxValue, Units.FromSeconds(ulong.MaxValue));
            Assert.AreEqual(TimeSpan.MaxValue, Units.FromMilliseconds(ulong.MaxValue));
            Assert.AreEqual(TimeSpan.FromDays(7), Units.FromSeconds(604800));
        }

        [Test]
        public void NegativeIsRefused()
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => Units.ToMilliseconds(TimeSpan.FromTicks(-1), "x"));
            Assert.Throws<ArgumentOutOfRangeException>(() => Units.ToWholeSeconds(TimeSpan.FromTicks(-1), "x"));
            Assert.Throws<ArgumentOutOfRangeException>(() => Units.ToCount(-1, "x"));
        }
    }
}
