using System;
using System.Collections.Generic;

namespace Kinpass.Tests
{
    // Accounts of players who have linked already, and what happens to them.
    public abstract class AccountFixture : SandboxFixture
    {
        internal List<string> Heard { get; private set; }

        // An account that holds a parent token as the Social SDK would have given it to the host.
        internal KinpassAccount Adopted(string player = "ada", AccountOptions options = null, TimeSpan? expiresIn = null)
        {
            var linked = World.Link(player);
            var account = Opened(player, options);
            Done(account.AdoptTokensAsync(new AdoptTokensOptions
            {
                AccessToken = linked.AccessToken,
                RefreshToken = linked.RefreshToken,
                ExpiresIn = expiresIn ?? linked.ExpiresIn,
            }));
            return account;
        }

        // One whose parent has to be renewed before anything is done with it.
        internal KinpassAccount AdoptedOld(AccountOptions options = null)
        {
            var account = Adopted("ada", options, TimeSpan.FromSeconds(1));
            // What is left at adoption counts as the token's whole life; one that is nearly fresh is not renewed.
            System.Threading.Thread.Sleep(200);
            return account;
        }

        internal KinpassAccount Opened(string player = "ada", AccountOptions options = null)
        {
            options = options ?? new AccountOptions();
            options.PlayerKey = player;
            options.ApplicationId = options.ApplicationId ?? World.Alpha;
            var account = Client.OpenAccount(options);
            Heard = new List<string>();
            Listen(account, Heard);
            return account;
        }

        private static void Listen(KinpassAccount account, List<string> heard)
        {
            account.TokenRenewed += (_, token) => heard.Add("token");
            account.ChildTokenRenewed += (_, token) => heard.Add("child");
            account.SessionRenewed += (_, session) => heard.Add("session");
            account.WentOffline += _ => heard.Add("offline");
            account.WentOnline += _ => heard.Add("online");
            account.TokenExpiring += _ => heard.Add("expiring");
            account.LinkLost += (_, error) => heard.Add("link lost: " + error.Status);
            account.SessionLost += (_, error) => heard.Add("session lost: " + error.Status);
            account.Banned += (_, error) => heard.Add("banned: " + error.Ban.Reason);
            account.StoreFailed += (_, error) => heard.Add("store: " + error.Status);
        }
    }
}
