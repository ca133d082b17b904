// What happens to an account without being asked for.

#include "Check.h"
#include "KinpassSessionAction.h"
#include "KinpassSettings.h"
#include "KinpassTestListener.h"
#include "KinpassTokenAction.h"
#include "Play.h"
#include "Sandbox.h"

using EKind = EKinpassAccountEventKind;

static void Settings(const TCHAR* Json)
{
	Sandbox::Post("/_sandbox/settings", Json);
}

TEST(a_parent_token_is_renewed_before_its_end)
{
	FPlay Play;
	UKinpassAccount* Account = Play.Account(TEXT("ada"));
	FListener Events;
	Events->HearAccount(Account);
	const Sandbox::FTokens Tokens = Sandbox::Link(TEXT("ada"));
	FKinpassAdoptOptions Options;
	Options.AccessToken = Tokens.AccessToken;
	Options.RefreshToken = Tokens.RefreshToken;
	Options.ExpiresInSeconds = 2;
	Account->AdoptTokens(Options, nullptr);
	REQUIRE(Until([&Events] { return Events->Events.Contains(EKind::TokenRenewed); }));
	CHECK(Events->Token.Kind == EKinpassTokenKind::Parent);
	CHECK(!Events->Token.AccessToken.Equals(Tokens.AccessToken));
	CHECK(Events->bAlwaysOnGameThread);
}

TEST(a_child_token_is_renewed_before_its_end)
{
	Settings(TEXT("{\"child_token_seconds\":3}"));
	FPlay Play;
	UKinpassAccount* Account = Play.Linked();
	FListener Events;
	Events->HearAccount(Account);
	FKinpassChildTokenOptions Options;
	Options.MinValiditySeconds = 1;
	FListener Node;
	Node->Hear(UKinpassTokenAction::GetChildToken(Play.Game(), Account, Options))->Activate();
	REQUIRE(Until([&Events] { return Events->Events.Contains(EKind::ChildTokenRenewed); }));
	CHECK(Node->Successes == 1);
	CHECK(Events->Token.Kind == EKinpassTokenKind::Child);
	CHECK(Events->Token.ApplicationId.Equals(Sandbox::Alpha));
	CHECK(Events->bAlwaysOnGameThread);
}

TEST(offline_and_back)
{
	GetMutableDefault<UKinpassSettings>()->MaxAttempts = 1;
	FPlay Play;
	UKinpassAccount* Account = Play.Linked();
	FListener Events;
	Events->HearAccount(Account);
	Sandbox::Fault(R"("route":"POST /api/v10/*","times":1,"action":{"kind":"close"})");
	FListener Away;
	Away->Hear(UKinpassTokenAction::GetChildToken(Play.Game(), Account, FKinpassChildTokenOptions()))->Activate();
	REQUIRE(Away.EndsOnce());
	CHECK(Away->Error.Category == EKinpassErrorCategory::Network);
	CHECK(Events->Events.Contains(EKind::Offline));
	// The tokens stay, and the network is back.
	FListener Back;
	Back->Hear(UKinpassTokenAction::GetChildToken(Play.Game(), Account, FKinpassChildTokenOptions()))->Activate();
	REQUIRE(Back.EndsOnce());
	CHECK(Back->Successes == 1);
	CHECK(Until([&Events] { return Events->Events.Contains(EKind::Online); }));
}

TEST(a_session_that_can_not_be_renewed_is_lost)
{
	FPlay Play;
	UKinpassAccount* Account = Play.Linked();
	FListener Events;
	Events->HearAccount(Account);
	FListener First;
	First->Hear(UKinpassSessionAction::GetSession(Play.Game(), Account))->Activate();
	REQUIRE(First.EndsOnce());
	Sandbox::Fault(R"("route":"POST /game/session/discord","times":null,"action":{"kind":"status","status":401})");
	FListener Renewal;
	Renewal->Hear(UKinpassSessionAction::RefreshAccountSession(Play.Game(), Account))->Activate();
	REQUIRE(Renewal.EndsOnce());
	CHECK(Renewal->Errors == 1);
	CHECK(Events->Events.Contains(EKind::SessionLost));
	CHECK(!Events->Error.IsOk());
}
