#pragma once

#include "Containers/UnrealString.h"
#include "Templates/SharedPointer.h"

class IPlugin
{
public:
	virtual ~IPlugin() = default;
	virtual FString GetBaseDir() const = 0;
};

class IPluginManager
{
public:
	static IPluginManager& Get();
	virtual ~IPluginManager() = default;
	virtual TSharedPtr<IPlugin> FindPlugin(const FString& Name) = 0;
};
