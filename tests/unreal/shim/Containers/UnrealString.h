#pragma once

#include <cstdarg>
#include <cstring>
#include <string>

#include "Containers/Array.h"

namespace ESearchCase
{
enum Type
{
	CaseSensitive,
	IgnoreCase
};
}

struct FCStringAnsi
{
	static int32 Strlen(const ANSICHAR* Text) { return static_cast<int32>(std::strlen(Text)); }
};

/** UTF-16 text, as the engine has it on Linux. Like the engine's, == ignores upper and lower case. */
class FString
{
public:
	FString() = default;
	FString(const TCHAR* Text) : Characters(Text != nullptr ? Text : u"") {}
	/** From plain ASCII: the engine widens each byte. */
	FString(const ANSICHAR* Text) : Characters(Text, Text + std::strlen(Text)) {}
	FString(const FString&) = default;
	FString& operator=(const FString&) = default;
	FString(FString&& Other) : Characters(std::move(Other.Characters)) { Other.Characters.clear(); }
	FString& operator=(FString&& Other)
	{
		Characters = std::move(Other.Characters);
		Other.Characters.clear();
		return *this;
	}

	/** Never null. */
	const TCHAR* operator*() const { return Characters.c_str(); }
	int32 Len() const { return static_cast<int32>(Characters.size()); }
	bool IsEmpty() const { return Characters.empty(); }
	void Reset() { Characters.clear(); }
	void Empty() { Characters = {}; }

	FString& AppendChars(const TCHAR* Text, int32 Count)
	{
		Characters.append(Text, static_cast<size_t>(Count));
		return *this;
	}
	FString& AppendChar(TCHAR Character)
	{
		Characters.push_back(Character);
		return *this;
	}
	FString& operator+=(const FString& Other)
	{
		Characters += Other.Characters;
		return *this;
	}
	friend FString operator+(FString Left, const FString& Right)
	{
		Left += Right;
		return Left;
	}

	bool Equals(const FString& Other, ESearchCase::Type Case = ESearchCase::CaseSensitive) const;
	bool operator==(const FString& Other) const { return Equals(Other, ESearchCase::IgnoreCase); }
	bool operator!=(const FString& Other) const { return !(*this == Other); }
	bool Contains(const FString& Part) const { return Find(Part) >= 0; }
	bool StartsWith(const FString& Start) const { return Find(Start) == 0; }
	/** Ignores upper and lower case; -1 if it is not there. */
	int32 Find(const FString& Part) const;
	FString Mid(int32 Start, int32 Count = INT32_MAX) const { return FString(Characters.substr(static_cast<size_t>(Start), static_cast<size_t>(Count))); }
	FString Left(int32 Count) const { return Mid(0, Count); }

	/** %s takes a TCHAR pointer, as the engine's does; %d %u %lld %llu %% are the others known here. */
	static FString Printf(const TCHAR* Format, ...);
	static FString PrintfV(const TCHAR* Format, va_list Arguments);
	static FString FromInt(int32 Number);

private:
	explicit FString(std::u16string&& InCharacters) : Characters(std::move(InCharacters)) {}

	std::u16string Characters;
};

/** A name: text without case. The engine keeps a table of them; nothing here can tell the difference. */
class FName
{
public:
	FName() = default;
	explicit FName(const TCHAR* Text) : Name(Text) {}
	FString ToString() const { return Name; }
	bool operator==(const FName& Other) const { return Name == Other.Name; }

private:
	FString Name;
};
