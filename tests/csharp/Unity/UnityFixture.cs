using System;
using Kinpass.Unity;
using Kinpass.Unity.Editor;
using NUnit.Framework;
using UnityEngine;
using UnityStub;

namespace Kinpass.Tests
{
    // An editor with a project that has the package and a settings asset, in play mode.
    public abstract class UnityFixture
    {
        internal World World { get; private set; }

        protected KinpassSettings Settings { get; private set; }

        [SetUp]
        public void StartEditor()
        {
            World = World.Fresh();
            Debug.Exceptions.Clear();
            Debug.Lines.Clear();
            Debug.Warnings.Clear();
            Debug.Errors.Clear();
            Settings = ScriptableObject.CreateInstance<KinpassSettings>();
            Fill(Settings, "publisherApplicationId", World.Publisher);
            Fill(Settings, "gameApplicationId", World.Alpha);
            Fill(Settings, "gameKey", World.AlphaKey);
            Fill(Settings, "store", StoreKind.Memory);
            Settings.UseSandbox(World.Url);
            Resources.Assets["KinpassSettings"] = Settings;
            Engine.Load(typeof(KinpassRuntime).Assembly, typeof(SandboxWindow).Assembly);
            Engine.EnterPlayMode();
        }

        [TearDown]
        public void StopEditor()
        {
            Engine.LeavePlayMode();
            Resources.Assets.Clear();
        }

        protected static void Frames(Func<bool> until, string what)
        {
            var deadline = DateTime.UtcNow + SandboxFixture.Patience;
            while (!until())
            {
                Assert.IsTrue(DateTime.UtcNow < deadline, "did not come: " + what);
                Engine.Frame();
                System.Threading.Thread.Sleep(1);
            }
        }

        // As the inspector does.
        protected static void Fill(KinpassSettings settings, string field, object value)
        {
            typeof(KinpassSettings)
                .GetField(field, System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)
                .SetValue(settings, value);
        }
    }
}
