// A client has one owner.
// expect: deleted
#include <kinpass.hpp>

kinpass::client take(kinpass::client &from) {
#ifdef WRONG
  return from;
#else
  return std::move(from);
#endif
}
