#pragma once

#include "CoreTypes.h"

struct FApp
{
	static const TCHAR* GetProjectName() { return TEXT("KinpassTests"); }
};
