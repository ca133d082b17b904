using System;
using UnityEngine.LowLevel;
using UnityEngine.PlayerLoop;

namespace Kinpass.Unity
{
    // Puts one call into the engine's frame, at the beginning of Update: scripts see in the same frame what has arrived.
    internal static class PlayerLoopHook
    {
        // Stands for the call in the profiler and in the loop's tree.
        internal struct KinpassUpdate
        {
        }

        private static bool wasInstalled;

        // Others may have replaced the loop since, so the tree is looked at and not remembered.
        internal static void Install(PlayerLoopSystem.UpdateFunction pump)
        {
            var loop = PlayerLoop.GetCurrentPlayerLoop();
            var phase = FindUpdate(loop);
            if (phase < 0)
            {
                throw new InvalidOperationException(
                    "The player loop has no Update phase to pump Kinpass in: call KinpassRuntime.PumpAll every frame.");
            }
            var systems = loop.subSystemList[phase].subSystemList ?? new PlayerLoopSystem[0];
            if (FindHook(systems) >= 0)
            {
                return;
            }
            var extended = new PlayerLoopSystem[systems.Length + 1];
            extended[0] = new PlayerLoopSystem { type = typeof(KinpassUpdate), updateDelegate = pump };
            Array.Copy(systems, 0, extended, 1, systems.Length);
            loop.subSystemList[phase].subSystemList = extended;
            PlayerLoop.SetPlayerLoop(loop);
            wasInstalled = true;
        }

        internal static void Remove()
        {
            // The reset at the start of a program comes this way, before there is anything to look at.
            if (!wasInstalled)
            {
                return;
            }
            wasInstalled = false;
            var loop = PlayerLoop.GetCurrentPlayerLoop();
            var phase = FindUpdate(loop);
            if (phase < 0)
            {
                return;
            }
            var systems = loop.subSystemList[phase].subSystemList ?? new PlayerLoopSystem[0];
            var hook = FindHook(systems);
            if (hook < 0)
            {
                return;
            }
            var rest = new PlayerLoopSystem[systems.Length - 1];
            Array.Copy(systems, 0, rest, 0, hook);
            Array.Copy(systems, hook + 1, rest, hook, rest.Length - hook);
            loop.subSystemList[phase].subSystemList = rest;
            PlayerLoop.SetPlayerLoop(loop);
        }

        private static int FindUpdate(PlayerLoopSystem loop)
        {
            return loop.subSystemList == null
                ? -1
                : Array.FindIndex(loop.subSystemList, system => system.type == typeof(Update));
        }

        private static int FindHook(PlayerLoopSystem[] systems)
        {
            return Array.FindIndex(systems, system => system.type == typeof(KinpassUpdate));
        }
    }
}
