/*
 * Torture: many threads start, cancel, receive and destroy at once, with faults and signals, and the event contract of
 * kinpass.h is checked as it goes. `cargo xtask torture` builds and runs this, with a sandbox beside it.
 *
 *   torture [--minutes N] [--threads N] [--seed S] [--race-close STARTS] [--slow] [--plant lose|twice|late]
 */
#include <dirent.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lives.h"
#include "modes.h"
#include "weather.h"

settings chosen = {.minutes = 1, .threads = 8, .seed = 1};

static void usage(const char *what) {
  fprintf(stderr, "torture: %s\n", what);
  exit(2);
}

static void read_arguments(int arguments, char **texts) {
  for (int at = 1; at < arguments; at++) {
    const char *name = texts[at], *value = at + 1 < arguments ? texts[at + 1] : NULL;
    if (strcmp(name, "--slow") == 0) {
      chosen.slow = 1;
      continue;
    }
    if (value == NULL) usage(name);
    if (strcmp(name, "--minutes") == 0) chosen.minutes = atof(value);
    else if (strcmp(name, "--threads") == 0) chosen.threads = atoi(value);
    else if (strcmp(name, "--seed") == 0) chosen.seed = strtoull(value, NULL, 10);
    else if (strcmp(name, "--race-close") == 0) chosen.race_close = atol(value);
    else if (strcmp(name, "--plant") == 0) chosen.plant = value;
    else usage(name);
    at++;
  }
}

static int thread_count(void) {
  int threads = 0;
  DIR *tasks = opendir("/proc/self/task");
  for (struct dirent *task; tasks != NULL && (task = readdir(tasks)) != NULL;) threads += task->d_name[0] != '.';
  if (tasks != NULL) closedir(tasks);
  return threads;
}

/* Given-up requests end with their time limit; then no thread of a destroyed client is left. */
static void check_threads(int before) {
  int64_t end = clock_ms() + patience_ms();
  while (thread_count() > before && clock_ms() < end) pause_ms(50);
  if (thread_count() > before) broken(THREADS_LEFT, "%d", thread_count() - before);
}

static void print_figures(double seconds) {
  printf("torture: seed %llu, %.0f s, %d threads: %ld calls, %ld starts (%ld refused), %ld completions (%ld cancelled), "
         "%ld releases, %ld pulled, %ld clients (%ld ended late), %ld accounts, %ld faults, %ld signals (%ld on threads of the library): %s\n",
         (unsigned long long)chosen.seed, seconds, chosen.race_close > 0 ? 2 : chosen.threads, count.calls, count.started,
         count.refused, count.completed, count.cancelled, count.released, count.pulled, count.clients, count.late_ends, count.accounts,
         count.faults, count.signals, count.signals_elsewhere, broken_in_all() == 0 ? "the contract held" : "BROKEN");
}

int main(int arguments, char **texts) {
  int64_t begin = clock_ms();
  setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
  read_arguments(arguments, texts);
  seed_thread(0);
  weather_begin();
  int threads = thread_count();
  if (chosen.race_close > 0) race_close();
  else everything();
  release_pulled();
  promises_tell_open(NULL, OF_ACCOUNT);
  /* The weather goes on; ThreadSanitizer has a thread of its own. */
  check_threads(threads + (chosen.race_close == 0) + chosen.slow);
  print_broken();
  print_figures((double)(clock_ms() - begin) / 1000);
  return broken_in_all() == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
