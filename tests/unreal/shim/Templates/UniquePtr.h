#pragma once

#include <memory>

#include "CoreTypes.h"

template <typename Type>
class TUniquePtr
{
public:
	TUniquePtr() = default;
	TUniquePtr(std::nullptr_t) {}
	explicit TUniquePtr(Type* Raw) : Pointer(Raw) {}
	TUniquePtr(TUniquePtr&&) = default;
	TUniquePtr& operator=(TUniquePtr&&) = default;

	bool IsValid() const { return Pointer != nullptr; }
	explicit operator bool() const { return IsValid(); }
	Type* Get() const { return Pointer.get(); }
	Type* operator->() const { return Pointer.get(); }
	Type& operator*() const { return *Pointer; }
	Type* Release() { return Pointer.release(); }
	void Reset(Type* Raw = nullptr) { Pointer.reset(Raw); }

private:
	std::unique_ptr<Type> Pointer;
};

template <typename Type, typename... ArgumentTypes>
TUniquePtr<Type> MakeUnique(ArgumentTypes&&... Arguments)
{
	return TUniquePtr<Type>(new Type(std::forward<ArgumentTypes>(Arguments)...));
}
