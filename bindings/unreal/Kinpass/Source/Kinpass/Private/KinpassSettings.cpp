#include "KinpassSettings.h"

#include "KinpassConfig.h"
#include "KinpassNumbers.h"
#include "Misc/App.h"

FName UKinpassSettings::GetCategoryName() const
{
	return FName(TEXT("Plugins"));
}

FKinpassConfig FKinpassConfig::FromSettings()
{
	const UKinpassSettings& Settings = *GetDefault<UKinpassSettings>();
	FKinpassConfig Config;
	Config.DiscordApplicationId = Settings.DiscordApplicationId;
	Config.DiscordApiUrl = Settings.DiscordApiUrl;
	Config.DiscordAuthorizeUrl = Settings.DiscordAuthorizeUrl;
	Config.ChildTokenUrl = Settings.ChildTokenUrl;
	Config.LootLockerGameKey = Settings.LootLockerGameKey;
	Config.LootLockerGameVersion = Settings.LootLockerGameVersion;
	Config.LootLockerDomainKey = Settings.LootLockerDomainKey;
	Config.LootLockerUrl = Settings.LootLockerUrl;
	Config.GameKeyField = Settings.GameKeyField;
	Config.ProxyUrl = Settings.ProxyUrl;
	Config.CaCertificatesPem = Settings.CaCertificatesPem;
	Config.UserAgentSuffix = Settings.UserAgentSuffix;
	Config.ConnectTimeoutMs = KinpassNumbers::ToUnsigned32(Settings.ConnectTimeoutMs);
	Config.RequestTimeoutMs = KinpassNumbers::ToUnsigned32(Settings.RequestTimeoutMs);
	Config.MaxRetryDelayMs = KinpassNumbers::ToUnsigned32(Settings.MaxRetryDelayMs);
	Config.MaxAttempts = KinpassNumbers::ToUnsigned32(Settings.MaxAttempts);
	Config.MaxInFlight = KinpassNumbers::ToUnsigned32(Settings.MaxInFlight);
	Config.MaxOperations = KinpassNumbers::ToUnsigned32(Settings.MaxOperations);
	Config.bChildApplicationIdAsNumber = Settings.bChildApplicationIdAsNumber;
	Config.StoreKind = Settings.Store;
	// Two games on one machine must not share records, so the project's name is the default here.
	Config.StoreService = Settings.StoreService.IsEmpty() ? FString(FApp::GetProjectName()) : Settings.StoreService;
	Config.LogLevel = Settings.LogLevel;
	return Config;
}
