#pragma once

#include "CoreTypes.h"

/** A pointer to an object. Keeps it only as a UPROPERTY, and the generated code tells the collector of those alone. */
template <typename Type>
class TObjectPtr
{
public:
	TObjectPtr() = default;
	TObjectPtr(Type* Object) : Pointer(Object) {}

	Type* Get() const { return Pointer; }
	operator Type*() const { return Pointer; }
	Type* operator->() const { return Pointer; }

private:
	Type* Pointer = nullptr;
};
