#pragma once

#include "CoreMinimal.h"
#include "KinpassConfig.h"
#include "KinpassNative.h"
#include "KinpassUtf8.h"

/** An FKinpassConfig as the library takes it, with the texts that it points to. */
class FKinpassNativeConfig
{
public:
	FKinpassNativeConfig(const FKinpassConfig& Config, const kinpass_store_functions* Store);

	FKinpassNativeConfig(const FKinpassNativeConfig&) = delete;
	FKinpassNativeConfig& operator=(const FKinpassNativeConfig&) = delete;

	const kinpass_config* Get() const { return &Native; }

private:
	const FKinpassUtf8 DiscordApplicationId;
	const FKinpassUtf8 DiscordClientSecret;
	const FKinpassUtf8 DiscordApiUrl;
	const FKinpassUtf8 DiscordAuthorizeUrl;
	const FKinpassUtf8 ChildTokenUrl;
	const FKinpassUtf8 ChildTokenAuthorization;
	const FKinpassUtf8 LootLockerGameKey;
	const FKinpassUtf8 LootLockerGameVersion;
	const FKinpassUtf8 LootLockerDomainKey;
	const FKinpassUtf8 LootLockerUrl;
	const FKinpassUtf8 ProxyUrl;
	const FKinpassUtf8 CaCertificatesPem;
	const FKinpassUtf8 UserAgentSuffix;
	const FKinpassUtf8 StoreService;
	kinpass_config Native;
};
