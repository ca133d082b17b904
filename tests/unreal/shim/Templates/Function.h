#pragma once

#include <functional>

#include "Misc/AssertionMacros.h"

template <typename Signature>
class TFunction;

/** A copyable function. Calling one that is not bound ends the program, as in the engine. */
template <typename ResultType, typename... ArgumentTypes>
class TFunction<ResultType(ArgumentTypes...)>
{
public:
	TFunction() = default;
	TFunction(std::nullptr_t) {}
	template <typename Functor, typename = std::enable_if_t<!std::is_same_v<std::decay_t<Functor>, TFunction> && std::is_invocable_r_v<ResultType, Functor&, ArgumentTypes...>>>
	TFunction(Functor&& InFunctor) : Function(std::forward<Functor>(InFunctor))
	{
	}

	TFunction(const TFunction&) = default;
	TFunction& operator=(const TFunction&) = default;
	// The engine leaves a moved-from function unbound.
	TFunction(TFunction&& Other) : Function(std::move(Other.Function)) { Other.Function = nullptr; }
	TFunction& operator=(TFunction&& Other)
	{
		Function = std::move(Other.Function);
		Other.Function = nullptr;
		return *this;
	}
	TFunction& operator=(std::nullptr_t)
	{
		Function = nullptr;
		return *this;
	}

	explicit operator bool() const { return static_cast<bool>(Function); }
	ResultType operator()(ArgumentTypes... Arguments) const
	{
		check(Function);
		return Function(std::forward<ArgumentTypes>(Arguments)...);
	}

private:
	std::function<ResultType(ArgumentTypes...)> Function;
};
