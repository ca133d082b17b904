using System;
using System.Diagnostics;
using System.Globalization;
using Kinpass;

// What a frame with nothing to do costs: time per pump, and whether anything was allocated.
internal static class Idle
{
    private const int Rounds = 7;
    private const int Pumps = 1000000;

    private static void Main()
    {
        var config = new KinpassConfig
        {
            DiscordApplicationId = "1",
            LootLockerGameKey = "dev_bench",
            ProxyUrl = "none",
        };
        using (var client = new KinpassClient(config))
        {
            Measure(client);
            var best = double.MaxValue;
            for (var round = 0; round < Rounds; round++)
            {
                best = Math.Min(best, Measure(client));
            }
            Console.WriteLine("idle pump: " + best.ToString("0.0", CultureInfo.InvariantCulture) + " ns (goal 300)");
            Console.WriteLine("allocated: " + Allocated(client) + " bytes in " + Pumps + " pumps (goal 0)");
        }
    }

    private static double Measure(KinpassClient client)
    {
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Pumps; i++)
        {
            client.Pump();
        }
        return watch.Elapsed.TotalMilliseconds * 1000000.0 / Pumps;
    }

    // Mono 6 has no count of bytes allocated. The heap's growth shows it as well, if no collection comes between; at one
    // small object per pump it would grow by 16 MB or be collected.
    private static long Allocated(KinpassClient client)
    {
        GC.Collect();
        var collections = GC.CollectionCount(0);
        var before = GC.GetTotalMemory(false);
        for (var i = 0; i < Pumps; i++)
        {
            client.Pump();
        }
        var growth = GC.GetTotalMemory(false) - before;
        return GC.CollectionCount(0) == collections ? growth : -1;
    }
}
