using System;
using System.Text;

namespace Kinpass.Tests
{
    // Just enough JSON for the sandbox's control plane: Mono's small installation has no reader of its own.
    internal static class Json
    {
        // An object of texts: name, value, name, value ...
        internal static string Texts(params string[] pairs)
        {
            var json = new StringBuilder("{");
            for (var i = 0; i < pairs.Length; i += 2)
            {
                json.Append(i == 0 ? "" : ",").Append(Quote(pairs[i])).Append(':').Append(Quote(pairs[i + 1]));
            }
            return json.Append('}').ToString();
        }

        // The text of a field, wherever in the object it stands. The sandbox's tokens hold nothing that is escaped.
        internal static string Text(string json, string field)
        {
            var rest = After(json, field);
            if (rest[0] != '"')
            {
                throw new FormatException(field + " is no text in " + json);
            }
            return rest.Substring(1, rest.IndexOf('"', 1) - 1);
        }

        internal static long Number(string json, string field)
        {
            var rest = After(json, field);
            var size = 0;
            while (size < rest.Length && (char.IsDigit(rest[size]) || rest[size] == '-'))
            {
                size++;
            }
            return long.Parse(rest.Substring(0, size));
        }

        internal static bool Flag(string json, string field)
        {
            return After(json, field).StartsWith("true", StringComparison.Ordinal);
        }

        private static string After(string json, string field)
        {
            var name = "\"" + field + "\"";
            var at = json.IndexOf(name, StringComparison.Ordinal);
            if (at < 0)
            {
                throw new FormatException("no " + field + " in " + json);
            }
            return json.Substring(at + name.Length).TrimStart().TrimStart(':').TrimStart();
        }

        private static string Quote(string text)
        {
            return "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";
        }
    }
}
