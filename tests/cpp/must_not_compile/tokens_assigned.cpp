// Tokens of the two kinds do not turn into each other.
// expect: no match for | no viable
#include <kinpass.hpp>

void assign(kinpass::parent_token &parent, const kinpass::child_token &child) {
#ifdef WRONG
  parent = child;
#else
  parent = kinpass::parent_token(child.access_token);
#endif
}
