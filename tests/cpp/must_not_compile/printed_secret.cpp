// A secret is not printed by accident.
// expect: no match for | invalid operands
#include <kinpass.hpp>

#include <ostream>

void print(std::ostream &out, const kinpass::child_token &token) {
#ifdef WRONG
  out << token.access_token;
#else
  out << token.access_token.view();
#endif
}
