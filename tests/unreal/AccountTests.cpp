// Accounts: their nodes, their events, their functions for C++.

#include "Check.h"
#include "KinpassDoneAction.h"
#include "KinpassRequestAction.h"
#include "KinpassSessionAction.h"
#include "KinpassSignInAction.h"
#include "KinpassTestListener.h"
#include "KinpassTokenAction.h"
#include "Play.h"
#include "Sandbox.h"

using EKind = EKinpassAccountEventKind;

TEST(an_account_is_opened_once_for_each_key)
{
	FPlay Play;
	UKinpassAccount* Ada = Play.Account(TEXT("ada"));
	CHECK(Play.Account(TEXT("ada")) == Ada);
	CHECK(Play.Kinpass().FindAccount(TEXT("ada")) == Ada);
	// FString's own comparison would call these the same player.
	UKinpassAccount* Other = Play.Account(TEXT("ADA"));
	CHECK(Other != Ada);
	CHECK(Play.Kinpass().FindAccount(TEXT("ADA")) == Other);
	CHECK(Ada->IsOpen());
	Ada->Close();
	CHECK(!Ada->IsOpen());
	CHECK(Play.Kinpass().FindAccount(TEXT("ada")) == nullptr);
	CHECK(Play.Account(TEXT("ada")) != Ada);
}

TEST(open_accounts_survive_garbage_collection_and_closed_ones_go)
{
	FPlay Play;
	const TWeakObjectPtr<UKinpassAccount> Account = Play.Account();
	CollectGarbage(GARBAGE_COLLECTION_KEEPFLAGS);
	REQUIRE(Account.IsValid());
	Account->Close();
	CollectGarbage(GARBAGE_COLLECTION_KEEPFLAGS);
	CHECK(!Account.IsValid());
}

TEST(an_account_ends_with_its_game)
{
	FPlay Play;
	UKinpassAccount* Account = Play.Linked();
	Account->AddToRoot();
	Play.Game()->Shutdown();
	CHECK(!Account->IsOpen());
	FKinpassAccountInfo Info;
	CHECK(Account->GetInfo(Info).Status == EKinpassStatus::InvalidHandle);
	FString Token;
	CHECK(Account->PeekChildToken(Sandbox::Alpha, 0, Token).Status == EKinpassStatus::InvalidHandle);
	CHECK(Account->HandleRedirect(TEXT("kinpass-sandbox://callback")).Status == EKinpassStatus::InvalidHandle);
	int32 Calls = 0;
	Account->GetSession([&Calls](const TKinpassResult<FKinpassSession>& Result)
		{
			++Calls;
			CHECK(Result.Error.Status == EKinpassStatus::InvalidHandle);
		});
	CHECK(Calls == 0);
	Settle();
	CHECK(Calls == 1);
	Account->RemoveFromRoot();
}

TEST(nodes_without_an_account_fire_their_error)
{
	FPlay Play;
	FListener Listener;
	Listener->Hear(UKinpassSignInAction::SignIn(Play.Game(), nullptr, FKinpassSignInOptions()))->Activate();
	Listener->Hear(UKinpassTokenAction::GetChildToken(Play.Game(), nullptr, FKinpassChildTokenOptions()))->Activate();
	Listener->Hear(UKinpassSessionAction::GetSession(Play.Game(), nullptr))->Activate();
	Listener->Hear(UKinpassSessionAction::RefreshAccountSession(Play.Game(), nullptr))->Activate();
	Listener->Hear(UKinpassRequestAction::SendRequest(Play.Game(), nullptr, FKinpassRequestOptions()))->Activate();
	Listener->Hear(UKinpassDoneAction::AdoptTokens(Play.Game(), nullptr, FKinpassAdoptOptions()))->Activate();
	Listener->Hear(UKinpassDoneAction::SignOut(Play.Game(), nullptr))->Activate();
	Settle();
	CHECK(Listener->Errors == 7);
	CHECK(Listener->Successes == 0);
}

TEST(a_silent_sign_in_without_a_link_is_an_error)
{
	FPlay Play;
	FListener Listener;
	FKinpassSignInOptions Options;
	Options.Method = EKinpassSignInMethod::Silent;
	Listener->Hear(UKinpassSignInAction::SignIn(Play.Game(), Play.Account(), Options))->Activate();
	REQUIRE(Listener.EndsOnce());
	CHECK(Listener->Error.Status == EKinpassStatus::NotLinked);
	CHECK(Listener->Error.Category == EKinpassErrorCategory::Account);
}

TEST(sign_in_node_by_redirect)
{
	Sandbox::Post("/_sandbox/settings", TEXT("{\"consent\":\"allow\"}"));
	FPlay Play;
	UKinpassAccount* Account = Play.Account();
	FListener Node;
	FListener Events;
	Events->HearAccount(Account);
	FKinpassSignInOptions Options;
	Options.Method = EKinpassSignInMethod::Redirect;
	Options.Redirect = TEXT("kinpass-sandbox://callback");
	CHECK(Account->HandleRedirect(TEXT("kinpass-sandbox://callback?code=1&state=2")).Status == EKinpassStatus::InvalidState);
	// The account does for a context, too.
	Node->Hear(UKinpassSignInAction::SignIn(nullptr, Account, Options))->Activate();
	REQUIRE(Until([&Node] { return Node->Prompts == 1; }));
	CHECK(Events->Events.Contains(EKind::AuthorizationUrl));
	CHECK(Account->HandleRedirect(TEXT("kinpass-sandbox://callback?code=1&state=2")).Status == EKinpassStatus::StateMismatch);
	CHECK(Account->HandleRedirect(Sandbox::Visit(Node->Prompt.Url)).IsOk());
	REQUIRE(Node.EndsOnce());
	CHECK(Node->Successes == 1);
	CHECK(Node->Token.Kind == EKinpassTokenKind::Parent);

	FKinpassAccountInfo Info;
	CHECK(Account->GetInfo(Info).IsOk());
	CHECK(Info.State == EKinpassAccountState::Linked);
	CHECK(Info.bCanRenew);
	CHECK(!Info.bHasSession);
	CHECK(Info.TokenExpiresInSeconds > 0);
	CHECK(Info.ChildTokens == 0);
}

TEST(sign_in_node_by_device)
{
	Sandbox::Post("/_sandbox/settings", TEXT("{\"device_interval\":1}"));
	FPlay Play;
	UKinpassAccount* Account = Play.Account();
	FListener Node;
	FListener Events;
	Events->HearAccount(Account);
	FKinpassSignInOptions Options;
	Options.Method = EKinpassSignInMethod::Device;
	Node->Hear(UKinpassSignInAction::SignIn(Play.Game(), Account, Options))->Activate();
	REQUIRE(Until([&Node] { return Node->Prompts == 1; }));
	CHECK(Events->Events.Contains(EKind::UserCode));
	Sandbox::Post("/_sandbox/device/approve",
		FString::Printf(TEXT("{\"user_code\":\"%s\",\"player\":\"ada\"}"), *Node->Prompt.UserCode));
	REQUIRE(Node.EndsOnce());
	CHECK(Node->Successes == 1);
}

TEST(sign_in_node_provisional)
{
	FPlay Play;
	FListener Node;
	FKinpassSignInOptions Options;
	Options.Method = EKinpassSignInMethod::Provisional;
	Options.ExternalAuthType = EKinpassExternalAuthType::Oidc;
	Options.ExternalAuthToken = TEXT("valid:dave");
	UKinpassAccount* Account = Play.Account();
	Node->Hear(UKinpassSignInAction::SignIn(Play.Game(), Account, Options))->Activate();
	REQUIRE(Node.EndsOnce());
	CHECK(Node->Successes == 1);
	FKinpassAccountInfo Info;
	CHECK(Account->GetInfo(Info).IsOk());
	CHECK(Info.bProvisional);
}

TEST(child_token_node_and_peek)
{
	FPlay Play;
	UKinpassAccount* Account = Play.Linked();
	FString Peeked;
	CHECK(Account->PeekChildToken(Sandbox::Alpha, 60, Peeked).Status == EKinpassStatus::NoToken);
	CHECK(Peeked.IsEmpty());

	FListener Own;
	Own->Hear(UKinpassTokenAction::GetChildToken(Play.Game(), Account, FKinpassChildTokenOptions()))->Activate();
	REQUIRE(Own.EndsOnce());
	CHECK(Own->Token.Kind == EKinpassTokenKind::Child);
	CHECK(Own->Token.ApplicationId.Equals(Sandbox::Alpha));
	CHECK(Account->PeekChildToken(Sandbox::Alpha, 60, Peeked).IsOk());
	CHECK(Peeked.Equals(Own->Token.AccessToken));

	FListener Other;
	FKinpassChildTokenOptions Options;
	Options.ApplicationId = Sandbox::Beta;
	Other->Hear(UKinpassTokenAction::GetChildToken(Play.Game(), Account, Options))->Activate();
	REQUIRE(Other.EndsOnce());
	CHECK(Other->Token.ApplicationId.Equals(Sandbox::Beta));

	const int32 Exchanges = Sandbox::Count("POST /api/v10/partner-sdk/child-token");
	FListener Cached;
	Cached->Hear(UKinpassTokenAction::GetChildToken(Play.Game(), Account, Options))->Activate();
	REQUIRE(Cached.EndsOnce());
	CHECK(Sandbox::Count("POST /api/v10/partner-sdk/child-token") == Exchanges);
	FListener Forced;
	Options.bForce = true;
	Forced->Hear(UKinpassTokenAction::GetChildToken(Play.Game(), Account, Options))->Activate();
	REQUIRE(Forced.EndsOnce());
	CHECK(Sandbox::Count("POST /api/v10/partner-sdk/child-token") == Exchanges + 1);

	FListener Unknown;
	Options.ApplicationId = TEXT("1999999999999999999");
	Unknown->Hear(UKinpassTokenAction::GetChildToken(Play.Game(), Account, Options))->Activate();
	REQUIRE(Unknown.EndsOnce());
	CHECK(Unknown->Error.Status == EKinpassStatus::NotFound);
}

TEST(session_nodes)
{
	FPlay Play;
	UKinpassAccount* Account = Play.Linked();
	FListener Events;
	Events->HearAccount(Account);
	FListener First;
	First->Hear(UKinpassSessionAction::GetSession(Play.Game(), Account))->Activate();
	REQUIRE(First.EndsOnce());
	CHECK(First->Successes == 1);
	CHECK(!First->Session.SessionToken.IsEmpty());
	FListener Renewed;
	Renewed->Hear(UKinpassSessionAction::RefreshAccountSession(Play.Game(), Account))->Activate();
	REQUIRE(Renewed.EndsOnce());
	CHECK(Renewed->Successes == 1);
	CHECK(!Renewed->Session.SessionToken.Equals(First->Session.SessionToken));
	CHECK(Events->Events.Contains(EKind::SessionRenewed));
	CHECK(Events->Session.SessionToken.Equals(Renewed->Session.SessionToken));
	CHECK(Events->bAlwaysOnGameThread);

	FListener NotLinked;
	NotLinked->Hear(UKinpassSessionAction::GetSession(Play.Game(), Play.Account(TEXT("bob"))))->Activate();
	REQUIRE(NotLinked.EndsOnce());
	CHECK(NotLinked->Error.Status == EKinpassStatus::NotLinked);
}

TEST(request_node_to_both_services)
{
	FPlay Play;
	UKinpassAccount* Account = Play.Linked();
	FListener Loot;
	FKinpassRequestOptions Options;
	Options.Method = TEXT("POST");
	Options.Path = TEXT("/game/echo/there?and=back");
	Options.BodyJson = TEXT("{\"word\":\"\u00FC\"}");
	Loot->Hear(UKinpassRequestAction::SendRequest(Play.Game(), Account, Options))->Activate();
	REQUIRE(Loot.EndsOnce());
	CHECK(Loot->Successes == 1);
	CHECK(Loot->Response.HttpStatus == 200);
	CHECK(Loot->Response.Body.Contains(TEXT("\u00FC")));

	FListener Discord;
	Options.Service = EKinpassService::Discord;
	Options.Path = TEXT("/echo/there");
	Discord->Hear(UKinpassRequestAction::SendRequest(Play.Game(), Account, Options))->Activate();
	REQUIRE(Discord.EndsOnce());
	CHECK(Discord->Successes == 1);

	FListener Missing;
	Options.Path = TEXT("/no/such/route");
	Missing->Hear(UKinpassRequestAction::SendRequest(Play.Game(), Account, Options))->Activate();
	REQUIRE(Missing.EndsOnce());
	CHECK(Missing->Error.Status == EKinpassStatus::NotFound);
	// What the service said comes with the error, too.
	CHECK(Missing->Response.HttpStatus == 404);
}

TEST(adopt_and_sign_out_nodes)
{
	FPlay Play;
	UKinpassAccount* Account = Play.Account();
	const Sandbox::FTokens Tokens = Sandbox::Link(TEXT("ada"));
	FKinpassAdoptOptions Options;
	Options.AccessToken = Tokens.AccessToken;
	Options.RefreshToken = Tokens.RefreshToken;
	Options.ExpiresInSeconds = 604800;
	FListener Adopt;
	Adopt->Hear(UKinpassDoneAction::AdoptTokens(Play.Game(), Account, Options))->Activate();
	REQUIRE(Adopt.EndsOnce());
	CHECK(Adopt->Successes == 1);

	FListener Out;
	Out->Hear(UKinpassDoneAction::SignOut(Play.Game(), Account, true))->Activate();
	REQUIRE(Out.EndsOnce());
	CHECK(Out->Successes == 1);
	CHECK(Sandbox::Count("POST /api/v10/oauth2/token/revoke") == 1);
	FKinpassAccountInfo Info;
	CHECK(Account->GetInfo(Info).IsOk());
	CHECK(Info.State == EKinpassAccountState::SignedOut);

	FListener Nothing;
	Nothing->Hear(UKinpassDoneAction::AdoptTokens(Play.Game(), Account, FKinpassAdoptOptions()))->Activate();
	REQUIRE(Nothing.EndsOnce());
	CHECK(Nothing->Error.Status == EKinpassStatus::InvalidArgument);
}

TEST(a_revoked_link_is_told_by_an_event)
{
	FPlay Play;
	UKinpassAccount* Account = Play.Linked();
	FListener Events;
	Events->HearAccount(Account);
	int32 Native = 0;
	Account->OnEvent.AddLambda([&Native](const FKinpassAccountEvent& Event) { Native += Event.Kind == EKind::LinkLost ? 1 : 0; });
	Sandbox::Post("/_sandbox/revoke", TEXT("{\"player\":\"ada\"}"));
	FListener Node;
	Node->Hear(UKinpassTokenAction::GetChildToken(Play.Game(), Account, FKinpassChildTokenOptions()))->Activate();
	REQUIRE(Node.EndsOnce());
	CHECK(Node->Error.Status == EKinpassStatus::LinkLost);
	CHECK(Events->Events.Num() == 1);
	CHECK(Events->Events.Contains(EKind::LinkLost));
	CHECK(!Events->Error.IsOk());
	CHECK(Native == 1);
	CHECK(Events->bAlwaysOnGameThread);
}

TEST(a_ban_is_told_by_an_event)
{
	FPlay Play;
	UKinpassAccount* Account = Play.Linked(TEXT("bob"));
	FListener Events;
	Events->HearAccount(Account);
	Sandbox::Post("/_sandbox/ban", TEXT("{\"player\":\"bob\",\"permanent\":false}"));
	FListener Node;
	Node->Hear(UKinpassSessionAction::GetSession(Play.Game(), Account))->Activate();
	REQUIRE(Node.EndsOnce());
	CHECK(Node->Error.Status == EKinpassStatus::PlayerBanned);
	CHECK(Events->Events.Contains(EKind::Banned));
	CHECK(!Events->Error.Ban.Reason.IsEmpty());
	CHECK(!Events->Error.Ban.BannedUntil.IsEmpty());
}

TEST(a_token_that_nobody_can_renew_is_told_by_an_event)
{
	FPlay Play;
	UKinpassAccount* Account = Play.Account();
	FListener Events;
	Events->HearAccount(Account);
	FKinpassAdoptOptions Options;
	Options.AccessToken = Sandbox::Link(TEXT("ada")).AccessToken;
	Options.ExpiresInSeconds = 1;
	Account->AdoptTokens(Options, nullptr);
	CHECK(Until([&Events] { return Events->Events.Contains(EKind::TokenExpiring); }));
}

TEST(an_event_handler_may_close_the_account_and_end_the_game)
{
	FPlay Play;
	UKinpassAccount* Account = Play.Linked();
	Sandbox::Post("/_sandbox/revoke", TEXT("{\"player\":\"ada\"}"));
	bool bEnded = false;
	Account->OnEvent.AddLambda(
		[&](const FKinpassAccountEvent&)
		{
			bEnded = true;
			Account->Close();
			Play.Game()->Shutdown();
		});
	FListener Node;
	Node->Hear(UKinpassTokenAction::GetChildToken(Play.Game(), Account, FKinpassChildTokenOptions()))->Activate();
	REQUIRE(Node.EndsOnce());
	CHECK(bEnded);
	CHECK(Node->Errors == 1);
}

TEST(closing_an_account_cancels_what_is_open)
{
	Sandbox::Fault(R"("route":"*","times":null,"action":{"kind":"hang"})");
	FPlay Play;
	UKinpassAccount* Account = Play.Linked();
	FListener Node;
	Node->Hear(UKinpassTokenAction::GetChildToken(Play.Game(), Account, FKinpassChildTokenOptions()))->Activate();
	Account->Close();
	REQUIRE(Node.EndsOnce());
	CHECK(Node->Error.Status == EKinpassStatus::Cancelled);
}
