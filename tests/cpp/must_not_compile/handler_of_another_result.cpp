// A handler has to take what its operation brings.
// expect: the handler has to take this operation's result<T>
#include <kinpass.hpp>

void exchange(kinpass::client &client, const kinpass::parent_token &parent) {
#ifdef WRONG
  const auto handler = [](kinpass::result<kinpass::session>) {};
#else
  const auto handler = [](kinpass::result<kinpass::child_token>) {};
#endif
  static_cast<void>(client.discord_exchange_child_token(parent, "1", handler));
}
