#pragma once

#include "UObject/Object.h"

class FSubsystemCollectionBase
{
};
