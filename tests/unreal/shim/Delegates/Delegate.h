#pragma once

#include <tuple>

#include "Containers/Array.h"
#include "Templates/Function.h"
#include "Templates/SharedPointer.h"
#include "UObject/WeakObjectPtrTemplates.h"

/** Names one binding of a native multicast delegate. */
class FDelegateHandle
{
public:
	bool IsValid() const { return Id != 0; }
	void Reset() { Id = 0; }
	bool operator==(const FDelegateHandle& Other) const { return Id == Other.Id; }
	static FDelegateHandle Make();

private:
	uint64 Id = 0;
};

template <typename Signature>
class TDelegate;

/** A native delegate with one binding. A binding to an object that is gone counts as none. */
template <typename ResultType, typename... ArgumentTypes>
class TDelegate<ResultType(ArgumentTypes...)>
{
public:
	template <typename Functor>
	static TDelegate CreateLambda(Functor&& InFunctor)
	{
		TDelegate Result;
		Result.Function = std::forward<Functor>(InFunctor);
		return Result;
	}
	template <typename Class, typename Owner>
	static TDelegate CreateUObject(Class* Object, ResultType (Owner::*Method)(ArgumentTypes...))
	{
		TDelegate Result;
		Result.Function = [Object, Method](ArgumentTypes... Arguments) { return (Object->*Method)(Arguments...); };
		Result.IsAlive = [Weak = TWeakObjectPtr<Class>(Object)] { return Weak.IsValid(); };
		return Result;
	}

	bool IsBound() const { return Function && (!IsAlive || IsAlive()); }
	ResultType Execute(ArgumentTypes... Arguments) const
	{
		check(IsBound());
		return Function(Arguments...);
	}

private:
	TFunction<ResultType(ArgumentTypes...)> Function;
	TFunction<bool()> IsAlive;
};

template <typename Signature>
class TMulticastDelegate;

/** A native multicast delegate. Bindings added by a handler wait for the next broadcast, removed ones are not called. */
template <typename... ArgumentTypes>
class TMulticastDelegate<void(ArgumentTypes...)>
{
public:
	using FDelegate = TDelegate<void(ArgumentTypes...)>;

	FDelegateHandle Add(const FDelegate& Delegate)
	{
		const FDelegateHandle Handle = FDelegateHandle::Make();
		Bindings.Add(FBinding{Handle, Delegate});
		return Handle;
	}
	template <typename Functor>
	FDelegateHandle AddLambda(Functor&& InFunctor)
	{
		return Add(FDelegate::CreateLambda(std::forward<Functor>(InFunctor)));
	}
	template <typename Class, typename Owner>
	FDelegateHandle AddUObject(Class* Object, void (Owner::*Method)(ArgumentTypes...))
	{
		return Add(FDelegate::CreateUObject(Object, Method));
	}
	bool Remove(FDelegateHandle Handle)
	{
		for (int32 Index = 0; Index < Bindings.Num(); ++Index)
		{
			if (Bindings[Index].Handle == Handle)
			{
				Bindings.RemoveAt(Index);
				return true;
			}
		}
		return false;
	}
	void Broadcast(ArgumentTypes... Arguments) const
	{
		const TArray<FBinding> Now = Bindings;
		for (const FBinding& Binding : Now)
		{
			if (IsStillBound(Binding.Handle) && Binding.Delegate.IsBound())
			{
				Binding.Delegate.Execute(Arguments...);
			}
		}
	}

private:
	struct FBinding
	{
		FDelegateHandle Handle;
		FDelegate Delegate;
	};

	bool IsStillBound(FDelegateHandle Handle) const
	{
		for (const FBinding& Binding : Bindings)
		{
			if (Binding.Handle == Handle)
			{
				return true;
			}
		}
		return false;
	}

	TArray<FBinding> Bindings;
};

#define DECLARE_MULTICAST_DELEGATE_OneParam(Name, Type1) typedef TMulticastDelegate<void(Type1)> Name

/**
 * A dynamic multicast delegate: what Blueprints bind to. It holds its objects weakly, calls a copy of its list, and passes
 * over objects that were collected. Like the engine's, it takes functions of UObjects only, and each of them once.
 */
template <typename... ArgumentTypes>
class TShimDynamicMulticast
{
public:
	template <typename Class, typename Owner>
	void __Internal_AddDynamic(Class* Object, void (Owner::*Method)(ArgumentTypes...), const TCHAR* /*FunctionName*/)
	{
		Bindings.Add(FBinding{
			TWeakObjectPtr<UObject>(Object), [Object, Method](ArgumentTypes... Arguments) { (Object->*Method)(Arguments...); }});
	}
	bool IsBound() const
	{
		for (const FBinding& Binding : Bindings)
		{
			if (Binding.Object.IsValid())
			{
				return true;
			}
		}
		return false;
	}
	void Clear() { Bindings.Empty(); }
	void Broadcast(ArgumentTypes... Arguments) const
	{
		const TArray<FBinding> Now = Bindings;
		for (const FBinding& Binding : Now)
		{
			if (Binding.Object.IsValid())
			{
				Binding.Call(Arguments...);
			}
		}
	}

private:
	struct FBinding
	{
		TWeakObjectPtr<UObject> Object;
		TFunction<void(ArgumentTypes...)> Call;
	};

	TArray<FBinding> Bindings;
};

#define AddDynamic(Object, Function) __Internal_AddDynamic(Object, Function, TEXT(#Function))

#define DECLARE_DYNAMIC_MULTICAST_DELEGATE(Name) \
	class Name : public TShimDynamicMulticast<>  \
	{                                            \
	}
#define DECLARE_DYNAMIC_MULTICAST_DELEGATE_OneParam(Name, Type1, Name1) \
	class Name : public TShimDynamicMulticast<Type1>                    \
	{                                                                   \
	}
#define DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(Name, Type1, Name1, Type2, Name2) \
	class Name : public TShimDynamicMulticast<Type1, Type2>                            \
	{                                                                                  \
	}
#define DECLARE_DYNAMIC_MULTICAST_DELEGATE_ThreeParams(Name, Type1, Name1, Type2, Name2, Type3, Name3) \
	class Name : public TShimDynamicMulticast<Type1, Type2, Type3>                                     \
	{                                                                                                  \
	}
