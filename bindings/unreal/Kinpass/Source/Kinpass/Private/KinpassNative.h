#pragma once

// The one place where the library's header comes in.
//
// The engine defines KINPASS_API, too: it makes <MODULE>_API for every module. The header's own meaning of the word is
// needed while it is read, and the engine's meaning right after it.

#include "CoreMinimal.h"

#pragma push_macro("KINPASS_API")
#undef KINPASS_API
THIRD_PARTY_INCLUDES_START
#include "kinpass.h"
THIRD_PARTY_INCLUDES_END
#undef KINPASS_API
#pragma pop_macro("KINPASS_API")

/** A kinpass_event that public headers can name. Borrowed: good until the handler returns. */
struct FKinpassNativeEvent
{
	const kinpass_event& Raw;
};
