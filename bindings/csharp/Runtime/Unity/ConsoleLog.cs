using UnityEngine;

namespace Kinpass.Unity
{
    // The library's log lines in Unity's console.
    internal static class ConsoleLog
    {
        internal static void Write(KinpassLogLevel level, string target, string text)
        {
            var line = "[Kinpass] " + target + ": " + text;
            switch (level)
            {
                case KinpassLogLevel.Error:
                    Debug.LogError(line);
                    break;
                case KinpassLogLevel.Warn:
                    Debug.LogWarning(line);
                    break;
                default:
                    Debug.Log(line);
                    break;
            }
        }
    }
}
