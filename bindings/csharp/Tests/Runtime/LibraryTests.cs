using System.Globalization;
using NUnit.Framework;

namespace Kinpass.Tests
{
    // The native library is there and fits. Needs no network.
    [TestFixture]
    public class LibraryTests
    {
        [Test]
        public void TheLibraryIsThereAndFits()
        {
            KinpassLibrary.EnsureCompatible();
            Assert.AreEqual(KinpassLibrary.RequiredAbiVersion, KinpassLibrary.AbiVersion);
        }

        [Test]
        public void BothVersionsAgree()
        {
            var parts = KinpassLibrary.Version.Split('.');
            var number = (int.Parse(parts[0], CultureInfo.InvariantCulture) * 1000000)
                + (int.Parse(parts[1], CultureInfo.InvariantCulture) * 1000)
                + int.Parse(parts[2], CultureInfo.InvariantCulture);
            Assert.AreEqual(number, KinpassLibrary.VersionNumber);
        }

        [Test]
        public void EveryStatusHasAName()
        {
            Assert.AreEqual("KINPASS_OK", KinpassLibrary.StatusName(KinpassStatus.Ok));
            Assert.AreEqual("KINPASS_ERROR_TIMEOUT", KinpassLibrary.StatusName(KinpassStatus.Timeout));
            Assert.IsNotNull(KinpassLibrary.StatusName((KinpassStatus)123456));
        }
    }
}
