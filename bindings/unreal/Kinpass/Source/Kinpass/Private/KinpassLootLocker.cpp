// The operations of UKinpassSubsystem that speak to LootLocker.

#include "KinpassStart.h"
#include "KinpassSubsystem.h"
#include "KinpassUtf8.h"

FKinpassOperation UKinpassSubsystem::StartSession(const FKinpassStartSessionOptions& Options, FKinpassSessionCallback Callback)
{
	const FKinpassUtf8 AccessToken(Options.AccessToken);
	const FKinpassUtf8 RefreshTokenText(Options.RefreshToken);
	const FKinpassUtf8 GameKey(Options.GameKey);
	const FKinpassUtf8 GameVersion(Options.GameVersion);
	const FKinpassUtf8 PlayerName(Options.PlayerName);
	const FKinpassUtf8 Timezone(Options.Timezone);

	return KinpassStart::Run(Client, KinpassStart::Pending(MoveTemp(Callback), &KinpassConvert::ToSession),
		[&](const FKinpassClient& Open, kinpass_operation* Operation)
		{
			kinpass_lootlocker_start_session_options Native;
			kinpass_lootlocker_start_session_options_init(&Native, sizeof(Native));
			Native.access_token = AccessToken.Get();
			Native.refresh_token = RefreshTokenText.Get();
			Native.game_key = GameKey.Get();
			Native.game_version = GameVersion.Get();
			Native.player_name = PlayerName.Get();
			Native.timezone = Timezone.Get();
			return kinpass_lootlocker_start_session(Open.Native(), &Native, nullptr, Operation);
		});
}

FKinpassOperation UKinpassSubsystem::RefreshSession(const FKinpassRefreshSessionOptions& Options, FKinpassSessionCallback Callback)
{
	const FKinpassUtf8 RefreshTokenText(Options.RefreshToken);
	const FKinpassUtf8 GameKey(Options.GameKey);
	const FKinpassUtf8 GameVersion(Options.GameVersion);
	const FKinpassUtf8 PlayerName(Options.PlayerName);
	const FKinpassUtf8 Timezone(Options.Timezone);

	return KinpassStart::Run(Client, KinpassStart::Pending(MoveTemp(Callback), &KinpassConvert::ToSession),
		[&](const FKinpassClient& Open, kinpass_operation* Operation)
		{
			kinpass_lootlocker_refresh_session_options Native;
			kinpass_lootlocker_refresh_session_options_init(&Native, sizeof(Native));
			Native.refresh_token = RefreshTokenText.Get();
			Native.game_key = GameKey.Get();
			Native.game_version = GameVersion.Get();
			Native.player_name = PlayerName.Get();
			Native.timezone = Timezone.Get();
			return kinpass_lootlocker_refresh_session(Open.Native(), &Native, nullptr, Operation);
		});
}

FKinpassOperation UKinpassSubsystem::EndSession(const FString& SessionToken, FKinpassDoneCallback Callback)
{
	const FKinpassUtf8 Token(SessionToken);
	return KinpassStart::Run(Client, KinpassStart::Pending(MoveTemp(Callback), &KinpassConvert::ToNothing),
		[&](const FKinpassClient& Open, kinpass_operation* Operation)
		{
			return kinpass_lootlocker_end_session(Open.Native(), Token.Get(), nullptr, Operation);
		});
}

FKinpassOperation UKinpassSubsystem::Ping(const FString& SessionToken, FKinpassDoneCallback Callback)
{
	const FKinpassUtf8 Token(SessionToken);
	return KinpassStart::Run(Client, KinpassStart::Pending(MoveTemp(Callback), &KinpassConvert::ToNothing),
		[&](const FKinpassClient& Open, kinpass_operation* Operation)
		{
			return kinpass_lootlocker_ping(Open.Native(), Token.Get(), nullptr, Operation);
		});
}
