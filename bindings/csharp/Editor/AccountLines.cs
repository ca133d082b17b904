using System;
using System.Collections.Generic;

namespace Kinpass.Unity.Editor
{
    // The open accounts of the running game as lines of text. No token among them.
    internal static class AccountLines
    {
        internal struct Line
        {
            internal string Player;
            internal string State;
        }

        internal static List<Line> All()
        {
            var lines = new List<Line>();
            foreach (var account in KinpassRuntime.OpenAccounts())
            {
                if (!account.IsDisposed)
                {
                    lines.Add(new Line { Player = account.PlayerKey, State = Describe(account.GetInfo()) });
                }
            }
            return lines;
        }

        private static string Describe(AccountInfo info)
        {
            var text = info.State.ToString();
            if (info.IsProvisional)
            {
                text += ", provisional";
            }
            if (info.TokenExpiresIn > TimeSpan.Zero)
            {
                text += ", token for " + info.TokenExpiresIn;
            }
            text += ", " + info.ChildTokens + " child tokens";
            return info.HasSession ? text + ", session" : text;
        }
    }
}
