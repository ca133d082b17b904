using System;
using System.Reflection;
using System.Runtime.CompilerServices;
using UnityEditor;
using UnityEngine;
using UnityEngine.LowLevel;

namespace UnityStub
{
    // Does what the editor does around the code of a project, in the order that its documentation gives.
    public static class Engine
    {
        private static Assembly[] loaded = new Assembly[0];

        // The code of the project was (re)loaded: runs the static constructors of [InitializeOnLoad].
        public static void Load(params Assembly[] assemblies)
        {
            loaded = assemblies;
            foreach (var assembly in assemblies)
            {
                foreach (var type in assembly.GetTypes())
                {
                    if (type.IsDefined(typeof(InitializeOnLoadAttribute), false))
                    {
                        RuntimeHelpers.RunClassConstructor(type.TypeHandle);
                    }
                }
            }
        }

        // Without domain reload: statics keep what they hold.
        public static void EnterPlayMode()
        {
            EditorApplication.Raise(PlayModeStateChange.ExitingEditMode);
            PlayerLoop.SetPlayerLoop(PlayerLoop.GetDefaultPlayerLoop());
            StartProgram();
            EditorApplication.Raise(PlayModeStateChange.EnteredPlayMode);
        }

        public static void LeavePlayMode()
        {
            EditorApplication.Raise(PlayModeStateChange.ExitingPlayMode);
            Application.RaiseQuitting();
            EditorApplication.Raise(PlayModeStateChange.EnteredEditMode);
        }

        // A built program: no editor, only start and quit.
        public static void StartProgram()
        {
            foreach (RuntimeInitializeLoadType type in new[]
            {
                RuntimeInitializeLoadType.SubsystemRegistration,
                RuntimeInitializeLoadType.AfterAssembliesLoaded,
                RuntimeInitializeLoadType.BeforeSplashScreen,
                RuntimeInitializeLoadType.BeforeSceneLoad,
                RuntimeInitializeLoadType.AfterSceneLoad,
            })
            {
                RunInitializers(type);
            }
        }

        public static void QuitProgram()
        {
            Application.RaiseQuitting();
        }

        public static void QuitEditor()
        {
            EditorApplication.RaiseQuitting();
        }

        public static void BeforeReload()
        {
            AssemblyReloadEvents.Raise();
        }

        public static void Frame()
        {
            Run(PlayerLoop.GetCurrentPlayerLoop());
        }

        private static void Run(PlayerLoopSystem system)
        {
            if (system.updateDelegate != null)
            {
                system.updateDelegate();
            }
            foreach (var child in system.subSystemList ?? new PlayerLoopSystem[0])
            {
                Run(child);
            }
        }

        private static void RunInitializers(RuntimeInitializeLoadType wanted)
        {
            const BindingFlags all = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
            foreach (var assembly in loaded)
            {
                foreach (var type in assembly.GetTypes())
                {
                    foreach (var method in type.GetMethods(all))
                    {
                        var attribute = (RuntimeInitializeOnLoadMethodAttribute)Attribute.GetCustomAttribute(
                            method, typeof(RuntimeInitializeOnLoadMethodAttribute));
                        if (attribute != null && attribute.loadType == wanted)
                        {
                            method.Invoke(null, null);
                        }
                    }
                }
            }
        }
    }
}
