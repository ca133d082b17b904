// A test harness in one header: checks, tests that register themselves, one line for each.
#ifndef HARNESS_HPP
#define HARNESS_HPP

#include <kinpass.hpp>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace harness {

struct test {
  const char *name;
  void (*run)();
};

inline std::vector<test> &tests() {
  static std::vector<test> all;
  return all;
}

inline bool &failed() {
  static bool flag = false;
  return flag;
}

struct registrar {
  registrar(const char *name, void (*run)()) { tests().push_back({name, run}); }
};

inline void fail(const char *file, int line, const char *what, std::string_view more = {}) {
  std::printf("  %s:%d: %s %.*s\n", file, line, what, static_cast<int>(more.size()), more.data());
  failed() = true;
}

inline void check_status(const char *file, int line, const char *what, kinpass::status expected, kinpass::status got) {
  if (expected != got) {
    fail(
        file, line, what,
        std::string("expected ").append(kinpass::to_string(expected)).append(", got ").append(kinpass::to_string(got)));
  }
}

/// What a result holds, or, with the test failed, a value made of nothing.
template <class T>
T take(const char *file, int line, const char *what, kinpass::result<T> result) {
  if (result) {
    return *std::move(result);
  }
  fail(file, line, what, result.error().describe());
  return T{};
}
inline void take(const char *file, int line, const char *what, const kinpass::result<void> &result) {
  if (!result) {
    fail(file, line, what, result.error().describe());
  }
}

inline int run_all(int arguments, char **names) {
  std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);
  int failures = 0;
  for (const test &one : tests()) {
    bool wanted = arguments < 2;
    for (int i = 1; i < arguments; ++i) {
      wanted = wanted || std::string_view(names[i]) == one.name;
    }
    if (!wanted) {
      continue;
    }
    failed() = false;
    one.run();
    std::printf("%s %s\n", failed() ? "FAILED" : "ok", one.name);
    failures += failed() ? 1 : 0;
  }
  return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace harness

#define TEST(name)                                               \
  static void name();                                            \
  static const harness::registrar name##_registrar(#name, name); \
  static void name()

// One line on what was expected; the test goes on.
#define CHECK(condition) ((condition) ? (void)0 : harness::fail(__FILE__, __LINE__, #condition))
// The same, but the test ends here.
#define REQUIRE(condition)                           \
  do {                                               \
    if (!(condition)) {                              \
      harness::fail(__FILE__, __LINE__, #condition); \
      return;                                        \
    }                                                \
  } while (0)
#define CHECK_STATUS(expected, what) harness::check_status(__FILE__, __LINE__, #what, kinpass::status::expected, (what))
// The value of a result; the test fails if there is none.
#define TAKE(result) harness::take(__FILE__, __LINE__, #result, (result))

#endif
