using System.Runtime.CompilerServices;
using UnityEngine.Scripting;

// The linker would drop an assembly that no scene refers to, and with it the method that resets the statics.
[assembly: AlwaysLinkAssembly]
[assembly: Preserve]
[assembly: InternalsVisibleTo("Kinpass.Editor")]
[assembly: InternalsVisibleTo("Kinpass.Tests")]
