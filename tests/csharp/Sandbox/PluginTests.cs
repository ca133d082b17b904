using System;
using System.Runtime.InteropServices;
using NUnit.Framework;

namespace Kinpass.Tests
{
    // The two things that the library calls on its own threads, a log and a store, come from a native plugin.
    [TestFixture]
    public class PluginTests : AccountFixture
    {
        [DllImport("kinpassplugin")]
        private static extern int plugin_lines();

        [DllImport("kinpassplugin")]
        private static extern int plugin_saves();

        [DllImport("kinpassplugin")]
        private static extern IntPtr plugin_store();

        // The address of plugin_log, as a plugin would hand it out.
        [DllImport("libdl.so.2")]
        private static extern IntPtr dlsym(IntPtr library, string name);

        [DllImport("libdl.so.2")]
        private static extern IntPtr dlopen(string path, int flags);

        private static IntPtr Log()
        {
            var log = dlsym(dlopen("libkinpassplugin.so", 2), "plugin_log");
            Assert.AreNotEqual(IntPtr.Zero, log);
            return log;
        }

        [Test]
        public void APluginTakesTheLogUntilItIsCleared()
        {
            plugin_lines();
            var log = Log();
            Client.SetNativeLog(KinpassLogLevel.Trace, log, IntPtr.Zero);
            Done(Client.Discord.RefreshTokenAsync(World.Link().RefreshToken));
            Client.SetNativeLog(KinpassLogLevel.Off, IntPtr.Zero, IntPtr.Zero);
            var lines = plugin_lines();
            Assert.IsTrue(lines > 0);
            Done(Client.Discord.RefreshTokenAsync(World.Link().RefreshToken));
            Assert.AreEqual(lines, plugin_lines());
        }

        [Test]
        public void APluginHearsOfACreationThatIsRefused()
        {
            var before = plugin_lines();
            var config = World.Config();
            config.DiscordApplicationId = "my-app";
            config.NativeLogFunction = Log();
            Assert.Throws<KinpassException>(() => new KinpassClient(config));
            Assert.AreEqual(before + 1, plugin_lines());
        }

        [Test]
        public void APluginKeepsTheRecords()
        {
            var config = World.Config();
            config.Store = StoreKind.Host;
            config.NativeStoreFunctions = plugin_store();
            Client.Dispose();
            Client = new KinpassClient(config);
            Adopted();
            Assert.IsTrue(plugin_saves() > 0);

            Client.Dispose();
            Client = new KinpassClient(config);
            using (var account = Opened())
            {
                Assert.AreEqual(World.Publisher, Done(account.SignInAsync(new SignInOptions())).ApplicationId);
                Done(account.SignOutAsync(false));
            }
        }

        [Test]
        public void AHostStoreWithoutFunctionsIsRefused()
        {
            var config = World.Config();
            config.Store = StoreKind.Host;
            var refused = Assert.Throws<KinpassException>(() => new KinpassClient(config));
            Assert.AreEqual(KinpassStatus.InvalidArgument, refused.Status);
            Assert.AreEqual(
                "kinpass_client_create: store_functions: a pointer expected, got NULL", refused.Error.Message);
        }
    }
}
