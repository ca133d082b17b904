#pragma once

#include "CoreMinimal.h"
#include "Engine/DeveloperSettings.h"
#include "KinpassEnums.h"

#include "KinpassSettings.generated.h"

/**
 * Project Settings > Plugins > Kinpass. Written to DefaultGame.ini, which ships with the game and which players can
 * read: there is no field for a secret here, and there must be none. See FKinpassConfig for servers.
 */
UCLASS(Config = Game, DefaultConfig, meta = (DisplayName = "Kinpass"))
class KINPASS_API UKinpassSettings : public UDeveloperSettings
{
	GENERATED_BODY()

public:
	/** The publisher's (parent) application id at Discord. */
	UPROPERTY(Config, EditAnywhere, Category = "Discord")
	FString DiscordApplicationId;

	/** This game's own (child) application id at Discord. */
	UPROPERTY(Config, EditAnywhere, Category = "Discord")
	FString ApplicationId;

	/** The publisher's own backend for the child exchange. Empty: Discord is asked directly. */
	UPROPERTY(Config, EditAnywhere, Category = "Discord")
	FString ChildTokenUrl;

	/** Empty: Discord's own. For a sandbox: `http://127.0.0.1:PORT/api/v10`. */
	UPROPERTY(Config, EditAnywhere, AdvancedDisplay, Category = "Discord")
	FString DiscordApiUrl;

	/** Empty: Discord's own. For a sandbox: `http://127.0.0.1:PORT/oauth2/authorize`. */
	UPROPERTY(Config, EditAnywhere, AdvancedDisplay, Category = "Discord")
	FString DiscordAuthorizeUrl;

	/** Send the child's id as a JSON number, as Discord's older specification says. */
	UPROPERTY(Config, EditAnywhere, AdvancedDisplay, Category = "Discord")
	bool bChildApplicationIdAsNumber = false;

	/** The game key (`dev_...` or `prod_...`). LootLocker means it to ship with the game. */
	UPROPERTY(Config, EditAnywhere, Category = "LootLocker")
	FString LootLockerGameKey;

	/** Two to four numbers separated by dots. */
	UPROPERTY(Config, EditAnywhere, Category = "LootLocker")
	FString LootLockerGameVersion;

	UPROPERTY(Config, EditAnywhere, Category = "LootLocker")
	FString LootLockerDomainKey;

	/** Takes precedence over the domain key. */
	UPROPERTY(Config, EditAnywhere, AdvancedDisplay, Category = "LootLocker")
	FString LootLockerUrl;

	UPROPERTY(Config, EditAnywhere, AdvancedDisplay, Category = "LootLocker")
	EKinpassGameKeyField GameKeyField = EKinpassGameKeyField::GameKey;

	/** Where accounts rest between runs. Host needs code: UKinpassSubsystem::Restart. */
	UPROPERTY(Config, EditAnywhere, Category = "Store")
	EKinpassStoreKind Store = EKinpassStoreKind::System;

	/** Names the game in the operating system's credential store. Empty: the project's name. */
	UPROPERTY(Config, EditAnywhere, Category = "Store")
	FString StoreService;

	/** Empty: the environment's. `none` turns proxies off. */
	UPROPERTY(Config, EditAnywhere, AdvancedDisplay, Category = "Network")
	FString ProxyUrl;

	/** More certificate authorities to trust, as PEM. */
	UPROPERTY(Config, EditAnywhere, AdvancedDisplay, Category = "Network", meta = (MultiLine = true))
	FString CaCertificatesPem;

	/** Appended to the user agent: `MyGame/1.2`. */
	UPROPERTY(Config, EditAnywhere, Category = "Network")
	FString UserAgentSuffix;

	/** 0: the library's default. */
	UPROPERTY(Config, EditAnywhere, AdvancedDisplay, Category = "Network", meta = (ClampMin = 0))
	int32 ConnectTimeoutMs = 0;

	/** 0: the library's default. */
	UPROPERTY(Config, EditAnywhere, AdvancedDisplay, Category = "Network", meta = (ClampMin = 0))
	int32 RequestTimeoutMs = 0;

	/** 0: the library's default. */
	UPROPERTY(Config, EditAnywhere, AdvancedDisplay, Category = "Network", meta = (ClampMin = 0))
	int32 MaxRetryDelayMs = 0;

	/** How often a request is sent at most. 0: the library's default; 1: no retries. */
	UPROPERTY(Config, EditAnywhere, AdvancedDisplay, Category = "Network", meta = (ClampMin = 0))
	int32 MaxAttempts = 0;

	/** How many requests run at once at most. 0: the library's default. */
	UPROPERTY(Config, EditAnywhere, AdvancedDisplay, Category = "Network", meta = (ClampMin = 0, ClampMax = 64))
	int32 MaxInFlight = 0;

	/** How many operations may be open at once. 0: the library's default. */
	UPROPERTY(Config, EditAnywhere, AdvancedDisplay, Category = "Network", meta = (ClampMin = 0))
	int32 MaxOperations = 0;

	/** How much of the library's log reaches LogKinpass. No level ever shows a secret. */
	UPROPERTY(Config, EditAnywhere, Category = "Log")
	EKinpassLogLevel LogLevel = EKinpassLogLevel::Info;

	virtual FName GetCategoryName() const override;
};
