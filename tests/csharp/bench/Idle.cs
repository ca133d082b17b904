using System;
using System.Diagnostics;
using System.Globalization;
using Kinpass;

// What a frame with nothing to do costs: time per pump, and whether anything was allocated. The argument is how many pumps
// a round has (default: a million).
internal static class Idle
{
    private const int Rounds = 7;
    private const int Million = 1000000;
    private static int pumps = Million;

    private static void Main(string[] arguments)
    {
        if (arguments.Length > 0)
        {
            pumps = int.Parse(arguments[0], CultureInfo.InvariantCulture);
        }
        var config = new KinpassConfig
        {
            DiscordApplicationId = "1",
            LootLockerGameKey = "dev_bench",
            ProxyUrl = "none",
        };
        using (var client = new KinpassClient(config))
        {
            Measure(client);
            Console.WriteLine("idle pump: " + Best(client).ToString("0.0", CultureInfo.InvariantCulture) + " ns (goal 300)");
            CheckTheMeasure();
            var collections = Collections(() => client.Pump());
            // As in Unity, where the console listens to the log.
            client.Log += (level, target, text) => { throw new InvalidOperationException("not idle: " + text); };
            Console.WriteLine("  with a listener of the log: " + Best(client).ToString("0.0", CultureInfo.InvariantCulture) + " ns");
            collections += Collections(() => client.Pump());
            Console.WriteLine("idle pump: " + collections + " collections in a million (goal 0)");
        }
    }

    private static double Best(KinpassClient client)
    {
        var best = double.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            best = Math.Min(best, Measure(client));
        }
        return best;
    }

    private static double Measure(KinpassClient client)
    {
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < pumps; i++)
        {
            client.Pump();
        }
        return watch.Elapsed.TotalMilliseconds * 1000000.0 / pumps;
    }

    // Mono 6 has no count of bytes allocated, and its heap's size leaves out what is young. But every few megabytes it
    // collects: a million objects of the smallest kind show, and a million pumps without one allocated nothing each.
    private static int Collections(Action pump)
    {
        GC.Collect();
        var before = GC.CollectionCount(0);
        for (var i = 0; i < Million; i++)
        {
            pump();
        }
        return GC.CollectionCount(0) - before;
    }

    // That one object each time would have been seen.
    private static void CheckTheMeasure()
    {
        object kept = null;
        if (Collections(() => kept = new object()) == 0)
        {
            throw new InvalidOperationException("This runtime does not show allocations: " + kept);
        }
    }
}
