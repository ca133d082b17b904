using System;

namespace Kinpass
{
    // Time spans and counts as the library takes them. Too large is cut off, never wrapped round.
    internal static class Units
    {
        internal static TimeSpan FromMilliseconds(ulong milliseconds)
        {
            const ulong largest = (ulong)(long.MaxValue / TimeSpan.TicksPerMillisecond);
            return milliseconds > largest
                ? TimeSpan.MaxValue
                : TimeSpan.FromTicks((long)milliseconds * TimeSpan.TicksPerMillisecond);
        }

        internal static TimeSpan FromSeconds(ulong seconds)
        {
            const ulong largest = (ulong)(long.MaxValue / TimeSpan.TicksPerSecond);
            return seconds > largest
                ? TimeSpan.MaxValue
                : TimeSpan.FromTicks((long)seconds * TimeSpan.TicksPerSecond);
        }

        // Rounded up: a limit of half a millisecond must not become 0, which means "the default".
        internal static uint ToMilliseconds(TimeSpan span, string name)
        {
            return (uint)Whole(span, TimeSpan.TicksPerMillisecond, uint.MaxValue, name);
        }

        internal static uint ToSeconds(TimeSpan span, string name)
        {
            return (uint)Whole(span, TimeSpan.TicksPerSecond, uint.MaxValue, name);
        }

        // Rounded down: a token must not be thought to live longer than it does.
        internal static ulong ToWholeSeconds(TimeSpan span, string name)
        {
            if (span < TimeSpan.Zero)
            {
                throw new ArgumentOutOfRangeException(name, span, "A time span may not be negative.");
            }
            return (ulong)(span.Ticks / TimeSpan.TicksPerSecond);
        }

        internal static uint ToCount(int count, string name)
        {
            if (count < 0)
            {
                throw new ArgumentOutOfRangeException(name, count, "A count may not be negative.");
            }
            return (uint)count;
        }

        private static ulong Whole(TimeSpan span, long unit, ulong largest, string name)
        {
            if (span < TimeSpan.Zero)
            {
                throw new ArgumentOutOfRangeException(name, span, "A time span may not be negative.");
            }
            var whole = (ulong)(span.Ticks / unit) + (span.Ticks % unit == 0 ? 0UL : 1UL);
            return Math.Min(whole, largest);
        }
    }
}
