// The sample game, as its page tells it.

#include "Check.h"
#include "KinpassSampleGameInstance.h"
#include "KinpassSettings.h"
#include "Play.h"
#include "Sandbox.h"

TEST(the_sample_says_what_is_wrong)
{
	// No browser opens on a machine without one, or the player has a mouse: here the page is never visited, and Stop ends it.
	UKinpassSampleGameInstance* Game = NewObject<UKinpassSampleGameInstance>();
	Game->AddToRoot();
	Game->Init();
	Settle();
	Game->Shutdown();
	CHECK(Game->bDone);
	CHECK(!Game->Steps.IsEmpty() && Game->Steps.Last().StartsWith(TEXT("Signing in failed: ")));
	Game->RemoveFromRoot();
}
