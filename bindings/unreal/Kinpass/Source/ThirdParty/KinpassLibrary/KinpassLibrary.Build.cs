using System.IO;
using UnrealBuildTool;

// The native library: its header and, for each platform, what to link and what to ship. Both are put here by
// `cargo xtask unreal-stage`; nothing of it is in the repository.
public class KinpassLibrary : ModuleRules
{
	public KinpassLibrary(ReadOnlyTargetRules Target) : base(Target)
	{
		Type = ModuleType.External;

		string Header = Path.Combine(ModuleDirectory, "include", "kinpass.h");
		if (!File.Exists(Header))
		{
			throw new BuildException("Kinpass: {0} is missing. Run `cargo xtask unreal-stage` first (see docs/unreal.md).", Header);
		}
		PublicSystemIncludePaths.Add(Path.Combine(ModuleDirectory, "include"));

		string Libraries = Path.Combine(ModuleDirectory, "lib");

		if (Target.Platform == UnrealTargetPlatform.Win64)
		{
			// All three are needed. Without the import library nothing links; without the delay-load entry Windows looks
			// for the DLL before StartupModule can say where it is; without the runtime dependency the editor works and
			// the packaged game does not start.
			PublicAdditionalLibraries.Add(Path.Combine(Libraries, "Win64", "kinpass.dll.lib"));
			PublicDelayLoadDLLs.Add("kinpass.dll");
			RuntimeDependencies.Add("$(PluginDir)/Binaries/ThirdParty/KinpassLibrary/Win64/kinpass.dll");
		}
		else if (Target.Platform == UnrealTargetPlatform.Linux)
		{
			string Shared = Path.Combine("$(PluginDir)", "Binaries", "ThirdParty", "KinpassLibrary", "Linux", "libkinpass.so");
			PublicAdditionalLibraries.Add(Shared);
			PublicDelayLoadDLLs.Add(Shared);
			RuntimeDependencies.Add(Shared);
			// The name that the loader asks for: the soname.
			RuntimeDependencies.Add(Path.Combine("$(PluginDir)", "Binaries", "ThirdParty", "KinpassLibrary", "Linux", "libkinpass.so.0"));
		}
		else if (Target.Platform == UnrealTargetPlatform.Mac)
		{
			string Shared = Path.Combine("$(PluginDir)", "Binaries", "ThirdParty", "KinpassLibrary", "Mac", "libkinpass.dylib");
			PublicAdditionalLibraries.Add(Shared);
			PublicDelayLoadDLLs.Add(Shared);
			RuntimeDependencies.Add(Shared);
		}
		else if (Target.Platform == UnrealTargetPlatform.Android)
		{
			// The linker takes the one that fits the architecture; the APL file puts it into the package.
			PublicAdditionalLibraries.Add(Path.Combine(Libraries, "Android", "arm64-v8a", "libkinpass.so"));
			PublicAdditionalLibraries.Add(Path.Combine(Libraries, "Android", "x86_64", "libkinpass.so"));

			string PluginPath = Utils.MakePathRelativeTo(ModuleDirectory, Target.RelativeEnginePath);
			AdditionalPropertiesForReceipt.Add("AndroidPlugin", Path.Combine(PluginPath, "KinpassLibrary_APL.xml"));
		}
		else if (Target.Platform == UnrealTargetPlatform.IOS)
		{
			// iOS takes no loose shared libraries.
			PublicDefinitions.Add("KINPASS_STATIC=1");
			PublicAdditionalLibraries.Add(Path.Combine(Libraries, "IOS", "libkinpass.a"));
			PublicFrameworks.AddRange(new string[] { "Security", "SystemConfiguration", "CoreFoundation" });
		}
	}
}
