#define _GNU_SOURCE
#include "levels.h"

#include <dirent.h>
#include <malloc.h>
#include <stdio.h>

#include "../c/measure.h"

enum { SAMPLES = 100000, LEVELS = 4 };

/* What may come on top from one third of the time to another: a share of the level, and room for what comes and goes. */
static const struct {
  const char *name, *unit;
  double scale, share, room;
} levels[LEVELS] = {
    {"heap in use", "KiB", 1024, 0.05, 512 * 1024},
    {"resident memory", "KiB", 1024, 0.10, 4096 * 1024},
    {"threads", "", 1, 0, 4},
    {"open files", "", 1, 0, 12},
};

static double samples[LEVELS][SAMPLES];
static int taken;

static double open_files(void) {
  double count = 0;
  DIR *files = opendir("/proc/self/fd");
  require(files != NULL, "/proc/self/fd");
  while (readdir(files) != NULL) count++;
  closedir(files);
  return count;
}

void levels_sample(void) {
  if (taken == SAMPLES) return;
  const double now[LEVELS] = {(double)mallinfo2().uordblks, (double)resident_bytes(), (double)thread_count(),
                              open_files()};
  for (int level = 0; level < LEVELS; level++) samples[level][taken] = now[level];
  taken++;
}

int levels_are_flat(void) {
  int third = taken / 3, flat = 1;
  require(third > 3, "enough samples: let it run for longer");
  for (int level = 0; level < LEVELS; level++) {
    /* The first third fills caches and pools; then it may not grow. */
    double before = median(samples[level] + third, (size_t)third);
    double after = median(samples[level] + 2 * third, (size_t)third);
    double most = before * (1 + levels[level].share) + levels[level].room;
    int well = after <= most;
    printf("  %-16s %10.0f %s, then %.0f %s (at most %.0f): %s\n", levels[level].name, before / levels[level].scale,
           levels[level].unit, after / levels[level].scale, levels[level].unit, most / levels[level].scale,
           well ? "flat" : "GROWS");
    flat &= well;
  }
  return flat;
}
