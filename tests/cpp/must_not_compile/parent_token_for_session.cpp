// A session starts with a child token; the parent's has a function that says so by its name.
// expect: lootlocker_start_session
#include <kinpass.hpp>

void start(kinpass::client &client, const kinpass::parent_token &parent, const kinpass::child_token &child) {
#ifdef WRONG
  static_cast<void>(client.lootlocker_start_session(parent, kinpass::detached));
#else
  static_cast<void>(client.lootlocker_start_session_with_parent(parent, {}, kinpass::detached));
#endif
  static_cast<void>(client.lootlocker_start_session(child, kinpass::detached));
}
