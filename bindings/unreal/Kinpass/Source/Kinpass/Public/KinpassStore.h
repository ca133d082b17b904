#pragma once

#include "CoreMinimal.h"

/**
 * Where accounts rest between runs, in the game's hands: a platform's save data, a server's database.
 *
 * All functions run on a thread of the library and may take their time; a slow one holds up only its own account.
 * They must not touch UObjects. A record is at most 64 KiB of text that holds tokens: encrypt it where others can
 * read it. Give it to FKinpassConfig::Store.
 */
class IKinpassStore
{
public:
	virtual ~IKinpassStore() = default;

	/** Reads a record; leaves it empty if there is none. False if the store failed. */
	virtual bool Load(const FString& Key, FString& OutRecord) = 0;

	/** Replaces a record as a whole: after a crash either the old or the new one is there. */
	virtual bool Save(const FString& Key, const FString& Record) = 0;

	/** Erases a record; success if there is none. */
	virtual bool Erase(const FString& Key) = 0;

	/** Whether Lock and Unlock are meant to be used: when several processes or machines share the store. */
	virtual bool HasLock() const { return false; }

	/** Takes the player's lock, waiting at most TimeoutMs. A lock has to end by itself when its holder dies. */
	virtual bool Lock(const FString& /*Key*/, uint32 /*TimeoutMs*/) { return true; }

	virtual bool Unlock(const FString& /*Key*/) { return true; }
};
