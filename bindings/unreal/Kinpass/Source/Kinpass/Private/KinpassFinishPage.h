#pragma once

#include "KinpassOptions.h"
#include "KinpassUtf8.h"

/** An FKinpassFinishPage as the library takes it. Like FKinpassUtf8: name it, and let it live until the call has returned. */
struct FKinpassFinishPageUtf8
{
	explicit FKinpassFinishPageUtf8(const FKinpassFinishPage& Page)
		: Title(Page.Title)
		, Accent(Page.Accent)
		, SuccessHtml(Page.SuccessHtml)
		, FailureHtml(Page.FailureHtml)
	{
	}

	FKinpassUtf8 Title;
	FKinpassUtf8 Accent;
	FKinpassUtf8 SuccessHtml;
	FKinpassUtf8 FailureHtml;
};
