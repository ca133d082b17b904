#pragma once

#include "CoreMinimal.h"
#include "Engine/GameInstance.h"
#include "KinpassAccount.h"
#include "KinpassSubsystem.h"
#include "Templates/Function.h"

/** A game that is played in the editor: from Play to Stop, or to the end of the test. */
class FPlay
{
public:
	/** Project Settings for the sandbox, as they are before each test. */
	static void UseSandbox();

	FPlay();
	~FPlay();

	/** What the editor does when the player presses Stop: the game instance ends, and garbage is collected. */
	void Stop();

	UGameInstance* Game() const { return GameInstance; }
	UKinpassSubsystem& Kinpass() const { return *GameInstance->GetSubsystem<UKinpassSubsystem>(); }

	/** Opens an account; ends the program if that fails. */
	UKinpassAccount* Account(const TCHAR* PlayerKey = TEXT("player")) const;

	/** An account with the tokens of a player who has linked. */
	UKinpassAccount* Linked(const TCHAR* Player = TEXT("ada")) const;

private:
	UGameInstance* GameInstance = nullptr;
};

/** Frames until it is so; false after a long while. */
bool Until(const TFunction<bool()>& Condition);

/** Some more frames, in which nothing more may come. */
void Settle();
