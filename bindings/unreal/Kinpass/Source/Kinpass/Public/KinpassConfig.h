#pragma once

#include "CoreMinimal.h"
#include "KinpassEnums.h"
#include "Templates/SharedPointer.h"

class IKinpassStore;

/**
 * How the subsystem's client works. Empty and zero mean "the library's default".
 *
 * Not a USTRUCT on purpose: the secrets in it belong to dedicated servers and tools, are set in code, and must not
 * find their way into a config file or an asset. Everything that may ship is in UKinpassSettings.
 */
struct KINPASS_API FKinpassConfig
{
	/** What Project Settings say. */
	static FKinpassConfig FromSettings();

	/** The publisher's (parent) application id. */
	FString DiscordApplicationId;
	FString DiscordApiUrl;
	FString DiscordAuthorizeUrl;

	/** The publisher's own backend for the child exchange. */
	FString ChildTokenUrl;

	FString LootLockerGameKey;
	FString LootLockerGameVersion;
	FString LootLockerDomainKey;
	FString LootLockerUrl;
	EKinpassGameKeyField GameKeyField = EKinpassGameKeyField::GameKey;

	FString ProxyUrl;
	FString CaCertificatesPem;
	FString UserAgentSuffix;

	uint32 ConnectTimeoutMs = 0;
	uint32 RequestTimeoutMs = 0;
	uint32 MaxRetryDelayMs = 0;
	uint32 MaxAttempts = 0;
	uint32 MaxInFlight = 0;
	uint32 MaxOperations = 0;
	bool bChildApplicationIdAsNumber = false;

	EKinpassStoreKind StoreKind = EKinpassStoreKind::System;
	FString StoreService;
	/** With EKinpassStoreKind::Host. Kept until the client has let go of it. */
	TSharedPtr<IKinpassStore, ESPMode::ThreadSafe> Store;

	EKinpassLogLevel LogLevel = EKinpassLogLevel::Info;

	/** The client secret of a confidential application. Dedicated servers and tools only: never ship it. */
	FString DiscordClientSecret;

	/** Sent as `Authorization` header to ChildTokenUrl. A secret. */
	FString ChildTokenAuthorization;
};
