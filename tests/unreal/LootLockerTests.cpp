// The stateless nodes that speak to LootLocker.

#include "Check.h"
#include "KinpassDoneAction.h"
#include "KinpassSessionAction.h"
#include "KinpassTestListener.h"
#include "Play.h"
#include "Sandbox.h"

static FString GameToken(const TCHAR* Player)
{
	return Sandbox::ChildToken(Sandbox::Link(Player).AccessToken, Sandbox::Alpha);
}

static FKinpassSession NewSession(const FPlay& Play)
{
	FListener Listener;
	FKinpassStartSessionOptions Options;
	Options.AccessToken = GameToken(TEXT("ada"));
	Listener->Hear(UKinpassSessionAction::StartSession(Play.Game(), Options))->Activate();
	CHECK(Listener.EndsOnce());
	CHECK(Listener->Successes == 1);
	return Listener->Session;
}

TEST(start_session_node_brings_every_field)
{
	FPlay Play;
	FListener Listener;
	FKinpassStartSessionOptions Options;
	Options.AccessToken = GameToken(TEXT("ada"));
	Options.PlayerName = TEXT("Ad\u00E4 \U0001F511");
	Listener->Hear(UKinpassSessionAction::StartSession(Play.Game(), Options))->Activate();
	CHECK(Listener->Ends() == 0);
	REQUIRE(Listener.EndsOnce());
	CHECK(Listener->Successes == 1);
	CHECK(!Listener->Session.SessionToken.IsEmpty());
	CHECK(!Listener->Session.RefreshToken.IsEmpty());
	CHECK(Listener->Session.PlayerId > 0);
	CHECK(!Listener->Session.PublicUid.IsEmpty());
	// There and back again: UTF-16 to UTF-8 to JSON to UTF-8 to UTF-16.
	CHECK(Listener->Session.PlayerName.Equals(Options.PlayerName));
}

TEST(a_refused_player_name_is_a_warning)
{
	FPlay Play;
	FListener Listener;
	FKinpassStartSessionOptions Options;
	Options.AccessToken = GameToken(TEXT("ada"));
	Options.PlayerName = TEXT("refused");
	Listener->Hear(UKinpassSessionAction::StartSession(Play.Game(), Options))->Activate();
	REQUIRE(Listener.EndsOnce());
	CHECK(Listener->Successes == 1);
	CHECK(Listener->Session.Warnings.Num() == 1);
}

TEST(start_session_node_fires_its_error_once)
{
	FPlay Play;
	FListener Listener;
	FKinpassStartSessionOptions Options;
	Options.AccessToken = TEXT("not-a-token");
	Listener->Hear(UKinpassSessionAction::StartSession(Play.Game(), Options))->Activate();
	REQUIRE(Listener.EndsOnce());
	CHECK(Listener->Errors == 1);
	CHECK(Listener->Error.Status == EKinpassStatus::Unauthorized);
	CHECK(Listener->Error.StatusCode == 401);
	CHECK(Listener->Error.HttpStatus == 401);
	CHECK(Listener->Error.Category == EKinpassErrorCategory::Service);
	CHECK(Listener->Error.Attempts == 1);
	CHECK(Listener->Error.ServiceCode.Equals(TEXT("invalid_access_token")));
}

TEST(a_ban_comes_with_its_details)
{
	FPlay Play;
	FListener Listener;
	FKinpassStartSessionOptions Options;
	Options.AccessToken = GameToken(TEXT("bob"));
	Sandbox::Post("/_sandbox/ban", TEXT("{\"player\":\"bob\",\"permanent\":true}"));
	Listener->Hear(UKinpassSessionAction::StartSession(Play.Game(), Options))->Activate();
	REQUIRE(Listener.EndsOnce());
	CHECK(Listener->Error.Status == EKinpassStatus::PlayerBanned);
	CHECK(Listener->Error.Ban.bPermanent);
	CHECK(!Listener->Error.Ban.Reason.IsEmpty());
	CHECK(Listener->Error.Ban.BannedUntil.IsEmpty());
}

TEST(refresh_session_node)
{
	FPlay Play;
	FKinpassRefreshSessionOptions Options;
	Options.RefreshToken = NewSession(Play).RefreshToken;
	FListener First;
	First->Hear(UKinpassSessionAction::RefreshSession(Play.Game(), Options))->Activate();
	REQUIRE(First.EndsOnce());
	CHECK(First->Successes == 1);
	CHECK(!First->Session.SessionToken.IsEmpty());
	// The same token again is spent: start anew.
	FListener Second;
	Second->Hear(UKinpassSessionAction::RefreshSession(Play.Game(), Options))->Activate();
	REQUIRE(Second.EndsOnce());
	CHECK(Second->Error.Status == EKinpassStatus::SessionExpired);
}

TEST(ping_and_end_session_nodes)
{
	FPlay Play;
	const FString Token = NewSession(Play).SessionToken;
	FListener Alive;
	Alive->Hear(UKinpassDoneAction::Ping(Play.Game(), Token))->Activate();
	REQUIRE(Alive.EndsOnce());
	CHECK(Alive->Successes == 1);
	FListener End;
	End->Hear(UKinpassDoneAction::EndSession(Play.Game(), Token))->Activate();
	REQUIRE(End.EndsOnce());
	CHECK(End->Successes == 1);
	FListener Dead;
	Dead->Hear(UKinpassDoneAction::Ping(Play.Game(), Token))->Activate();
	REQUIRE(Dead.EndsOnce());
	CHECK(Dead->Error.Status == EKinpassStatus::Unauthorized);
	FListener Again;
	Again->Hear(UKinpassDoneAction::EndSession(Play.Game(), Token))->Activate();
	REQUIRE(Again.EndsOnce());
	CHECK(Again->Errors == 1);
}

TEST(a_raw_answer_comes_with_the_result)
{
	FPlay Play;
	FKinpassStartSessionOptions Options;
	Options.AccessToken = GameToken(TEXT("ada"));
	bool bDone = false;
	Play.Kinpass().StartSession(Options,
		[&bDone](const TKinpassResult<FKinpassSession>& Result)
		{
			bDone = true;
			CHECK(Result.IsOk());
			CHECK(Result.Response.HttpStatus == 200);
			CHECK(Result.Response.Body.Contains(TEXT("session_token")));
		});
	CHECK(Until([&bDone] { return bDone; }));
}
