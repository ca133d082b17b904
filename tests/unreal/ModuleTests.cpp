// The module, the log, and the configuration that goes through.

#include <cstdio>
#include <cstdlib>

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

TEST(a_client_that_can_not_be_made_says_why)
{
	FPlay Play;
	const int32 Before = ShimLogLines().Num();
	FKinpassConfig Config = FKinpassConfig::FromSettings();
	Config.DiscordApplicationId = TEXT("my-app");
	const FKinpassError Error = Play.Kinpass().Restart(Config);
	CHECK(Error.Status == EKinpassStatus::InvalidArgument);
	const TCHAR* Reason = TEXT("discord_application_id: decimal digits expected, got \"my-app\"");
	CHECK(Error.Message.Contains(Reason));
	int32 Told = 0;
	for (int32 Index = Before; Index < ShimLogLines().Num(); ++Index)
	{
		Told += ShimLogLines()[Index].Text.Contains(Reason) ? 1 : 0;
	}
	// By the library's log, and by the subsystem.
	CHECK(Told == 2);
}

static FString FileText(const char* Path)
{
	FString Text;
	if (std::FILE* File = std::fopen(Path, "r"))
	{
		for (int Character = 0; (Character = std::fgetc(File)) != EOF;)
		{
			Text.AppendChar(static_cast<TCHAR>(Character));
		}
		std::fclose(File);
	}
	return Text;
}

TEST(an_authority_of_ones_own_is_trusted_and_no_other)
{
	FPlay Play;
	FKinpassConfig Config = FKinpassConfig::FromSettings();
	Config.LootLockerUrl = FString(std::getenv("SANDBOX_HTTPS_URL"));
	Config.MaxAttempts = 1;
	REQUIRE(Play.Kinpass().Restart(Config).IsOk());
	FListener Stranger;
	Stranger->Hear(UKinpassDoneAction::Ping(Play.Game(), TEXT("token")))->Activate();
	REQUIRE(Stranger.EndsOnce());
	CHECK(Stranger->Error.Status == EKinpassStatus::Tls);

	Config.CaCertificatesPem = FileText(std::getenv("SANDBOX_CA_FILE"));
	REQUIRE(!Config.CaCertificatesPem.IsEmpty());
	REQUIRE(Play.Kinpass().Restart(Config).IsOk());
	FListener Friend;
	Friend->Hear(UKinpassDoneAction::Ping(Play.Game(), TEXT("token")))->Activate();
	REQUIRE(Friend.EndsOnce());
	CHECK(Friend->Error.Status == EKinpassStatus::Unauthorized);
}
