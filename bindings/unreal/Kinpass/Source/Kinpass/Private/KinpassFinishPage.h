#pragma once

#include "KinpassOptions.h"
#include "KinpassUtf8.h"

/** An FKinpassFinishPage as the library takes it. Like FKinpassUtf8: name it, and let it live until the call has returned. */
class FKinpassFinishPageUtf8
{
public:
	explicit FKinpassFinishPageUtf8(const FKinpassFinishPage& Page)
		: Title(Page.Title)
		, Accent(Page.Accent)
		, SuccessHtml(Page.SuccessHtml)
		, FailureHtml(Page.FailureHtml)
	{
	}

	/** Both ways to ask in the browser have these fields. */
	template <typename OptionsType>
	void SetOn(OptionsType& Native) const
	{
		Native.page_title = Title.Get();
		Native.page_accent = Accent.Get();
		Native.page_success_html = SuccessHtml.Get();
		Native.page_failure_html = FailureHtml.Get();
	}

private:
	FKinpassUtf8 Title;
	FKinpassUtf8 Accent;
	FKinpassUtf8 SuccessHtml;
	FKinpassUtf8 FailureHtml;
};
