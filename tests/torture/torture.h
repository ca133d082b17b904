/* What all files of the torture program share: settings, chance, the clock, and the rules that may be broken. */
#ifndef TORTURE_H
#define TORTURE_H

#include <kinpass.h>

#include <stdatomic.h>
#include <stdint.h>

/* What the sandbox knows from the start (sandbox/README.md). */
#define PARENT_APP "1100000000000000001"
#define CHILD_APP "1100000000000000011"
#define OTHER_CHILD_APP "1100000000000000012"
#define GAME_KEY "dev_sandbox_alpha"

typedef struct {
  double minutes;
  int threads;
  uint64_t seed;
  /* How many starts the race with kinpass_account_close takes; 0: no race, but everything at once. */
  long race_close;
  /* Everything is many times slower: under ThreadSanitizer. */
  int slow;
  /* A fault of the program's own, which its checks have to find; NULL for none. */
  const char *plant;
} settings;

extern settings chosen;

/* Whether this fault is planted, and its turn has come. */
int planted(const char *name);

/* The rules. Each line is what is said when the rule is broken. */
#define RULES(rule)                                                          \
  rule(COMPLETED_TWICE, "an operation completed twice")                      \
  rule(COMPLETED_NEVER, "an operation never completed")                      \
  rule(RELEASED_EARLY, "user_data was released before its last use")         \
  rule(RELEASED_UNCOMPLETED, "user_data was released without a completion")  \
  rule(USED_LATE, "user_data was used after its release")                    \
  rule(USED_REFUSED, "user_data of a refused start was used")                \
  rule(NEVER_RELEASED, "user_data was never released")                       \
  rule(WITHIN_START, "an operation completed from within its start")         \
  rule(WRONG_HANDLE, "an event names another operation than its start did")  \
  rule(WRONG_FORM, "an event contradicts itself")                            \
  rule(AFTER_DESTROY, "a callback ran after kinpass_client_destroy returned") \
  rule(NOT_REENTRANT, "a call that a callback may not make was not refused") \
  rule(WRONG_STATUS, "a call or an operation came to a status that its documentation does not name") \
  rule(BROKEN_PIPE, "SIGPIPE was raised: it would have ended the host")      \
  rule(THREADS_LEFT, "threads were left when all clients had been destroyed")

#define RULE_NAME(name, text) name,
typedef enum { RULES(RULE_NAME) RULE_COUNT } rule;

/* Notes that a rule is broken; the first few are told at once. `detail` is printed as with printf. */
void broken(rule which, const char *detail, ...) __attribute__((format(printf, 2, 3)));
/* How often any rule was broken. */
long broken_in_all(void);
/* One line for each rule that was broken. */
void print_broken(void);

/* A random number below `limit`: each thread has a sequence of its own, which the seed determines. */
uint32_t below(uint32_t limit);
void seed_thread(int number);
static inline int one_in(uint32_t times) { return below(times) == 0; }

/* A clock that nobody sets. */
int64_t clock_ms(void);
void pause_ms(long milliseconds);
/* Longer than any single thing takes that ends at all. Once something was lost the run has failed: the rest is not waited for
   as long. */
int64_t patience_ms(void);

/* What is counted for the closing line. */
typedef struct {
  atomic_long calls, started, refused, completed, cancelled, released, pulled, clients, late_ends, accounts, signals,
      signals_elsewhere, faults;
} figures;

extern figures count;

/* Calls of the library are counted: `CALL(kinpass_client_poll(client, NULL))`. */
#define CALL(call) (atomic_fetch_add_explicit(&count.calls, 1, memory_order_relaxed), (call))

/* A call came to one of the statuses that it may come to (up to three besides KINPASS_OK), else the rule is broken. */
void expect_status(const char *call, kinpass_status got, kinpass_status a, kinpass_status b, kinpass_status c);
#define EXPECT(call, a, b, c) expect_status(#call, CALL(call), (a), (b), (c))

#endif
