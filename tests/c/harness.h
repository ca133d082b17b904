/*
 * A test harness in one header: checks, a list of tests, one line for each. Valid as C99 and as C++17.
 * Include it before everything else.
 */
#ifndef HARNESS_H
#define HARNESS_H

/* Sockets, threads and clocks, under -std=c99 too. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif

#include <kinpass.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Written by the thread that runs the tests only. */
static int harness_failed;

/* One line on what was expected; the test goes on. */
#define CHECK(condition) \
  ((condition) ? (void)0 : harness_fail(__FILE__, __LINE__, #condition))

/* The same, but the test ends here: what follows would make no sense. */
#define REQUIRE(condition)                           \
  do {                                               \
    if (!(condition)) {                              \
      harness_fail(__FILE__, __LINE__, #condition);  \
      return;                                        \
    }                                                \
  } while (0)

/* What a function of the library returned, by name. */
#define CHECK_STATUS(expected, call) harness_status(__FILE__, __LINE__, #call, (expected), (call))

/* The same of a call that is refused, and the reason names the function and the field. */
#define CHECK_REFUSED(expected, field, call) \
  harness_refused(__FILE__, __LINE__, #call, strlen(#call), (field), (expected), (call))

/* A kinpass_string holds this text. */
#define CHECK_TEXT(expected, string) harness_text(__FILE__, __LINE__, #string, (expected), (string))

/* A kinpass_string is there, and ends with a zero byte. */
#define CHECK_PRESENT(string) \
  CHECK((string).data != NULL && (string).size > 0 && (string).data[(string).size] == '\0')

/* A kinpass_string is absent. */
#define CHECK_ABSENT(string) CHECK((string).data == NULL && (string).size == 0)

/* An entry of the list of tests. */
#define TEST(function) {#function, function}

typedef struct {
  const char *name;
  void (*run)(void);
} harness_test;

static inline void harness_fail(const char *file, int line, const char *what) {
  printf("  %s:%d: %s\n", file, line, what);
  harness_failed = 1;
}

static inline void harness_status(const char *file, int line, const char *call, int32_t expected, int32_t got) {
  if (expected == got) return;
  printf("  %s:%d: %s\n    expected %s, got %s (%ld)\n", file, line, call, kinpass_status_name(expected),
         kinpass_status_name(got), (long)got);
  harness_failed = 1;
}

/* Enough for each reason, as the header says. */
typedef struct {
  char text[512];
} refusal;

/* Why a call on this thread came to this status; empty if nothing is known. */
static inline refusal refusal_of(int32_t status) {
  refusal it;
  kinpass_buffer buffer;
  memset(&it, 'x', sizeof it);
  buffer.data = it.text;
  buffer.capacity = sizeof it.text;
  buffer.size = 0;
  if (kinpass_last_refusal(status, &buffer) != KINPASS_OK || buffer.size != strlen(it.text)) abort();
  return it;
}

/* The reason begins with the function, of which `function` holds the name, and the field. */
static inline int names(const char *reason, const char *function, size_t size, const char *field) {
  const size_t fields = strlen(field);
  return strncmp(reason, function, size) == 0 && strncmp(reason + size, ": ", 2) == 0 &&
         strncmp(reason + size + 2, field, fields) == 0 && strncmp(reason + size + 2 + fields, ": ", 2) == 0;
}

static inline void harness_refused(const char *file, int line, const char *call, size_t size, const char *field,
                                   int32_t expected, int32_t got) {
  const refusal why = refusal_of(got);
  const char *end = (const char *)memchr(call, '(', size);
  harness_status(file, line, call, expected, got);
  if (end != NULL && names(why.text, call, (size_t)(end - call), field)) return;
  printf("  %s:%d: %s\n    a refusal for %s, and the reason is \"%s\"\n", file, line, call, field, why.text);
  harness_failed = 1;
}

static inline void harness_text(const char *file, int line, const char *what, const char *expected,
                                kinpass_string got) {
  if (got.data != NULL && got.size == strlen(expected) && memcmp(got.data, expected, got.size) == 0 &&
      got.data[got.size] == '\0')
    return;
  printf("  %s:%d: %s\n    expected \"%s\", got \"%.*s\"\n", file, line, what, expected,
         got.data == NULL ? 0 : (int)got.size, got.data == NULL ? "" : got.data);
  harness_failed = 1;
}

/* Runs all tests, or those named on the command line. Returns the exit code. */
static inline int harness_run(const harness_test *tests, size_t count, int arguments, char **names) {
  int failures = 0;
  size_t at;
  setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
  for (at = 0; at < count; at++) {
    int argument, wanted = arguments < 2;
    for (argument = 1; argument < arguments; argument++) wanted |= strcmp(names[argument], tests[at].name) == 0;
    if (!wanted) continue;
    harness_failed = 0;
    tests[at].run();
    printf("%s %s\n", harness_failed ? "FAILED" : "ok", tests[at].name);
    failures += harness_failed;
  }
  return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#define HARNESS_MAIN(tests)                                                           \
  int main(int arguments, char **names) {                                             \
    return harness_run(tests, sizeof(tests) / sizeof((tests)[0]), arguments, names);  \
  }

/* Under a memory checker everything is slow: to set up TLS alone costs a client seconds there. */
static inline int is_slow(void) { return getenv("TEST_SLOW") != NULL; }

/* How often something is repeated. */
static inline int rounds(int normally) { return is_slow() ? (normally + 19) / 20 : normally; }

static inline void sleep_ms(long milliseconds) {
  struct timespec time;
  time.tv_sec = milliseconds / 1000;
  time.tv_nsec = (milliseconds % 1000) * 1000000L;
  nanosleep(&time, NULL);
}

/* Milliseconds of a clock that nobody sets. */
static inline int64_t now_ms(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

#endif
