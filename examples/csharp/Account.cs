// A player's account, kept fresh: link in the browser on the first run, silently on the next; child tokens for two games;
// a LootLocker session that survives its own end.
//
// Against the local sandbox (SANDBOX_URL) it needs nothing else. Against the real services it reads
// KINPASS_DISCORD_APPLICATION_ID, KINPASS_CHILD_APPLICATION_ID, KINPASS_OTHER_CHILD_APPLICATION_ID and KINPASS_GAME_KEY.

using System;
using System.Threading;
using System.Threading.Tasks;
using Kinpass;

internal static class Program
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);
    private static readonly Sandbox Sandbox = Sandbox.FromEnvironment();

    private static int Main()
    {
        try
        {
            using (var client = new KinpassClient(Config()))
            {
                // A game calls client.Pump() every frame; a program without frames pumps until it is done.
                client.PumpToEnd(Play(client, CancellationToken.None), Patience);
            }
            return 0;
        }
        catch (KinpassException failure)
        {
            // The error tells what to do: try again later, link again, or fix the configuration. It holds no token.
            Console.Error.WriteLine(failure.Error);
            return 1;
        }
    }

    private static async Task Play(KinpassClient client, CancellationToken cancellation)
    {
        var firstGame = Setting("KINPASS_CHILD_APPLICATION_ID", "1100000000000000011");
        var secondGame = Setting("KINPASS_OTHER_CHILD_APPLICATION_ID", "1100000000000000012");

        using (var account = Open(client, firstGame))
        {
            var known = await SignInSilently(account, cancellation);
            if (!known)
            {
                await Link(account, cancellation);
                Console.WriteLine("linked in the browser");
            }
        }

        // The next run, in short: the account was closed, and is opened again from its store.
        using (var account = Open(client, firstGame))
        {
            if (await SignInSilently(account, cancellation))
            {
                Console.WriteLine("signed in silently");
            }

            var first = await account.GetChildTokenAsync(cancellation);
            Console.WriteLine("child token of the first game, valid for " + first.ExpiresIn);
            var second = await account.GetChildTokenAsync(
                new ChildTokenOptions { ApplicationId = secondGame }, cancellation);
            Console.WriteLine("child token of the second game, valid for " + second.ExpiresIn);

            await KeepTheSession(account, cancellation);
        }
    }

    private static async Task<bool> SignInSilently(KinpassAccount account, CancellationToken cancellation)
    {
        try
        {
            await account.SignInAsync(new SignInOptions { Method = SignInMethod.Silent }, cancellation);
            return true;
        }
        catch (KinpassException failure) when (
            failure.Status == KinpassStatus.NotLinked || failure.Status == KinpassStatus.LinkLost)
        {
            return false;
        }
    }

    private static Task Link(KinpassAccount account, CancellationToken cancellation)
    {
        var options = new SignInOptions { Method = SignInMethod.Browser, Scope = DiscordScopes.Communication };
        if (Sandbox != null)
        {
            // In place of a browser and a person: the sandbox consents by itself when the page is opened.
            options.HostOpensBrowser = true;
            options.OnAuthorizationUrl = Sandbox.Open;
        }
        return account.SignInAsync(options, cancellation);
    }

    private static async Task KeepTheSession(KinpassAccount account, CancellationToken cancellation)
    {
        account.SessionRenewed += (_, session) => Console.WriteLine("session renewed for player " + session.PlayerId);
        var started = await account.GetSessionAsync(cancellation);
        Console.WriteLine("session of player " + started.PlayerId);
        if (Sandbox != null)
        {
            Sandbox.ExpireSession(started.SessionToken);
        }

        // The session is over, but nobody has to care: it is renewed under way, and the request sent once more.
        var answer = await account.RequestAsync(new ServiceRequest { Path = "/game/player/name" }, cancellation);
        Console.WriteLine("request answered with HTTP " + answer.HttpStatus);
    }

    private static KinpassAccount Open(KinpassClient client, string game)
    {
        var account = client.OpenAccount(new AccountOptions { PlayerKey = "player-1", ApplicationId = game });
        account.LinkLost += (_, why) => Console.WriteLine("link lost, the player has to link again: " + why);
        account.WentOffline += _ => Console.WriteLine("offline; tokens are kept");
        account.WentOnline += _ => Console.WriteLine("online again");
        return account;
    }

    private static KinpassConfig Config()
    {
        var config = new KinpassConfig
        {
            DiscordApplicationId = Setting("KINPASS_DISCORD_APPLICATION_ID", "1100000000000000001"),
            LootLockerGameKey = Setting("KINPASS_GAME_KEY", "dev_sandbox_alpha"),
            Store = StoreKind.System,
        };
        if (Sandbox != null)
        {
            Sandbox.Configure(config);
        }
        return config;
    }

    // The sandbox's own identifiers stand in where nothing is given.
    private static string Setting(string name, string ofTheSandbox)
    {
        var value = Environment.GetEnvironmentVariable(name);
        if (string.IsNullOrEmpty(value) && Sandbox == null)
        {
            throw new InvalidOperationException("The environment variable " + name + " is needed.");
        }
        return string.IsNullOrEmpty(value) ? ofTheSandbox : value;
    }
}
