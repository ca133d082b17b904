// The stateless nodes that speak to Discord.

#include "Check.h"
#include "KinpassAuthorizationAction.h"
#include "KinpassDoneAction.h"
#include "KinpassSignInAction.h"
#include "KinpassTestListener.h"
#include "KinpassTokenAction.h"
#include "Play.h"
#include "Sandbox.h"

/** The value of a parameter in a URL, as it stands there. */
static FString Parameter(const FString& Url, const TCHAR* Name)
{
	const FString Start = FString(Name) + FString(TEXT("="));
	const int32 At = Url.Find(Start);
	if (At < 0)
	{
		return FString();
	}
	const FString Rest = Url.Mid(At + Start.Len());
	const int32 End = Rest.Find(TEXT("&"));
	return End < 0 ? Rest : Rest.Left(End);
}

static void Consent(const char* Answer)
{
	Sandbox::Post("/_sandbox/settings", FString::Printf(TEXT("{\"consent\":\"%s\"}"), *FString(Answer)));
}

TEST(exchange_child_token_node)
{
	FPlay Play;
	FListener Good;
	FKinpassExchangeChildTokenOptions Options;
	Options.ParentAccessToken = Sandbox::Link(TEXT("ada")).AccessToken;
	Options.ChildApplicationId = Sandbox::Alpha;
	Options.ParentExpiresInSeconds = 100;
	Good->Hear(UKinpassTokenAction::ExchangeChildToken(Play.Game(), Options))->Activate();
	REQUIRE(Good.EndsOnce());
	CHECK(Good->Successes == 1);
	CHECK(Good->Token.Kind == EKinpassTokenKind::Child);
	CHECK(Good->Token.ApplicationId.Equals(Sandbox::Alpha));
	CHECK(Good->Token.TokenType.Equals(TEXT("Bearer")));
	CHECK(Good->Token.RefreshToken.IsEmpty());
	// A child never outlives its parent.
	CHECK(Good->Token.ExpiresInSeconds > 0 && Good->Token.ExpiresInSeconds <= 100);

	FListener Bad;
	Options.ChildApplicationId = TEXT("1999999999999999999");
	Bad->Hear(UKinpassTokenAction::ExchangeChildToken(Play.Game(), Options))->Activate();
	REQUIRE(Bad.EndsOnce());
	CHECK(Bad->Error.Status == EKinpassStatus::NotFound);
}

TEST(refresh_token_node)
{
	FPlay Play;
	const Sandbox::FTokens Tokens = Sandbox::Link(TEXT("ada"));
	FListener First;
	First->Hear(UKinpassTokenAction::RefreshToken(Play.Game(), Tokens.RefreshToken))->Activate();
	REQUIRE(First.EndsOnce());
	CHECK(First->Successes == 1);
	CHECK(First->Token.Kind == EKinpassTokenKind::Parent);
	CHECK(!First->Token.RefreshToken.Equals(Tokens.RefreshToken));
	FListener Spent;
	Spent->Hear(UKinpassTokenAction::RefreshToken(Play.Game(), Tokens.RefreshToken))->Activate();
	REQUIRE(Spent.EndsOnce());
	CHECK(Spent->Error.Status == EKinpassStatus::InvalidGrant);
	CHECK(Spent->Error.ServiceCode.Equals(TEXT("invalid_grant")));
}

TEST(revoke_token_node_and_get_authorization_node)
{
	FPlay Play;
	const Sandbox::FTokens Tokens = Sandbox::Link(TEXT("ada"));
	FListener Who;
	Who->Hear(UKinpassAuthorizationAction::GetAuthorization(Play.Game(), Tokens.AccessToken))->Activate();
	REQUIRE(Who.EndsOnce());
	CHECK(Who->Successes == 1);
	CHECK(Who->Authorization.ApplicationId.Equals(Sandbox::App));
	CHECK(!Who->Authorization.Scope.IsEmpty());
	CHECK(!Who->Authorization.Expires.IsEmpty());

	FKinpassRevokeTokenOptions Options;
	Options.Token = Tokens.AccessToken;
	FListener Revoke;
	Revoke->Hear(UKinpassDoneAction::RevokeToken(Play.Game(), Options))->Activate();
	REQUIRE(Revoke.EndsOnce());
	CHECK(Revoke->Successes == 1);

	FListener Gone;
	Gone->Hear(UKinpassAuthorizationAction::GetAuthorization(Play.Game(), Tokens.AccessToken))->Activate();
	REQUIRE(Gone.EndsOnce());
	CHECK(Gone->Error.Status == EKinpassStatus::Unauthorized);
}

TEST(an_authorization_page_and_its_code)
{
	Consent("allow");
	FPlay Play;
	FKinpassAuthorizationPageOptions PageOptions;
	PageOptions.RedirectUri = TEXT("kinpass-sandbox://callback");
	FKinpassAuthorizationPage Page;
	REQUIRE(Play.Kinpass().CreateAuthorization(PageOptions, Page).IsOk());
	CHECK(Parameter(Page.Url, TEXT("state")).Equals(Page.State));
	CHECK(Page.CodeVerifier.Len() >= 43);

	const FString Redirect = Sandbox::Visit(Page.Url);
	CHECK(Parameter(Redirect, TEXT("state")).Equals(Page.State));
	FKinpassExchangeCodeOptions Options;
	Options.Code = Parameter(Redirect, TEXT("code"));
	Options.RedirectUri = PageOptions.RedirectUri;
	Options.CodeVerifier = Page.CodeVerifier;
	FListener Good;
	Good->Hear(UKinpassTokenAction::ExchangeCode(Play.Game(), Options))->Activate();
	REQUIRE(Good.EndsOnce());
	CHECK(Good->Successes == 1);
	CHECK(Good->Token.Kind == EKinpassTokenKind::Parent);

	FListener Used;
	Used->Hear(UKinpassTokenAction::ExchangeCode(Play.Game(), Options))->Activate();
	REQUIRE(Used.EndsOnce());
	CHECK(Used->Error.Status == EKinpassStatus::InvalidGrant);
}

TEST(an_authorization_page_with_a_very_long_scope)
{
	FPlay Play;
	FKinpassAuthorizationPageOptions Options;
	Options.RedirectUri = TEXT("kinpass-sandbox://callback");
	for (int32 Count = 0; Count < 300; ++Count)
	{
		Options.Scope += TEXT("a.scope.of.its.own ");
	}
	Options.Scope += TEXT("last");
	FKinpassAuthorizationPage Page;
	REQUIRE(Play.Kinpass().CreateAuthorization(Options, Page).IsOk());
	CHECK(Page.Url.Len() > 2048);
	CHECK(Parameter(Page.Url, TEXT("state")).Equals(Page.State));
}

TEST(an_authorization_page_needs_a_redirect)
{
	FPlay Play;
	FKinpassAuthorizationPage Page;
	CHECK(Play.Kinpass().CreateAuthorization(FKinpassAuthorizationPageOptions(), Page).Status == EKinpassStatus::InvalidArgument);
	CHECK(Page.Url.IsEmpty());
}

TEST(authorize_node_prompts_and_succeeds)
{
	Consent("allow");
	FPlay Play;
	FListener Listener;
	FKinpassAuthorizeOptions Options;
	Options.bHostOpensBrowser = true;
	Listener->Hear(UKinpassSignInAction::Authorize(Play.Game(), Options))->Activate();
	REQUIRE(Until([&Listener] { return Listener->Prompts == 1; }));
	CHECK(Listener->Ends() == 0);
	Sandbox::Visit(Sandbox::Visit(Listener->Prompt.Url));
	REQUIRE(Listener.EndsOnce());
	CHECK(Listener->Successes == 1);
	CHECK(Listener->Prompts == 1);
	CHECK(Listener->Token.Kind == EKinpassTokenKind::Parent);
}

TEST(authorize_node_hands_the_look_of_the_last_page_on)
{
	FPlay Play;
	FListener Listener;
	FKinpassAuthorizeOptions Options;
	Options.bHostOpensBrowser = true;
	Options.FinishPage.Title = TEXT("Lantern Hollow");
	Options.FinishPage.Accent = TEXT("pink");
	Listener->Hear(UKinpassSignInAction::Authorize(Play.Game(), Options))->Activate();
	REQUIRE(Listener.EndsOnce());
	CHECK(Listener->Error.Status == EKinpassStatus::InvalidArgument);
}

TEST(authorize_node_fires_its_error_when_the_player_says_no)
{
	Consent("deny");
	FPlay Play;
	FListener Listener;
	FKinpassAuthorizeOptions Options;
	Options.bHostOpensBrowser = true;
	Listener->Hear(UKinpassSignInAction::Authorize(Play.Game(), Options))->Activate();
	REQUIRE(Until([&Listener] { return Listener->Prompts == 1; }));
	Sandbox::Visit(Sandbox::Visit(Listener->Prompt.Url));
	REQUIRE(Listener.EndsOnce());
	CHECK(Listener->Error.Status == EKinpassStatus::AccessDenied);
	CHECK(Listener->Error.Category == EKinpassErrorCategory::Authorization);
}

TEST(stop_while_a_sign_in_waits_for_the_player)
{
	FListener Listener;
	FPlay Play;
	FKinpassAuthorizeOptions Options;
	Options.bHostOpensBrowser = true;
	Listener->Hear(UKinpassSignInAction::Authorize(Play.Game(), Options))->Activate();
	REQUIRE(Until([&Listener] { return Listener->Prompts == 1; }));
	Play.Stop();
	CHECK(Listener->Errors == 1);
	CHECK(Listener->Error.Status == EKinpassStatus::Cancelled);
}

TEST(authorize_device_node_shows_the_code_and_succeeds)
{
	Sandbox::Post("/_sandbox/settings", TEXT("{\"device_interval\":1}"));
	FPlay Play;
	FListener Listener;
	Listener->Hear(UKinpassSignInAction::AuthorizeDevice(Play.Game(), FKinpassAuthorizeDeviceOptions()))->Activate();
	REQUIRE(Until([&Listener] { return Listener->Prompts == 1; }));
	CHECK(!Listener->Prompt.UserCode.IsEmpty());
	CHECK(!Listener->Prompt.VerificationUri.IsEmpty());
	CHECK(Listener->Prompt.ExpiresInSeconds > 0);
	CHECK(Listener->Prompt.Url.IsEmpty());
	Sandbox::Post("/_sandbox/device/approve",
		FString::Printf(TEXT("{\"user_code\":\"%s\",\"player\":\"ada\"}"), *Listener->Prompt.UserCode));
	REQUIRE(Listener.EndsOnce());
	CHECK(Listener->Successes == 1);
}

TEST(provisional_token_node_and_unmerge_node)
{
	FPlay Play;
	FKinpassProvisionalOptions Options;
	Options.ExternalAuthType = EKinpassExternalAuthType::Oidc;
	Options.ExternalAuthToken = TEXT("valid:carol");
	FListener Good;
	Good->Hear(UKinpassTokenAction::GetProvisionalToken(Play.Game(), Options))->Activate();
	REQUIRE(Good.EndsOnce());
	CHECK(Good->Successes == 1);
	CHECK(Good->Token.bProvisional);

	FListener Unmerge;
	Unmerge->Hear(UKinpassDoneAction::UnmergeProvisionalAccount(Play.Game(), Options))->Activate();
	REQUIRE(Unmerge.EndsOnce());

	Options.ExternalAuthToken = TEXT("expired");
	FListener Expired;
	Expired->Hear(UKinpassTokenAction::GetProvisionalToken(Play.Game(), Options))->Activate();
	REQUIRE(Expired.EndsOnce());
	CHECK(Expired->Error.Status == EKinpassStatus::ExternalToken);
	FListener NotUnmerged;
	NotUnmerged->Hear(UKinpassDoneAction::UnmergeProvisionalAccount(Play.Game(), Options))->Activate();
	REQUIRE(NotUnmerged.EndsOnce());
	CHECK(NotUnmerged->Errors == 1);
}

TEST(a_server_brings_its_secrets_in_code)
{
	FPlay Play;
	FKinpassConfig Config = FKinpassConfig::FromSettings();
	Config.DiscordApplicationId = TEXT("1200000000000000001");
	Config.DiscordClientSecret = TEXT("sandbox-client-secret");
	REQUIRE(Play.Kinpass().Restart(Config).IsOk());
	const FString Parent = Sandbox::Field(
		Sandbox::Post("/_sandbox/link", TEXT("{\"player\":\"ada\",\"application_id\":\"1200000000000000001\"}")), "access_token");
	FKinpassExchangeChildTokenOptions Options;
	Options.ParentAccessToken = Parent;
	Options.ChildApplicationId = TEXT("1200000000000000011");
	FListener Listener;
	Listener->Hear(UKinpassTokenAction::ExchangeChildToken(Play.Game(), Options))->Activate();
	REQUIRE(Listener.EndsOnce());
	CHECK(Listener->Successes == 1);

	FKinpassProvisionalOptions Bot;
	Bot.BotToken = TEXT("sandbox-bot-token-confidential");
	Bot.ExternalUserId = TEXT("carol");
	FListener Provisional;
	Provisional->Hear(UKinpassTokenAction::GetProvisionalToken(Play.Game(), Bot))->Activate();
	REQUIRE(Provisional.EndsOnce());
	CHECK(Provisional->Successes == 1);
}
