#include "KinpassNativeConfig.h"

#include "KinpassLog.h"

FKinpassNativeConfig::FKinpassNativeConfig(const FKinpassConfig& Config, const kinpass_store_functions* Store)
	: DiscordApplicationId(Config.DiscordApplicationId)
	, DiscordClientSecret(Config.DiscordClientSecret)
	, DiscordApiUrl(Config.DiscordApiUrl)
	, DiscordAuthorizeUrl(Config.DiscordAuthorizeUrl)
	, ChildTokenUrl(Config.ChildTokenUrl)
	, ChildTokenAuthorization(Config.ChildTokenAuthorization)
	, LootLockerGameKey(Config.LootLockerGameKey)
	, LootLockerGameVersion(Config.LootLockerGameVersion)
	, LootLockerDomainKey(Config.LootLockerDomainKey)
	, LootLockerUrl(Config.LootLockerUrl)
	, ProxyUrl(Config.ProxyUrl)
	, CaCertificatesPem(Config.CaCertificatesPem)
	, UserAgentSuffix(Config.UserAgentSuffix)
	, StoreService(Config.StoreService)
{
	kinpass_config_init(&Native, sizeof(Native));
	Native.discord_application_id = DiscordApplicationId.Get();
	Native.discord_client_secret = DiscordClientSecret.Get();
	Native.discord_api_url = DiscordApiUrl.Get();
	Native.discord_authorize_url = DiscordAuthorizeUrl.Get();
	Native.child_token_url = ChildTokenUrl.Get();
	Native.child_token_authorization = ChildTokenAuthorization.Get();
	Native.lootlocker_game_key = LootLockerGameKey.Get();
	Native.lootlocker_game_version = LootLockerGameVersion.Get();
	Native.lootlocker_domain_key = LootLockerDomainKey.Get();
	Native.lootlocker_url = LootLockerUrl.Get();
	Native.lootlocker_game_key_field = static_cast<int32_t>(Config.GameKeyField);
	Native.proxy_url = ProxyUrl.Get();
	Native.ca_certificates_pem = CaCertificatesPem.Get();
	Native.user_agent_suffix = UserAgentSuffix.Get();
	Native.connect_timeout_ms = Config.ConnectTimeoutMs;
	Native.request_timeout_ms = Config.RequestTimeoutMs;
	Native.max_retry_delay_ms = Config.MaxRetryDelayMs;
	Native.max_attempts = Config.MaxAttempts;
	Native.max_in_flight = Config.MaxInFlight;
	Native.max_operations = Config.MaxOperations;
	Native.child_application_id_as_number = Config.bChildApplicationIdAsNumber ? 1 : 0;
	Native.store = static_cast<int32_t>(Config.StoreKind);
	Native.store_service = StoreService.Get();
	Native.store_functions = Store;
	if (Config.LogLevel != EKinpassLogLevel::Off)
	{
		Native.log_function = &KinpassLog::Write;
		Native.log_level = static_cast<int32_t>(Config.LogLevel);
	}
}
