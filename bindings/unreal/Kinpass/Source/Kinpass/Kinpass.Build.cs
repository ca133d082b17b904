using UnrealBuildTool;

public class Kinpass : ModuleRules
{
	public Kinpass(ReadOnlyTargetRules Target) : base(Target)
	{
		PCHUsage = PCHUsageMode.UseExplicitOrSharedPCHs;

		PublicDependencyModuleNames.AddRange(new string[] { "Core", "CoreUObject", "Engine", "DeveloperSettings" });

		// kinpass.h is included by private files only, so nobody who uses this module sees it.
		PrivateDependencyModuleNames.AddRange(new string[] { "KinpassLibrary", "Projects" });
	}
}
