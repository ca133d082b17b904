#pragma once

#include "Containers/Array.h"

template <typename KeyType, typename ValueType>
struct TPair
{
	KeyType Key;
	ValueType Value;
};

/** A TMap with the engine's names. Keys are compared by ==, so FString keys ignore upper and lower case here, too. */
template <typename KeyType, typename ValueType>
class TMap
{
public:
	int32 Num() const { return Pairs.Num(); }
	bool IsEmpty() const { return Pairs.IsEmpty(); }
	bool Contains(const KeyType& Key) const { return IndexOf(Key) >= 0; }

	/** Replaces what is there. The reference is good until the next change. */
	ValueType& Add(const KeyType& Key, const ValueType& Value)
	{
		const int32 Index = IndexOf(Key);
		if (Index >= 0)
		{
			Pairs[Index].Value = Value;
			return Pairs[Index].Value;
		}
		Pairs.Add({Key, Value});
		return Pairs.Last().Value;
	}
	ValueType* Find(const KeyType& Key)
	{
		const int32 Index = IndexOf(Key);
		return Index >= 0 ? &Pairs[Index].Value : nullptr;
	}
	const ValueType* Find(const KeyType& Key) const { return const_cast<TMap*>(this)->Find(Key); }
	ValueType FindRef(const KeyType& Key) const
	{
		const ValueType* Found = Find(Key);
		return Found != nullptr ? *Found : ValueType();
	}
	int32 Remove(const KeyType& Key)
	{
		const int32 Index = IndexOf(Key);
		if (Index < 0)
		{
			return 0;
		}
		Pairs.RemoveAt(Index);
		return 1;
	}
	bool RemoveAndCopyValue(const KeyType& Key, ValueType& OutValue)
	{
		const ValueType* Found = Find(Key);
		if (Found == nullptr)
		{
			return false;
		}
		OutValue = *Found;
		return Remove(Key) == 1;
	}
	void Empty() { Pairs.Empty(); }
	void Reset() { Pairs.Reset(); }

	auto begin() { return Pairs.begin(); }
	auto end() { return Pairs.end(); }
	auto begin() const { return Pairs.begin(); }
	auto end() const { return Pairs.end(); }

private:
	int32 IndexOf(const KeyType& Key) const
	{
		for (int32 Index = 0; Index < Pairs.Num(); ++Index)
		{
			if (Pairs[Index].Key == Key)
			{
				return Index;
			}
		}
		return -1;
	}

	TArray<TPair<KeyType, ValueType>> Pairs;
};
