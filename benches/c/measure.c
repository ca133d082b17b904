#define _GNU_SOURCE
#include "measure.h"

#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

uint64_t now_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static int compare(const void *left, const void *right) {
  double a = *(const double *)left, b = *(const double *)right;
  return (a > b) - (a < b);
}

double percentile(double *samples, size_t count, double percent) {
  require(count > 0, "samples");
  qsort(samples, count, sizeof *samples, compare);
  return samples[(size_t)((double)(count - 1) * percent / 100)];
}

double median(double *samples, size_t count) { return percentile(samples, count, 50); }

size_t thread_count(void) {
  size_t count = 0;
  DIR *tasks = opendir("/proc/self/task");
  require(tasks != NULL, "/proc/self/task");
  for (struct dirent *task; (task = readdir(tasks)) != NULL;) count += task->d_name[0] != '.';
  closedir(tasks);
  return count;
}

size_t resident_bytes(void) {
  size_t total = 0, resident = 0;
  FILE *file = fopen("/proc/self/statm", "r");
  require(file != NULL && fscanf(file, "%zu %zu", &total, &resident) == 2, "/proc/self/statm");
  fclose(file);
  return resident * (size_t)sysconf(_SC_PAGESIZE);
}

void sleep_ms(uint32_t ms) {
  struct timespec time = {ms / 1000, (long)(ms % 1000) * 1000000};
  nanosleep(&time, NULL);
}

void require(int truth, const char *what) {
  if (truth) return;
  fprintf(stderr, "the benchmark failed: %s\n", what);
  exit(EXIT_FAILURE);
}

void report(const char *what, double value, const char *unit, double goal) {
  printf("  %-52s %10.*f %-12s", what, value < 10 ? 2 : value < 1000 ? 1 : 0, value, unit);
  if (goal >= 0) printf(" goal %g: %s", goal, value <= goal ? "met" : "NOT MET");
  putchar('\n');
  fflush(stdout);
}

void note(const char *format, ...) {
  va_list values;
  va_start(values, format);
  printf("  ");
  vprintf(format, values);
  putchar('\n');
  va_end(values);
  fflush(stdout);
}

void heading(const char *text) {
  printf("\n%s\n", text);
  fflush(stdout);
}
