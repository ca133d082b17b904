#pragma once

#include <initializer_list>
#include <vector>

#include "Misc/AssertionMacros.h"

/** A TArray over std::vector: the engine's names, checked access, and no insertion while a range-for runs. */
template <typename ElementType>
class TArray
{
public:
	TArray() = default;
	TArray(std::initializer_list<ElementType> List) : Elements(List) {}
	TArray(const TArray&) = default;
	TArray& operator=(const TArray&) = default;

	// The engine promises that a moved-from array is empty.
	TArray(TArray&& Other) : Elements(std::move(Other.Elements)) { Other.Elements.clear(); }
	TArray& operator=(TArray&& Other)
	{
		Elements = std::move(Other.Elements);
		Other.Elements.clear();
		return *this;
	}

	int32 Num() const { return static_cast<int32>(Elements.size()); }
	bool IsEmpty() const { return Elements.empty(); }
	bool IsValidIndex(int32 Index) const { return Index >= 0 && Index < Num(); }
	ElementType* GetData() { return Elements.data(); }
	const ElementType* GetData() const { return Elements.data(); }

	ElementType& operator[](int32 Index)
	{
		check(IsValidIndex(Index));
		return Elements[static_cast<size_t>(Index)];
	}
	const ElementType& operator[](int32 Index) const
	{
		check(IsValidIndex(Index));
		return Elements[static_cast<size_t>(Index)];
	}
	ElementType& Last() { return (*this)[Num() - 1]; }
	const ElementType& Last() const { return (*this)[Num() - 1]; }

	int32 Add(const ElementType& Element)
	{
		Elements.push_back(Element);
		return Num() - 1;
	}
	int32 Add(ElementType&& Element)
	{
		Elements.push_back(std::move(Element));
		return Num() - 1;
	}
	void Append(const TArray& Other) { Elements.insert(Elements.end(), Other.Elements.begin(), Other.Elements.end()); }
	void Reserve(int32 Count) { Elements.reserve(static_cast<size_t>(Count)); }
	void Reset() { Elements.clear(); }
	void Empty() { std::vector<ElementType>().swap(Elements); }
	void SetNumZeroed(int32 Count) { Elements.resize(static_cast<size_t>(Count)); }
	void RemoveAt(int32 Index)
	{
		check(IsValidIndex(Index));
		Elements.erase(Elements.begin() + Index);
	}
	template <typename ComparedType>
	bool Contains(const ComparedType& Compared) const
	{
		for (const ElementType& Element : Elements)
		{
			if (Element == Compared)
			{
				return true;
			}
		}
		return false;
	}
	/** Removes all that are equal, as the engine's Remove does. */
	template <typename ComparedType>
	int32 Remove(const ComparedType& Compared)
	{
		const int32 Before = Num();
		for (int32 Index = Num() - 1; Index >= 0; --Index)
		{
			if (Elements[static_cast<size_t>(Index)] == Compared)
			{
				RemoveAt(Index);
			}
		}
		return Before - Num();
	}

	// The engine's range-for checks that the array keeps its size.
	template <typename Pointer, typename Owner>
	class TChecked
	{
	public:
		TChecked(Pointer InAt, Owner& InArray) : At(InAt), Array(InArray), Size(InArray.Num()) {}
		auto& operator*() const { return *At; }
		TChecked& operator++()
		{
			check(Array.Num() == Size);
			++At;
			return *this;
		}
		bool operator!=(const TChecked& Other) const
		{
			check(Array.Num() == Size);
			return At != Other.At;
		}

	private:
		Pointer At;
		Owner& Array;
		int32 Size;
	};
	TChecked<ElementType*, TArray> begin() { return {GetData(), *this}; }
	TChecked<ElementType*, TArray> end() { return {GetData() + Num(), *this}; }
	TChecked<const ElementType*, const TArray> begin() const { return {GetData(), *this}; }
	TChecked<const ElementType*, const TArray> end() const { return {GetData() + Num(), *this}; }

private:
	std::vector<ElementType> Elements;
};
