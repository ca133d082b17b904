// Kinpass for C++17 and later: header only, over kinpass.h. See docs/cpp.md.
//
//   auto client = kinpass::client::create(config);
//   client->lootlocker_ping(token, [](kinpass::result<void> alive) { ... });
//   client->poll();                       // every frame: callbacks run here
//
// Nothing throws but `result::value()`, `poll` and `close` (the latter two what a callback threw), and allocation.
#ifndef KINPASS_CPP_HPP
#define KINPASS_CPP_HPP

#include "kinpass/account.hpp"
#include "kinpass/client.hpp"
#include "kinpass/completion.hpp"
#include "kinpass/config.hpp"
#include "kinpass/coroutine.hpp"
#include "kinpass/enums.hpp"
#include "kinpass/error.hpp"
#include "kinpass/events.hpp"
#include "kinpass/log.hpp"
#include "kinpass/operation.hpp"
#include "kinpass/options.hpp"
#include "kinpass/result.hpp"
#include "kinpass/secret.hpp"
#include "kinpass/store.hpp"
#include "kinpass/unique_function.hpp"
#include "kinpass/values.hpp"
#include "kinpass/version.hpp"

#endif
