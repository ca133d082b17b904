// Runs every test in one engine, as an editor plays one game after the other in one process.

#include <cstdio>
#include <cstring>

#include "Check.h"
#include "Play.h"
#include "Sandbox.h"
#include "Shim.h"

namespace
{
struct FEntry
{
	const char* Name;
	FTestBody Body;
};

TArray<FEntry>& Tests()
{
	static TArray<FEntry> All;
	return All;
}

int32 FailuresOfTest = 0;
} // namespace

FTest::FTest(const char* Name, FTestBody Body)
{
	Tests().Add(FEntry{Name, Body});
}

void TestFailed(const char* File, int Line, const char* What)
{
	++FailuresOfTest;
	std::printf("  %s:%d: %s\n", File, Line, What);
}

int main(int Count, char** Arguments)
{
	std::setvbuf(stdout, nullptr, _IOLBF, 0);
	ShimStartEngine();
	int32 Run = 0;
	int32 Failed = 0;
	for (const FEntry& Test : Tests())
	{
		if (Count > 1 && std::strstr(Test.Name, Arguments[1]) == nullptr)
		{
			continue;
		}
		FailuresOfTest = 0;
		Sandbox::Reset();
		FPlay::UseSandbox();
		Test.Body();
		CollectGarbage(GARBAGE_COLLECTION_KEEPFLAGS);
		// Whatever a test did, its game leaves nothing behind.
		CHECK(ShimLivingObjects() == 0);
		++Run;
		Failed += FailuresOfTest > 0 ? 1 : 0;
		std::printf("%s %s\n", FailuresOfTest > 0 ? "FAIL" : "PASS", Test.Name);
	}
	ShimStopEngine();
	std::printf("END %d\n", Run);
	return Failed == 0 ? 0 : 1;
}
