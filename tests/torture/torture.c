#define _GNU_SOURCE
#include "torture.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { TOLD_AT_ONCE = 3 };

figures count;

#define RULE_TEXT(name, text) text,
static const char *const texts[RULE_COUNT] = {RULES(RULE_TEXT)};
static atomic_long breaches[RULE_COUNT];

void broken(rule which, const char *detail, ...) {
  char line[256];
  va_list values;
  if (atomic_fetch_add(&breaches[which], 1) >= TOLD_AT_ONCE) return;
  va_start(values, detail);
  vsnprintf(line, sizeof line, detail, values);
  va_end(values);
  printf("  %s: %s\n", texts[which], line);
}

long broken_in_all(void) {
  long sum = 0;
  for (int which = 0; which < RULE_COUNT; which++) sum += breaches[which];
  return sum;
}

void print_broken(void) {
  for (int which = 0; which < RULE_COUNT; which++)
    if (breaches[which] > 0) printf("FAILED %s: %ld times\n", texts[which], breaches[which]);
}

int planted(const char *name) {
  enum { EVERY = 97 };
  static atomic_long turns;
  return chosen.plant != NULL && strcmp(chosen.plant, name) == 0 && atomic_fetch_add(&turns, 1) % EVERY == EVERY - 1;
}

static _Thread_local uint64_t sequence;

void seed_thread(int number) { sequence = chosen.seed * 0x9e3779b97f4a7c15u + (uint64_t)number * 0xd1342543de82ef95u; }

/* splitmix64 */
uint32_t below(uint32_t limit) {
  uint64_t mixed = (sequence += 0x9e3779b97f4a7c15u);
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
  mixed ^= mixed >> 31;
  return (uint32_t)(((mixed >> 32) * limit) >> 32);
}

int64_t clock_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t patience_ms(void) {
  if (breaches[COMPLETED_NEVER] + breaches[NEVER_RELEASED] > 0) return 10000;
  return chosen.slow ? 120000 : 30000;
}

void pause_ms(long milliseconds) {
  struct timespec left = {milliseconds / 1000, milliseconds % 1000 * 1000000};
  while (nanosleep(&left, &left) != 0) {
  }
}

void expect_status(const char *call, kinpass_status got, kinpass_status a, kinpass_status b, kinpass_status c) {
  if (got == KINPASS_OK || got == a || got == b || got == c) return;
  broken(WRONG_STATUS, "%.*s: %s", (int)strcspn(call, "("), call, kinpass_status_name(got));
}
