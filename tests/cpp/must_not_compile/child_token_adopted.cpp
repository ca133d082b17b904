// An account is built on a parent's token.
// expect: adopt_tokens
#include <kinpass.hpp>

void adopt(kinpass::account &account, const kinpass::parent_token &parent, const kinpass::child_token &child) {
#ifdef WRONG
  const auto &token = child;
#else
  const auto &token = parent;
  static_cast<void>(child);
#endif
  static_cast<void>(account.adopt_tokens(token, kinpass::detached));
}
