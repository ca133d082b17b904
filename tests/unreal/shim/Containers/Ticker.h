#pragma once

#include "Delegates/Delegate.h"

using FTickerDelegate = TDelegate<bool(float)>;

/**
 * What the engine loop ticks each frame, game or editor, paused or not. A delegate that returns false, or whose object is
 * gone, is removed; one that is added during a tick waits for the next.
 */
class FTSTicker
{
	struct FElement
	{
		FTickerDelegate Delegate;
		bool bRemoved = false;
	};

public:
	using FDelegateHandle = TWeakPtr<FElement>;

	static FTSTicker& GetCoreTicker();
	FDelegateHandle AddTicker(const FTickerDelegate& Delegate, float Delay = 0.0f);
	static void RemoveTicker(FDelegateHandle Handle);
	void Tick(float DeltaTime);

	/** How many are waiting to be ticked: for tests that look for what was left behind. */
	int32 ShimCount() const { return Elements.Num(); }

private:
	TArray<TSharedPtr<FElement>> Elements;
};
