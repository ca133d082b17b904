#pragma once

#include <memory>

#include "Misc/AssertionMacros.h"

enum class ESPMode : uint8
{
	NotThreadSafe,
	ThreadSafe
};

template <typename Type, ESPMode Mode = ESPMode::ThreadSafe>
class TSharedRef;
template <typename Type, ESPMode Mode = ESPMode::ThreadSafe>
class TWeakPtr;

template <typename Type, ESPMode Mode = ESPMode::ThreadSafe>
class TSharedPtr
{
public:
	TSharedPtr() = default;
	TSharedPtr(std::nullptr_t) {}
	template <typename Other>
	TSharedPtr(const TSharedPtr<Other, Mode>& From) : Pointer(From.Pointer) {}
	template <typename Other>
	TSharedPtr(const TSharedRef<Other, Mode>& From) : Pointer(From.Pointer) {}

	bool IsValid() const { return Pointer != nullptr; }
	explicit operator bool() const { return IsValid(); }
	Type* Get() const { return Pointer.get(); }
	Type* operator->() const
	{
		check(IsValid());
		return Pointer.get();
	}
	Type& operator*() const
	{
		check(IsValid());
		return *Pointer;
	}
	void Reset() { Pointer.reset(); }
	TSharedRef<Type, Mode> ToSharedRef() const { return TSharedRef<Type, Mode>(Pointer); }

private:
	template <typename, ESPMode>
	friend class TSharedPtr;
	template <typename, ESPMode>
	friend class TSharedRef;
	template <typename, ESPMode>
	friend class TWeakPtr;
	explicit TSharedPtr(std::shared_ptr<Type> From) : Pointer(std::move(From)) {}

	std::shared_ptr<Type> Pointer;
};

/** Never null. */
template <typename Type, ESPMode Mode>
class TSharedRef
{
public:
	template <typename Other>
	TSharedRef(const TSharedRef<Other, Mode>& From) : Pointer(From.Pointer) {}
	explicit TSharedRef(std::shared_ptr<Type> From) : Pointer(std::move(From)) { check(Pointer != nullptr); }

	Type& Get() const { return *Pointer; }
	Type* operator->() const { return Pointer.get(); }
	Type& operator*() const { return *Pointer; }

private:
	template <typename, ESPMode>
	friend class TSharedPtr;
	template <typename, ESPMode>
	friend class TSharedRef;
	template <typename, ESPMode>
	friend class TWeakPtr;

	std::shared_ptr<Type> Pointer;
};

template <typename Type, ESPMode Mode>
class TWeakPtr
{
public:
	TWeakPtr() = default;
	TWeakPtr(const TSharedPtr<Type, Mode>& From) : Pointer(From.Pointer) {}
	TWeakPtr(const TSharedRef<Type, Mode>& From) : Pointer(From.Pointer) {}

	bool IsValid() const { return !Pointer.expired(); }
	TSharedPtr<Type, Mode> Pin() const { return TSharedPtr<Type, Mode>(Pointer.lock()); }
	void Reset() { Pointer.reset(); }

private:
	std::weak_ptr<Type> Pointer;
};

template <typename Type, ESPMode Mode = ESPMode::ThreadSafe>
class TSharedFromThis : public std::enable_shared_from_this<Type>
{
public:
	TSharedRef<Type, Mode> AsShared() { return TSharedRef<Type, Mode>(this->shared_from_this()); }
};

template <typename Type, ESPMode Mode = ESPMode::ThreadSafe, typename... ArgumentTypes>
TSharedRef<Type, Mode> MakeShared(ArgumentTypes&&... Arguments)
{
	return TSharedRef<Type, Mode>(std::make_shared<Type>(std::forward<ArgumentTypes>(Arguments)...));
}
