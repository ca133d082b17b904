using UnityEditor;

namespace Kinpass.Unity.Editor
{
    // What ends the game in the editor without ending the process.
    [InitializeOnLoad]
    internal static class EditorLifecycle
    {
        static EditorLifecycle()
        {
            // Before the domain goes: a client must not outlive the code that pumps it.
            AssemblyReloadEvents.beforeAssemblyReload += KinpassRuntime.Shutdown;
            EditorApplication.playModeStateChanged += OnPlayModeStateChanged;
            EditorApplication.quitting += KinpassRuntime.Quit;
        }

        internal static void OnPlayModeStateChanged(PlayModeStateChange change)
        {
            if (change == PlayModeStateChange.ExitingPlayMode)
            {
                KinpassRuntime.Quit();
            }
            else if (change == PlayModeStateChange.EnteredEditMode)
            {
                // Scripts of the editor may use Kinpass between two play modes.
                KinpassRuntime.Reset();
            }
        }
    }
}
