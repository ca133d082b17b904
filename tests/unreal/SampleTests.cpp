// The sample game, as its page tells it.

#include "Check.h"
#include "KinpassSampleGameInstance.h"
#include "KinpassSubsystem.h"
#include "Play.h"
#include "Sandbox.h"
#include "Shim.h"

/** The sample's ini file, which the shim does not read. */
class FSample
{
public:
	FSample() : Game(NewObject<UKinpassSampleGameInstance>())
	{
		Game->AddToRoot();
		Game->OtherApplicationId = Sandbox::Beta;
		Game->Init();
	}
	~FSample()
	{
		Stop();
		Game->RemoveFromRoot();
	}
	void Stop()
	{
		if (Game->GetSubsystem<UKinpassSubsystem>() != nullptr)
		{
			Game->Shutdown();
		}
	}
	UKinpassSampleGameInstance* operator->() const { return Game; }

private:
	UKinpassSampleGameInstance* Game;
};

TEST(the_sample_links_and_gets_everything)
{
	Sandbox::Post("/_sandbox/settings", TEXT("{\"consent\":\"allow\"}"));
	FSample Sample;
	REQUIRE(Until([&Sample] { return Sample->Steps.Num() == 1; }));
	Sandbox::Visit(Sandbox::Visit(ShimLaunchedUrl()));
	REQUIRE(Until([&Sample] { return Sample->bDone; }));
	REQUIRE(Sample->Steps.Num() == 6);
	CHECK(Sample->Steps[1].Equals(TEXT("Signed in.")));
	CHECK(Sample->Steps[2].Contains(Sandbox::Alpha));
	CHECK(Sample->Steps[3].Contains(Sandbox::Beta));
	CHECK(Sample->Steps[4].StartsWith(TEXT("LootLocker session of player ")));
	CHECK(Sample->Steps[5].StartsWith(TEXT("LootLocker says ")));
}

TEST(the_sample_says_that_the_player_refused)
{
	Sandbox::Post("/_sandbox/settings", TEXT("{\"consent\":\"deny\"}"));
	FSample Sample;
	REQUIRE(Until([&Sample] { return Sample->Steps.Num() == 1; }));
	Sandbox::Visit(Sandbox::Visit(ShimLaunchedUrl()));
	REQUIRE(Until([&Sample] { return Sample->bDone; }));
	CHECK(Sample->Steps.Last().StartsWith(TEXT("Signing in failed: ")));
}

TEST(the_sample_survives_a_stop_during_its_sign_in)
{
	FSample Sample;
	REQUIRE(Until([&Sample] { return Sample->Steps.Num() == 1; }));
	Sample.Stop();
	CHECK(Sample->bDone);
}
