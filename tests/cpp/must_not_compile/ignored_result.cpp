// Whether an operation started is not to be overlooked.
// expect: nodiscard
#include <kinpass.hpp>

void start(kinpass::client &client) {
#ifndef WRONG
  static_cast<void>
#endif
  (client.lootlocker_ping("session", [](kinpass::result<void>) {}));
}
