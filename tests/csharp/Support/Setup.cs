using System;

namespace Kinpass.Tests
{
    // What the one who starts the tests hands in by the environment.
    internal static class Setup
    {
        internal static string SandboxUrl
        {
            get { return Value("SANDBOX_URL"); }
        }

        internal static string SandboxProgram
        {
            get { return Value("KINPASS_SANDBOX_PROGRAM"); }
        }

        internal static string LayoutFile
        {
            get { return Value("KINPASS_LAYOUT_FILE"); }
        }

        // Missing is an error and no reason to skip: a test that does not run proves nothing.
        private static string Value(string name)
        {
            var value = Environment.GetEnvironmentVariable(name);
            if (string.IsNullOrEmpty(value))
            {
                throw new InvalidOperationException("The environment variable " + name + " is needed: use `cargo xtask test`.");
            }
            return value;
        }
    }
}
