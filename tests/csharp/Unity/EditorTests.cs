using System;
using System.Reflection;
using System.Threading;
using Kinpass.Unity;
using Kinpass.Unity.Editor;
using NUnit.Framework;
using UnityEngine;

namespace Kinpass.Tests
{
    // The editor's window: it starts the real sandbox program.
    [TestFixture]
    public class EditorTests : UnityFixture
    {
        [Test]
        public void TheSandboxStartsTellsItsAddressAndStops()
        {
            using (var sandbox = new SandboxProcess(Setup.SandboxProgram, ""))
            {
                Assert.IsTrue(SpinWait.SpinUntil(() => sandbox.IsReady, SandboxFixture.Patience));
                var world = new World(sandbox.Url);
                Assert.IsTrue(world.Answers());
                sandbox.Dispose();
                Assert.IsFalse(world.Answers());
            }
        }

        [Test]
        public void TheWindowStartsItAndPointsTheSettingsAtIt()
        {
            var window = ScriptableObject.CreateInstance<SandboxWindow>();
            UnityEditor.EditorPrefs.SetString("com.kinpass.sdk.sandbox-program", Setup.SandboxProgram);
            Send(window, "OnEnable");
            try
            {
                Draw(window, "Start");
                Assert.IsTrue(
                    SpinWait.SpinUntil(() => Draw(window, null).Contains("Address: http"), SandboxFixture.Patience));
                Draw(window, "Use it in the settings asset");
                var address = Settings.ToConfig().LootLockerUrl;
                Assert.AreNotEqual(World.Url, address);
                Assert.AreEqual(address + "/api/v10", Settings.ToConfig().DiscordApiUrl);
                new World(address).Link();

                Draw(window, "Use the real services again");
                Assert.IsNull(Settings.ToConfig().LootLockerUrl);
                Assert.IsNull(Settings.ToConfig().DiscordApiUrl);
            }
            finally
            {
                Send(window, "OnDisable");
            }
            Assert.IsTrue(Draw(window, null).Contains("[Start]"));
        }

        [Test]
        public void AProgramThatIsNotThereIsSaid()
        {
            var window = ScriptableObject.CreateInstance<SandboxWindow>();
            UnityEditor.EditorPrefs.SetString("com.kinpass.sdk.sandbox-program", "no-such-program");
            Draw(window, "Start");
            Assert.IsTrue(Draw(window, null).Contains("did not start"));
        }

        [Test]
        public void TheWindowShowsWhereAccountsStand()
        {
            var window = ScriptableObject.CreateInstance<SandboxWindow>();
            Assert.IsTrue(Draw(window, null).Contains("None is open."));
            var linked = World.Link();
            var account = KinpassRuntime.Client.OpenAccount(Settings.ToAccountOptions("ada"));
            var adopting = account.AdoptTokensAsync(new AdoptTokensOptions
            {
                AccessToken = linked.AccessToken,
                ExpiresIn = TimeSpan.FromDays(1),
            });
            Frames(() => adopting.IsCompleted, "the link");
            var drawn = Draw(window, null);
            Assert.IsTrue(drawn.Contains("ada: Linked"), drawn);
            Assert.IsFalse(drawn.Contains(linked.AccessToken));
        }

        private static string Draw(SandboxWindow window, string press)
        {
            GUILayout.Drawn.Clear();
            GUILayout.Press = press;
            Send(window, "OnGUI");
            GUILayout.Press = null;
            return string.Join("\n", GUILayout.Drawn);
        }

        // As the editor calls a window.
        private static void Send(SandboxWindow window, string message)
        {
            typeof(SandboxWindow).GetMethod(message, BindingFlags.Instance | BindingFlags.NonPublic).Invoke(window, null);
        }
    }
}
