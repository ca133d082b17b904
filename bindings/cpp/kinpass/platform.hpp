// What the compiler offers: exceptions, coroutines.
#ifndef KINPASS_CPP_PLATFORM_HPP
#define KINPASS_CPP_PLATFORM_HPP

#include <kinpass.h>

#if defined(__cpp_exceptions) || defined(_CPPUNWIND)
#  define KINPASS_CPP_EXCEPTIONS 1
#else
#  define KINPASS_CPP_EXCEPTIONS 0
#endif

#if defined(__cpp_impl_coroutine) && defined(__has_include)
#  if __has_include(<coroutine>)
#    define KINPASS_CPP_COROUTINES 1
#  endif
#endif
#if !defined(KINPASS_CPP_COROUTINES)
#  define KINPASS_CPP_COROUTINES 0
#endif

// Code that was compiled with exceptions and code that was compiled without them differ in some inline functions. Two
// names keep the linker from taking one for the other when both kinds are in one program, as in a game with an engine.
#if KINPASS_CPP_EXCEPTIONS
#  define KINPASS_CPP_BEGIN \
    namespace kinpass {     \
    inline namespace with_exceptions {
#else
#  define KINPASS_CPP_BEGIN \
    namespace kinpass {     \
    inline namespace without_exceptions {
#endif
#define KINPASS_CPP_END \
  }                     \
  }

#endif
