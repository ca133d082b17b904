#pragma once

#include "CoreTypes.h"

class UObject;

/** Where an object stands in the object array; the serial number tells a later object in the same place apart. */
struct FShimObjectId
{
	int32 Index = -1;
	int32 Serial = 0;

	static FShimObjectId Of(const UObject* Object);
	/** Null if the object is gone or on its way out. */
	UObject* Resolve() const;
};

/** Knows of an object without keeping it. */
template <typename Type = UObject>
class TWeakObjectPtr
{
public:
	TWeakObjectPtr() = default;
	TWeakObjectPtr(std::nullptr_t) {}
	TWeakObjectPtr(Type* Object) : Id(FShimObjectId::Of(Object)) {}

	Type* Get() const { return static_cast<Type*>(Id.Resolve()); }
	bool IsValid() const { return Id.Resolve() != nullptr; }
	void Reset() { Id = FShimObjectId(); }
	Type* operator->() const { return Get(); }

private:
	FShimObjectId Id;
};
