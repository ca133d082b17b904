using System;
using System.Collections.Generic;

namespace UnityEngine
{
    public class Object
    {
        public string name { get; set; }
    }

    public class ScriptableObject : Object
    {
        public static T CreateInstance<T>()
            where T : ScriptableObject
        {
            return (T)Activator.CreateInstance(typeof(T), true);
        }
    }

    public class MonoBehaviour : Object
    {
    }

    public static class Resources
    {
        // What the project has in its Resources folders; filled by a test.
        public static readonly Dictionary<string, Object> Assets = new Dictionary<string, Object>();

        public static T Load<T>(string path)
            where T : Object
        {
            Object asset;
            Assets.TryGetValue(path, out asset);
            return asset as T;
        }
    }

    public static class Application
    {
        public static event Action quitting;

        public static event Action<string> deepLinkActivated;

        // Set by a test.
        public static RuntimePlatform platform { get; set; }

        public static string OpenedUrl { get; private set; }

        public static void OpenURL(string url)
        {
            OpenedUrl = url;
        }

        internal static void RaiseQuitting()
        {
            if (quitting != null)
            {
                quitting();
            }
        }

        public static int QuittingHandlers
        {
            get { return quitting == null ? 0 : quitting.GetInvocationList().Length; }
        }

        public static void RaiseDeepLink(string url)
        {
            if (deepLinkActivated != null)
            {
                deepLinkActivated(url);
            }
        }
    }

    public enum RuntimePlatform
    {
        OSXEditor = 0,
        Android = 11,
        LinuxEditor = 16,
    }

    public static class Debug
    {
        public static readonly List<Exception> Exceptions = new List<Exception>();
        public static readonly List<string> Lines = new List<string>();
        // Those of the lines above that were told as such.
        public static readonly List<string> Warnings = new List<string>();
        public static readonly List<string> Errors = new List<string>();

        public static void LogException(Exception exception)
        {
            Exceptions.Add(exception);
        }

        public static void Log(object message)
        {
            Lines.Add(message.ToString());
        }

        public static void LogWarning(object message)
        {
            Log(message);
            Warnings.Add(message.ToString());
        }

        public static void LogError(object message)
        {
            Log(message);
            Errors.Add(message.ToString());
        }
    }

    public enum RuntimeInitializeLoadType
    {
        AfterSceneLoad,
        BeforeSceneLoad,
        AfterAssembliesLoaded,
        BeforeSplashScreen,
        SubsystemRegistration,
    }

    [AttributeUsage(AttributeTargets.Method)]
    public class RuntimeInitializeOnLoadMethodAttribute : Attribute
    {
        public RuntimeInitializeOnLoadMethodAttribute(RuntimeInitializeLoadType loadType)
        {
            this.loadType = loadType;
        }

        public RuntimeInitializeLoadType loadType { get; private set; }
    }

    [AttributeUsage(AttributeTargets.Class)]
    public sealed class CreateAssetMenuAttribute : Attribute
    {
        public string fileName { get; set; }

        public string menuName { get; set; }
    }

    [AttributeUsage(AttributeTargets.Field)]
    public sealed class SerializeField : Attribute
    {
    }

    [AttributeUsage(AttributeTargets.Field)]
    public sealed class HeaderAttribute : Attribute
    {
        public HeaderAttribute(string header)
        {
        }
    }

    [AttributeUsage(AttributeTargets.Field)]
    public sealed class TooltipAttribute : Attribute
    {
        public TooltipAttribute(string tooltip)
        {
        }
    }
}

namespace UnityEngine.Scripting
{
    [AttributeUsage(AttributeTargets.Assembly)]
    public class AlwaysLinkAssemblyAttribute : Attribute
    {
    }

    [AttributeUsage(AttributeTargets.All)]
    public class PreserveAttribute : Attribute
    {
    }
}
