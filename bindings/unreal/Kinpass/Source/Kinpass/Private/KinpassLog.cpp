#include "KinpassLog.h"

#include "KinpassModule.h"
#include "KinpassUtf8.h"

// UE_LOG is for any thread: the engine itself holds lines back for those outputs that want the game thread. So nothing is
// queued here, and the last lines before a crash are in the log. No UObject and no state is touched, and there is no user
// data that could be gone.
void KinpassLog::Write(kinpass_log_level Level, const char* Target, const char* Text, void* /*UserData*/)
{
	const FString Who = KinpassText::FromUtf8(Target);
	const FString What = KinpassText::FromUtf8(Text);
	switch (Level)
	{
	case KINPASS_LOG_LEVEL_ERROR:
		UE_LOG(LogKinpass, Error, TEXT("%s: %s"), *Who, *What);
		break;
	case KINPASS_LOG_LEVEL_WARN:
		UE_LOG(LogKinpass, Warning, TEXT("%s: %s"), *Who, *What);
		break;
	case KINPASS_LOG_LEVEL_INFO:
		UE_LOG(LogKinpass, Log, TEXT("%s: %s"), *Who, *What);
		break;
	case KINPASS_LOG_LEVEL_DEBUG:
		UE_LOG(LogKinpass, Verbose, TEXT("%s: %s"), *Who, *What);
		break;
	case KINPASS_LOG_LEVEL_TRACE:
		UE_LOG(LogKinpass, VeryVerbose, TEXT("%s: %s"), *Who, *What);
		break;
	case KINPASS_LOG_LEVEL_OFF:
		break;
	}
}
