using UnrealBuildTool;

public class KinpassSampleTarget : TargetRules
{
	public KinpassSampleTarget(TargetInfo Target) : base(Target)
	{
		Type = TargetType.Game;
		DefaultBuildSettings = BuildSettingsVersion.Latest;
		IncludeOrderVersion = EngineIncludeOrderVersion.Latest;
		ExtraModuleNames.Add("KinpassSample");
	}
}
