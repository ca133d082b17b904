using System;
using System.Threading.Tasks;
using NUnit.Framework;

namespace Kinpass.Tests
{
    // Two app domains one after the other in one process: what Unity's editor does when it reloads code. The native library
    // stays loaded, with its threads, while the code that used it goes.
    [TestFixture]
    public class DomainTests : SandboxFixture
    {
        [Test]
        public void OneDomainAfterTheOther()
        {
            for (var round = 0; round < 3; round++)
            {
                InDomain(guest => guest.RunAndEnd(World.Url));
            }
            Done(Client.Discord.RefreshTokenAsync(World.Link().RefreshToken));
        }

        [Test]
        public void ADomainThatGoesWithRequestsOpen()
        {
            World.Fault("GET /game/ping", "{\"kind\":\"delay\",\"ms\":300}", "null");
            NativeThreads.RiseTo(1); // Of the client of this test.
            var before = NativeThreads.Count();
            for (var round = 0; round < 3; round++)
            {
                InDomain(guest => guest.LeaveOpen(World.Url));
            }
            NativeThreads.FallTo(before);
            World.ClearFaults();
            Done(Client.Discord.RefreshTokenAsync(World.Link().RefreshToken));
            InDomain(guest => guest.RunAndEnd(World.Url));
        }

        private static void InDomain(Action<Guest> use)
        {
            var domain = AppDomain.CreateDomain("reloaded", null, AppDomain.CurrentDomain.SetupInformation);
            try
            {
                var type = typeof(Guest);
                use((Guest)domain.CreateInstanceAndUnwrap(type.Assembly.FullName, type.FullName));
            }
            finally
            {
                AppDomain.Unload(domain);
            }
        }

        // Lives in the other domain.
        private sealed class Guest : MarshalByRefObject
        {
            private KinpassClient open;

            public void RunAndEnd(string url)
            {
                var world = new World(url);
                using (var client = new KinpassClient(world.Config()))
                {
                    var linked = world.Link("guest");
                    for (var i = 0; i < 20; i++)
                    {
                        var token = client.PumpToEnd(client.Discord.RefreshTokenAsync(linked.RefreshToken), Patience);
                        linked.RefreshToken = token.RefreshToken;
                    }
                    var task = client.LootLocker.PingAsync("x");
                    client.Dispose();
                    Assert.IsTrue(task.IsCompleted);
                }
            }

            // Nobody ends it: the finaliser has to, while the domain unloads.
            public void LeaveOpen(string url)
            {
                open = new KinpassClient(new World(url).Config());
                for (var i = 0; i < 20; i++)
                {
                    open.LootLocker.PingAsync("x");
                }
                open.OpenAccount(new AccountOptions { PlayerKey = "guest", ApplicationId = World.Alpha });
                open.Pump();
            }
        }
    }
}
