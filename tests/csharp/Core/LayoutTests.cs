using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using NUnit.Framework;

namespace Kinpass.Tests
{
    // The structs of Runtime/Core/Native against the header, field by field. A C program compiled from the header wrote the
    // file: `struct NAME SIZE`, then `field NAME OFFSET` for each.
    [TestFixture]
    public class LayoutTests
    {
        [Test]
        public void EveryStructLiesAsInTheHeader()
        {
            var structs = Structs();
            var seen = new HashSet<string>();
            Type current = null;
            var fields = new List<string>();
            foreach (var line in File.ReadAllLines(Setup.LayoutFile))
            {
                var words = line.Split(' ');
                if (words[0] == "struct")
                {
                    SameFields(current, fields);
                    fields.Clear();
                    Assert.IsTrue(structs.TryGetValue(words[1], out current), words[1] + " is missing");
                    Assert.AreEqual(int.Parse(words[2]), Marshal.SizeOf(current), words[1]);
                    seen.Add(words[1]);
                }
                else
                {
                    var offset = (int)Marshal.OffsetOf(current, words[1]);
                    Assert.AreEqual(int.Parse(words[2]), offset, current.Name + "." + words[1]);
                    fields.Add(words[1]);
                }
            }
            SameFields(current, fields);
            Assert.IsTrue(seen.SetEquals(structs.Keys), "C# has structs that the header has not");
        }

        private static void SameFields(Type type, List<string> header)
        {
            if (type == null)
            {
                return;
            }
            var here = type.GetFields(BindingFlags.Instance | BindingFlags.Public).Select(field => field.Name);
            Assert.AreEqual(string.Join(" ", header), string.Join(" ", here), type.Name);
        }

        private static Dictionary<string, Type> Structs()
        {
            return typeof(KinpassClient).Assembly.GetTypes()
                .Where(type => type.IsValueType && !type.IsEnum && type.Name.StartsWith("kinpass_", StringComparison.Ordinal))
                .ToDictionary(type => type.Name);
        }
    }
}
