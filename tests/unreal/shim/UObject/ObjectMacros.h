#pragma once

// What the header tool reads. To the compiler these are nothing; GENERATED_BODY is what the tool made for its line.

#define UCLASS(...)
#define USTRUCT(...)
#define UENUM(...)
#define UMETA(...)
#define UPROPERTY(...)
#define UFUNCTION(...)

#define SHIM_JOIN_INNER(A, B, C) A##B##C
#define SHIM_JOIN(A, B, C) SHIM_JOIN_INNER(A, B, C)
#define GENERATED_BODY(...) SHIM_JOIN(CURRENT_FILE_ID, __LINE__, _GENERATED_BODY)

/** Makes a class known: the part of the generated code that needs no line. */
#define SHIM_CLASS(Class, Base, bAbstract)                                                                          \
	UClass* Class::StaticClass()                                                                                    \
	{                                                                                                               \
		static UClass Made(#Class, Base::StaticClass(), &TShimConstruct<Class, bAbstract>::Make, bAbstract);         \
		return &Made;                                                                                               \
	}                                                                                                               \
	static const UClass* const ShimRegister##Class = Class::StaticClass();

template <typename Class, bool bAbstract>
struct TShimConstruct
{
	static class UObject* Make() { return new Class(); }
};
