#pragma once

#include "UObject/Object.h"

/** A page of Project Settings. Its values live in the class default object. */
class UDeveloperSettings : public UObject
{
public:
	static UClass* StaticClass();

	virtual FName GetCategoryName() const { return FName(); }
};
