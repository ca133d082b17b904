using UnrealBuildTool;

public class KinpassSample : ModuleRules
{
	public KinpassSample(ReadOnlyTargetRules Target) : base(Target)
	{
		PCHUsage = PCHUsageMode.UseExplicitOrSharedPCHs;
		PublicDependencyModuleNames.AddRange(new string[] { "Core", "CoreUObject", "Engine", "Kinpass" });
	}
}
