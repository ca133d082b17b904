/* The benchmarks of docs/performance.md. `cargo xtask bench` builds and runs this, with a sandbox beside it. */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "benches.h"

static const struct {
  const char *name;
  void (*run)(void);
} benches[] = {
    {"create", bench_create},         {"poll", bench_idle_poll},      {"start", bench_start},
    {"round-trip", bench_round_trip}, {"in-flight", bench_in_flight}, {"threads", bench_threads},
    {"peek", bench_peek},             {"signed-in", bench_signed_in}, {"accounts", bench_many_accounts},
    {"renewals", bench_renewals},
};

enum { COUNT = sizeof benches / sizeof *benches };

/* Whether the arguments name it; without arguments all are wanted. */
static int is_wanted(const char *name, int count, char **names) {
  int wanted = count == 0;
  for (int i = 0; i < count; i++) wanted |= strcmp(names[i], name) == 0;
  return wanted;
}

int main(int argc, char **argv) {
  int ran = 0;
  curl_global_init(CURL_GLOBAL_DEFAULT);
  for (int i = 0; i < COUNT; i++) {
    if (!is_wanted(benches[i].name, argc - 1, argv + 1)) continue;
    benches[i].run();
    ran++;
  }
  if (ran > 0) return EXIT_SUCCESS;
  fprintf(stderr, "There are:");
  for (int i = 0; i < COUNT; i++) fprintf(stderr, " %s", benches[i].name);
  fprintf(stderr, "\n");
  return EXIT_FAILURE;
}
