// The module, the log, and the text that goes through.

#include "Check.h"
#include "KinpassBlueprintLibrary.h"
#include "KinpassDoneAction.h"
#include "KinpassModule.h"
#include "KinpassSessionAction.h"
#include "KinpassTestListener.h"
#include "Play.h"
#include "Sandbox.h"
#include "Shim.h"

TEST(the_library_is_the_one_the_plugin_was_made_for)
{
	CHECK(FKinpassModule::IsLibraryUsable());
	const int32 Number = UKinpassBlueprintLibrary::LibraryVersionNumber();
	CHECK(UKinpassBlueprintLibrary::LibraryVersion().Equals(
		FString::Printf(TEXT("%d.%d.%d"), Number / 1000000, Number / 1000 % 1000, Number % 1000)));
	FKinpassError Error;
	CHECK(UKinpassBlueprintLibrary::IsOk(Error));
	Error.StatusCode = 101;
	CHECK(UKinpassBlueprintLibrary::StatusName(Error).Equals(TEXT("KINPASS_ERROR_TIMEOUT")));
}

TEST(without_a_library_everything_ends_with_an_error_and_nothing_crashes)
{
	ShimStopEngine();
	CHECK(!FKinpassModule::IsLibraryUsable());
	{
		FPlay Play;
		CHECK(!Play.Kinpass().IsRunning());
		FListener Listener;
		Listener->Hear(UKinpassDoneAction::Ping(Play.Game(), TEXT("token")))->Activate();
		CHECK(Listener.EndsOnce());
		CHECK(Listener->Error.Status == EKinpassStatus::InvalidHandle);
		FKinpassAuthorizationPage Page;
		CHECK(!Play.Kinpass().CreateAuthorization(FKinpassAuthorizationPageOptions(), Page).IsOk());
		CHECK(UKinpassBlueprintLibrary::LibraryVersion().IsEmpty());
	}
	ShimStartEngine();
	CHECK(FKinpassModule::IsLibraryUsable());
}

TEST(the_log_of_the_library_arrives_and_holds_no_secret)
{
	const int32 Before = ShimLogLines().Num();
	FPlay Play;
	const Sandbox::FTokens Tokens = Sandbox::Link(TEXT("ada"));
	const FString Child = Sandbox::ChildToken(Tokens.AccessToken, Sandbox::Alpha);
	FListener Listener;
	FKinpassStartSessionOptions Options;
	Options.AccessToken = Child;
	Listener->Hear(UKinpassSessionAction::StartSession(Play.Game(), Options))->Activate();
	REQUIRE(Listener.EndsOnce());
	Play.Stop();

	int32 Ours = 0;
	bool bFromAnotherThread = false;
	const TArray<FShimLogLine> Lines = ShimLogLines();
	for (int32 Index = Before; Index < Lines.Num(); ++Index)
	{
		const FShimLogLine& Line = Lines[Index];
		Ours += Line.Category.Equals(TEXT("LogKinpass")) ? 1 : 0;
		bFromAnotherThread = bFromAnotherThread || !Line.bOnGameThread;
		CHECK(!Line.Text.Contains(Child));
		CHECK(!Line.Text.Contains(Listener->Session.SessionToken));
		CHECK(!Line.Text.Contains(Listener->Session.RefreshToken));
	}
	CHECK(Ours > 0);
	// Else the hand over between threads was not tried at all.
	CHECK(bFromAnotherThread);
}

TEST(after_the_end_no_log_line_comes)
{
	{
		FPlay Play;
		FListener Listener;
		Listener->Hear(UKinpassDoneAction::Ping(Play.Game(), TEXT("token")))->Activate();
	}
	const int32 AtTheEnd = ShimLogLines().Num();
	Settle();
	CHECK(ShimLogLines().Num() == AtTheEnd);
}
