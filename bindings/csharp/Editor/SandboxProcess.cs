using System;
using System.Collections.Generic;
using System.Diagnostics;

namespace Kinpass.Unity.Editor
{
    // The sandbox program as a child of the editor. It ends when its input is closed, so it never outlives the editor, not
    // even after a crash.
    internal sealed class SandboxProcess : IDisposable
    {
        private const int StopMilliseconds = 3000;

        private readonly Dictionary<string, string> values = new Dictionary<string, string>();
        private readonly Process process;
        private bool disposed;

        internal SandboxProcess(string program, string arguments)
        {
            process = new Process
            {
                StartInfo = new ProcessStartInfo(program, "--until-stdin-closes " + arguments)
                {
                    UseShellExecute = false,
                    CreateNoWindow = true,
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                },
            };
            process.OutputDataReceived += OnLine;
            process.Start();
            process.BeginOutputReadLine();
        }

        internal bool IsReady
        {
            get { return Value("SANDBOX_READY") != null; }
        }

        internal bool HasExited
        {
            get { return disposed || process.HasExited; }
        }

        // Null until it is ready.
        internal string Url
        {
            get { return IsReady ? Value("SANDBOX_URL") : null; }
        }

        public void Dispose()
        {
            if (disposed)
            {
                return;
            }
            disposed = true;
            if (!process.HasExited)
            {
                process.StandardInput.Close();
                if (!process.WaitForExit(StopMilliseconds))
                {
                    Kill();
                }
            }
            process.Dispose();
        }

        private void Kill()
        {
            try
            {
                process.Kill();
            }
            catch (InvalidOperationException)
            {
                // It has ended by itself just now.
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // The same, seen a moment later.
            }
        }

        private string Value(string key)
        {
            lock (values)
            {
                string value;
                values.TryGetValue(key, out value);
                return value;
            }
        }

        // On a thread of the runtime: only keeps what it read.
        private void OnLine(object sender, DataReceivedEventArgs line)
        {
            var parts = (line.Data ?? "").Split(new[] { '=' }, 2);
            if (parts.Length == 2 && parts[0].StartsWith("SANDBOX_", StringComparison.Ordinal))
            {
                lock (values)
                {
                    values[parts[0]] = parts[1];
                }
            }
        }
    }
}
