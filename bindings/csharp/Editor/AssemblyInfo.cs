using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Kinpass.Tests")]
