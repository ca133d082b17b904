// A child token exchanges no other child token.
// expect: discord_exchange_child_token
#include <kinpass.hpp>

void exchange(kinpass::client &client, const kinpass::parent_token &parent, const kinpass::child_token &child) {
#ifdef WRONG
  const auto &token = child;
#else
  const auto &token = parent;
  static_cast<void>(child);
#endif
  static_cast<void>(client.discord_exchange_child_token(token, "1", kinpass::detached));
}
