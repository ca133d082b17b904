#pragma once

#include "UObject/Object.h"

enum class EGetWorldErrorMode
{
	ReturnNull,
	LogAndReturnNull,
	Assert
};

class UEngine
{
public:
	UWorld* GetWorldFromContextObject(const UObject* Object, EGetWorldErrorMode Mode) const;
};

extern UEngine* GEngine;
