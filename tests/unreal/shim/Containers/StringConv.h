#pragma once

#include <string>

#include "CoreTypes.h"

/** FString's text as UTF-8, for as long as this lives. Takes an explicit length, as the engine's does. */
class FTCHARToUTF8
{
public:
	explicit FTCHARToUTF8(const TCHAR* Text);
	FTCHARToUTF8(const TCHAR* Text, int32 Count);
	~FTCHARToUTF8();
	FTCHARToUTF8(const FTCHARToUTF8&) = delete;
	FTCHARToUTF8& operator=(const FTCHARToUTF8&) = delete;

	const ANSICHAR* Get() const { return Bytes.c_str(); }
	int32 Length() const { return static_cast<int32>(Bytes.size()); }

private:
	std::string Bytes;
};

/** UTF-8 as the engine's text, for as long as this lives. */
class FUTF8ToTCHAR
{
public:
	FUTF8ToTCHAR(const ANSICHAR* Text, int32 Count);
	FUTF8ToTCHAR(const FUTF8ToTCHAR&) = delete;
	FUTF8ToTCHAR& operator=(const FUTF8ToTCHAR&) = delete;

	const TCHAR* Get() const { return Characters.c_str(); }
	int32 Length() const { return static_cast<int32>(Characters.size()); }

private:
	std::u16string Characters;
};
