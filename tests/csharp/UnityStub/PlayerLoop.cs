using System;

namespace UnityEngine.LowLevel
{
    public struct PlayerLoopSystem
    {
        public delegate void UpdateFunction();

        public Type type;
        public PlayerLoopSystem[] subSystemList;
        public UpdateFunction updateDelegate;
    }

    public static class PlayerLoop
    {
        private static PlayerLoopSystem current = GetDefaultPlayerLoop();

        public static PlayerLoopSystem GetDefaultPlayerLoop()
        {
            return new PlayerLoopSystem
            {
                subSystemList = new[]
                {
                    new PlayerLoopSystem { type = typeof(UnityEngine.PlayerLoop.EarlyUpdate) },
                    new PlayerLoopSystem
                    {
                        type = typeof(UnityEngine.PlayerLoop.Update),
                        subSystemList = new[]
                        {
                            new PlayerLoopSystem { type = typeof(UnityEngine.PlayerLoop.Update.ScriptRunBehaviourUpdate) },
                        },
                    },
                },
            };
        }

        // A copy, as the engine hands out: changes count only after SetPlayerLoop.
        public static PlayerLoopSystem GetCurrentPlayerLoop()
        {
            return Copy(current);
        }

        public static void SetPlayerLoop(PlayerLoopSystem loop)
        {
            current = Copy(loop);
        }

        private static PlayerLoopSystem Copy(PlayerLoopSystem system)
        {
            if (system.subSystemList != null)
            {
                system.subSystemList = Array.ConvertAll(system.subSystemList, Copy);
            }
            return system;
        }
    }
}

namespace UnityEngine.PlayerLoop
{
    public struct EarlyUpdate
    {
    }

    public struct Update
    {
        public struct ScriptRunBehaviourUpdate
        {
        }
    }
}
