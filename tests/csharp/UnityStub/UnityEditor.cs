using System;
using System.Collections.Generic;

namespace UnityEngine
{
    public class GUIStyle
    {
    }

    public class GUILayoutOption
    {
    }

    // Keeps what was drawn, and presses the button that a test names.
    public static class GUILayout
    {
        public static readonly List<string> Drawn = new List<string>();

        public static string Press { get; set; }

        public static void Label(string text, params GUILayoutOption[] options)
        {
            Drawn.Add(text);
        }

        public static void Label(string text, GUIStyle style, params GUILayoutOption[] options)
        {
            Drawn.Add(text);
        }

        public static bool Button(string text, params GUILayoutOption[] options)
        {
            Drawn.Add("[" + text + "]");
            return text == Press;
        }
    }
}

namespace UnityEditor
{
    using UnityEngine;

    [AttributeUsage(AttributeTargets.Class)]
    public class InitializeOnLoadAttribute : Attribute
    {
    }

    [AttributeUsage(AttributeTargets.Method)]
    public sealed class MenuItem : Attribute
    {
        public MenuItem(string itemName)
        {
        }
    }

    public enum PlayModeStateChange
    {
        EnteredEditMode,
        ExitingEditMode,
        EnteredPlayMode,
        ExitingPlayMode,
    }

    public static class EditorApplication
    {
        public static event Action<PlayModeStateChange> playModeStateChanged;

        public static event Action quitting;

        internal static void Raise(PlayModeStateChange change)
        {
            if (playModeStateChanged != null)
            {
                playModeStateChanged(change);
            }
        }

        internal static void RaiseQuitting()
        {
            if (quitting != null)
            {
                quitting();
            }
        }
    }

    public static class AssemblyReloadEvents
    {
        public delegate void AssemblyReloadCallback();

        public static event AssemblyReloadCallback beforeAssemblyReload;

        internal static void Raise()
        {
            if (beforeAssemblyReload != null)
            {
                beforeAssemblyReload();
            }
        }
    }

    public class EditorWindow : ScriptableObject
    {
        public static T GetWindow<T>(string title)
            where T : EditorWindow
        {
            return CreateInstance<T>();
        }

        public void Repaint()
        {
        }
    }

    public static class EditorPrefs
    {
        private static readonly Dictionary<string, string> Values = new Dictionary<string, string>();

        public static string GetString(string key, string defaultValue)
        {
            string value;
            return Values.TryGetValue(key, out value) ? value : defaultValue;
        }

        public static void SetString(string key, string value)
        {
            Values[key] = value;
        }
    }

    public enum MessageType
    {
        None,
        Info,
        Warning,
        Error,
    }

    public static class EditorStyles
    {
        public static GUIStyle boldLabel
        {
            get { return new GUIStyle(); }
        }
    }

    public static class EditorGUILayout
    {
        public static void Space()
        {
        }

        public static string TextField(string label, string text, params GUILayoutOption[] options)
        {
            GUILayout.Drawn.Add(label + ": " + text);
            return text;
        }

        public static void LabelField(string label, string label2, params GUILayoutOption[] options)
        {
            GUILayout.Drawn.Add(label + ": " + label2);
        }

        public static void HelpBox(string message, MessageType type)
        {
            GUILayout.Drawn.Add(message);
        }
    }

    public static class EditorUtility
    {
        public static void SetDirty(UnityEngine.Object target)
        {
        }
    }

    public static class AssetDatabase
    {
        public static void SaveAssets()
        {
        }
    }
}
