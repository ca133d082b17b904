#pragma once

#include "CoreMinimal.h"

/** The sandbox's control plane. Ends the program if the sandbox does not answer: then no test means anything. */
namespace Sandbox
{
/** `http://127.0.0.1:PORT` */
FString Url();

void Reset();

/** Sends JSON, returns JSON. */
FString Post(const char* Path, const FString& Json);

/** Asks for a page of the sandbox or of the library's loopback redirect; returns where it redirects to, if it does. */
FString Visit(const FString& Url);

/** How often a route was asked: `POST /game/session/discord`. */
int32 Count(const char* Route);

/** The text or number of a field, as it stands in flat JSON. */
FString Field(const FString& Json, const char* Name);

struct FTokens
{
	FString AccessToken;
	FString RefreshToken;
};

/** A player who has linked the public publisher application. */
FTokens Link(const FString& Player);

FString ChildToken(const FString& ParentAccessToken, const FString& ChildApplicationId);

/** A fault, by its JSON without the braces around it. */
void Fault(const char* Fields);

extern const TCHAR* const App;
extern const TCHAR* const Alpha;
extern const TCHAR* const Beta;
} // namespace Sandbox
