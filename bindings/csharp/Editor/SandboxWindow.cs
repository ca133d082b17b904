using System;
using UnityEditor;
using UnityEngine;

namespace Kinpass.Unity.Editor
{
    // Window, Kinpass, Sandbox: play against a local stand-in for Discord and LootLocker, and see where the accounts stand.
    internal sealed class SandboxWindow : EditorWindow
    {
        private const string ProgramKey = "com.kinpass.sdk.sandbox-program";

        // Ends with the domain: the window starts it again if it is wanted.
        private SandboxProcess sandbox;
        private string failure = "";

        [MenuItem("Window/Kinpass/Sandbox")]
        internal static void Open()
        {
            GetWindow<SandboxWindow>("Kinpass sandbox");
        }

        private void OnEnable()
        {
            AssemblyReloadEvents.beforeAssemblyReload += Stop;
        }

        private void OnDisable()
        {
            AssemblyReloadEvents.beforeAssemblyReload -= Stop;
            Stop();
        }

        // Ten times a second, so that states are seen as they change.
        private void OnInspectorUpdate()
        {
            Repaint();
        }

        private void OnGUI()
        {
            ShowSandbox();
            EditorGUILayout.Space();
            ShowAccounts();
        }

        private void ShowSandbox()
        {
            GUILayout.Label("Sandbox", EditorStyles.boldLabel);
            var program = EditorPrefs.GetString(ProgramKey, "");
            var chosen = EditorGUILayout.TextField("Program", program);
            if (chosen != program)
            {
                EditorPrefs.SetString(ProgramKey, chosen);
            }
            if (sandbox == null || sandbox.HasExited)
            {
                if (GUILayout.Button("Start"))
                {
                    Start(chosen);
                }
            }
            else if (!sandbox.IsReady)
            {
                GUILayout.Label("Starting ...");
            }
            else
            {
                ShowRunning();
            }
            if (failure.Length > 0)
            {
                EditorGUILayout.HelpBox(failure, MessageType.Error);
            }
        }

        private void ShowRunning()
        {
            EditorGUILayout.LabelField("Address", sandbox.Url);
            if (GUILayout.Button("Open its console"))
            {
                Application.OpenURL(sandbox.Url);
            }
            if (GUILayout.Button("Use it in the settings asset"))
            {
                Point(sandbox.Url);
            }
            if (GUILayout.Button("Use the real services again"))
            {
                Point(null);
            }
            if (GUILayout.Button("Stop"))
            {
                Stop();
            }
        }

        private static void ShowAccounts()
        {
            GUILayout.Label("Accounts", EditorStyles.boldLabel);
            var any = false;
            foreach (var line in AccountLines.All())
            {
                any = true;
                EditorGUILayout.LabelField(line.Player, line.State);
            }
            if (!any)
            {
                GUILayout.Label("None is open.");
            }
        }

        private void Start(string program)
        {
            failure = "";
            try
            {
                Stop();
                sandbox = new SandboxProcess(program, "");
            }
            catch (Exception exception)
            {
                failure = "The sandbox did not start: " + exception.Message;
            }
        }

        private void Stop()
        {
            if (sandbox != null)
            {
                sandbox.Dispose();
                sandbox = null;
            }
        }

        private void Point(string url)
        {
            var settings = KinpassSettings.Load();
            if (settings == null)
            {
                failure = "There is no asset KinpassSettings in a folder named Resources.";
                return;
            }
            settings.UseSandbox(url);
            EditorUtility.SetDirty(settings);
            AssetDatabase.SaveAssets();
        }
    }
}
