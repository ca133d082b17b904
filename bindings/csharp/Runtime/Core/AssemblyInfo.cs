using System.Reflection;
using System.Runtime.CompilerServices;

[assembly: AssemblyTitle("Kinpass")]
[assembly: InternalsVisibleTo("Kinpass.Tests")]

// Unity's linker keeps what bears an attribute of this name, whatever its namespace: so the core needs no engine for it.
[assembly: Kinpass.Preserve]
