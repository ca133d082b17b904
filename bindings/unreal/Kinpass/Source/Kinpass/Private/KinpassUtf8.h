#pragma once

#include "CoreMinimal.h"
#include "KinpassNative.h"

/**
 * An FString as the library takes it. Give it a name and let it live until the call has returned: what the library is
 * handed points into it. That is why it can't be copied, moved or made out of thin air in an argument.
 */
class FKinpassUtf8
{
public:
	explicit FKinpassUtf8(const FString& Text)
		: Utf8(*Text, Text.Len())
	{
	}

	FKinpassUtf8(const FKinpassUtf8&) = delete;
	FKinpassUtf8& operator=(const FKinpassUtf8&) = delete;

	/** Empty text is absent: the library's "use the default". The `&` keeps temporaries from compiling. */
	kinpass_string Get() const&
	{
		kinpass_string Result = {};
		if (Utf8.Length() > 0)
		{
			Result.data = reinterpret_cast<const char*>(Utf8.Get());
			Result.size = static_cast<size_t>(Utf8.Length());
		}
		return Result;
	}

	kinpass_string Get() const&& = delete;

private:
	FTCHARToUTF8 Utf8;
};

namespace KinpassText
{
/** Copies what the library lends. */
inline FString FromUtf8(const char* Data, size_t Size)
{
	FString Result;
	if (Data != nullptr && Size > 0)
	{
		const FUTF8ToTCHAR Converter(Data, static_cast<int32>(Size));
		Result.AppendChars(Converter.Get(), Converter.Length());
	}
	return Result;
}

inline FString FromUtf8(const kinpass_string& Text)
{
	return FromUtf8(Text.data, Text.size);
}

inline FString FromUtf8(const char* ZeroTerminated)
{
	return FromUtf8(ZeroTerminated, ZeroTerminated != nullptr ? FCStringAnsi::Strlen(ZeroTerminated) : 0);
}

/** A buffer of ours for the library to write to. */
inline kinpass_buffer AsBuffer(TArray<ANSICHAR>& Memory)
{
	kinpass_buffer Buffer = {};
	Buffer.data = Memory.GetData();
	Buffer.capacity = static_cast<size_t>(Memory.Num());
	return Buffer;
}

/** Wipes a buffer that held a secret; the compiler may not leave it out. */
inline void Wipe(TArray<ANSICHAR>& Buffer)
{
	volatile ANSICHAR* Bytes = Buffer.GetData();
	for (int32 Index = 0; Index < Buffer.Num(); ++Index)
	{
		Bytes[Index] = 0;
	}
}
} // namespace KinpassText
