using Kinpass.Unity;
using NUnit.Framework;
using UnityEngine;

namespace Kinpass.Tests
{
    [TestFixture]
    public class SettingsOnDevicesTests
    {
        // There is no credential store for Android, and a client that asks for one is refused.
        [Test]
        public void AndroidHasAStoreOfItsOwnToChoose()
        {
            var settings = ScriptableObject.CreateInstance<KinpassSettings>();
            Assert.AreEqual(StoreKind.System, settings.ToConfig().Store);
            Application.platform = RuntimePlatform.Android;
            try
            {
                Assert.AreEqual(StoreKind.Memory, settings.ToConfig().Store);
            }
            finally
            {
                Application.platform = RuntimePlatform.LinuxEditor;
            }
        }
    }
}
