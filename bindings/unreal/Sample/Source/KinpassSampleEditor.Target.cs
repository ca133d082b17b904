using UnrealBuildTool;

public class KinpassSampleEditorTarget : TargetRules
{
	public KinpassSampleEditorTarget(TargetInfo Target) : base(Target)
	{
		Type = TargetType.Editor;
		DefaultBuildSettings = BuildSettingsVersion.Latest;
		IncludeOrderVersion = EngineIncludeOrderVersion.Latest;
		ExtraModuleNames.Add("KinpassSample");
	}
}
