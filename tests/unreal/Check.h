#pragma once

// A test framework in one page: TEST registers, CHECK notes a failure and goes on, REQUIRE ends the test.

#include "CoreMinimal.h"

using FTestBody = void (*)();

struct FTest
{
	FTest(const char* Name, FTestBody Body);
};

/** Notes a failure of the test that runs. */
void TestFailed(const char* File, int Line, const char* What);

#define TEST(Name)                                      \
	static void Name();                                 \
	static const FTest Register##Name(#Name, &Name);    \
	static void Name()

#define CHECK(Condition) ((Condition) ? void() : TestFailed(__FILE__, __LINE__, #Condition))
#define REQUIRE(Condition)                           \
	do                                               \
	{                                                \
		if (!(Condition))                            \
		{                                            \
			TestFailed(__FILE__, __LINE__, #Condition); \
			return;                                  \
		}                                            \
	} while (false)
