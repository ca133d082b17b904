// The part of the shim without objects: text, log, ticker.

#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <thread>

#include "Containers/Ticker.h"
#include "HAL/PlatformProcess.h"
#include "Shim.h"

static std::thread::id GameThread;

void ShimSetGameThread()
{
	GameThread = std::this_thread::get_id();
}

bool IsInGameThread()
{
	return std::this_thread::get_id() == GameThread;
}

void ShimCheckFailed(const char* Expression, const char* File, int Line)
{
	std::fprintf(stderr, "%s:%d: check failed: %s\n", File, Line, Expression);
	std::abort();
}

// Text

static TCHAR Lower(TCHAR Character)
{
	return Character >= u'A' && Character <= u'Z' ? static_cast<TCHAR>(Character + 32) : Character;
}

bool FString::Equals(const FString& Other, ESearchCase::Type Case) const
{
	if (Case == ESearchCase::CaseSensitive)
	{
		return Characters == Other.Characters;
	}
	return Len() == Other.Len() && Find(Other) == 0;
}

int32 FString::Find(const FString& Part) const
{
	for (int32 Start = 0; Start + Part.Len() <= Len(); ++Start)
	{
		int32 Same = 0;
		while (Same < Part.Len() && Lower(Characters[static_cast<size_t>(Start + Same)]) == Lower(Part.Characters[static_cast<size_t>(Same)]))
		{
			++Same;
		}
		if (Same == Part.Len())
		{
			return Start;
		}
	}
	return -1;
}

FString FString::FromInt(int32 Number)
{
	return FString(std::to_string(Number).c_str());
}

FString FString::Printf(const TCHAR* Format, ...)
{
	va_list Arguments;
	va_start(Arguments, Format);
	FString Result = PrintfV(Format, Arguments);
	va_end(Arguments);
	return Result;
}

FString FString::PrintfV(const TCHAR* Format, va_list Arguments)
{
	FString Result;
	for (const TCHAR* At = Format; *At != 0; ++At)
	{
		if (*At != u'%')
		{
			Result.AppendChar(*At);
			continue;
		}
		++At;
		const bool bLong = At[0] == u'l' && At[1] == u'l';
		At += bLong ? 2 : 0;
		switch (*At)
		{
		case u's': Result += FString(va_arg(Arguments, const TCHAR*)); break;
		case u'd': Result += FString(std::to_string(bLong ? va_arg(Arguments, int64) : va_arg(Arguments, int32)).c_str()); break;
		case u'u': Result += FString(std::to_string(bLong ? va_arg(Arguments, uint64) : va_arg(Arguments, uint32)).c_str()); break;
		case u'%': Result.AppendChar(u'%'); break;
		default: ShimCheckFailed("a format that the shim knows", __FILE__, __LINE__);
		}
	}
	return Result;
}

FTCHARToUTF8::FTCHARToUTF8(const TCHAR* Text)
	: FTCHARToUTF8(Text, static_cast<int32>(std::char_traits<TCHAR>::length(Text)))
{
}

FTCHARToUTF8::FTCHARToUTF8(const TCHAR* Text, int32 Count)
{
	for (int32 Index = 0; Index < Count; ++Index)
	{
		uint32 Point = Text[Index];
		const bool bHigh = Point >= 0xD800 && Point < 0xDC00;
		if (bHigh && Index + 1 < Count && Text[Index + 1] >= 0xDC00 && Text[Index + 1] < 0xE000)
		{
			Point = 0x10000 + ((Point - 0xD800) << 10) + (Text[++Index] - 0xDC00u);
		}
		else if (Point >= 0xD800 && Point < 0xE000)
		{
			Point = u'?'; // half a character, as the engine puts it
		}
		if (Point < 0x80)
		{
			Bytes.push_back(static_cast<char>(Point));
			continue;
		}
		const int32 More = Point < 0x800 ? 1 : Point < 0x10000 ? 2 : 3;
		Bytes.push_back(static_cast<char>((0xFF00 >> (More + 1) & 0xFF) | (Point >> (6 * More))));
		for (int32 Shift = 6 * (More - 1); Shift >= 0; Shift -= 6)
		{
			Bytes.push_back(static_cast<char>(0x80 | (Point >> Shift & 0x3F)));
		}
	}
}

FTCHARToUTF8::~FTCHARToUTF8()
{
	// Who still points here reads nonsense, at once and every time.
	Bytes.assign(Bytes.size(), '\xFF');
}

FUTF8ToTCHAR::FUTF8ToTCHAR(const ANSICHAR* Text, int32 Count)
{
	for (int32 Index = 0; Index < Count;)
	{
		const uint8 First = static_cast<uint8>(Text[Index]);
		const int32 More = First < 0x80 ? 0 : First < 0xE0 ? 1 : First < 0xF0 ? 2 : 3;
		check(Index + More < Count); // the library hands out whole characters only
		uint32 Point = More == 0 ? First : First & (0x3F >> More);
		for (int32 Step = 1; Step <= More; ++Step)
		{
			Point = Point << 6 | (static_cast<uint8>(Text[Index + Step]) & 0x3F);
		}
		Index += More + 1;
		if (Point >= 0x10000)
		{
			Characters.push_back(static_cast<TCHAR>(0xD800 + ((Point - 0x10000) >> 10)));
			Point = 0xDC00 + ((Point - 0x10000) & 0x3FF);
		}
		Characters.push_back(static_cast<TCHAR>(Point));
	}
}

// Log

DEFINE_LOG_CATEGORY(LogTemp);

static std::mutex LogMutex;

static TArray<FShimLogLine>& LogLines()
{
	static TArray<FShimLogLine> Lines;
	return Lines;
}

void ShimLog(const FLogCategoryBase& Category, ELogVerbosity::Type Verbosity, const TCHAR* Format, ...)
{
	va_list Arguments;
	va_start(Arguments, Format);
	FString Text = FString::PrintfV(Format, Arguments);
	va_end(Arguments);
	const std::lock_guard<std::mutex> Guard(LogMutex);
	LogLines().Add(FShimLogLine{FString(Category.Name), Verbosity, std::move(Text), IsInGameThread()});
}

TArray<FShimLogLine> ShimLogLines()
{
	const std::lock_guard<std::mutex> Guard(LogMutex);
	return LogLines();
}

// Ticker

FTSTicker& FTSTicker::GetCoreTicker()
{
	static FTSTicker Ticker;
	return Ticker;
}

FTSTicker::FDelegateHandle FTSTicker::AddTicker(const FTickerDelegate& Delegate, float /*Delay*/)
{
	const TSharedRef<FElement> Element = MakeShared<FElement>();
	Element->Delegate = Delegate;
	Elements.Add(Element);
	return Element;
}

void FTSTicker::RemoveTicker(FDelegateHandle Handle)
{
	if (const TSharedPtr<FElement> Element = Handle.Pin())
	{
		Element->bRemoved = true;
	}
}

void FTSTicker::Tick(float DeltaTime)
{
	const TArray<TSharedPtr<FElement>> Now = Elements;
	for (const TSharedPtr<FElement>& Element : Now)
	{
		if (!Element->bRemoved)
		{
			const bool bAgain = Element->Delegate.IsBound() && Element->Delegate.Execute(DeltaTime);
			Element->bRemoved = Element->bRemoved || !bAgain;
		}
	}
	for (int32 Index = Elements.Num() - 1; Index >= 0; --Index)
	{
		if (Elements[Index]->bRemoved)
		{
			Elements.RemoveAt(Index);
		}
	}
}

FDelegateHandle FDelegateHandle::Make()
{
	static uint64 Last = 0;
	FDelegateHandle Handle;
	Handle.Id = ++Last;
	return Handle;
}

// Browser

static FString& LaunchedUrl()
{
	static FString Url;
	return Url;
}

void FPlatformProcess::LaunchURL(const TCHAR* Url, const TCHAR* /*Parameters*/, FString* /*Error*/)
{
	LaunchedUrl() = FString(Url);
}

FString ShimLaunchedUrl()
{
	return LaunchedUrl();
}
