/* Clocks, medians, allocations, threads, and the lines of the report. */
#ifndef MEASURE_H
#define MEASURE_H

#include <stddef.h>
#include <stdint.h>

/* Nanoseconds on a clock that only goes forward. */
uint64_t now_ns(void);

/* Sorts `samples`; the value below which `percent` of them lie. */
double percentile(double *samples, size_t count, double percent);
double median(double *samples, size_t count);

/* Calls of malloc, calloc, realloc and the like that this thread has made so far, itself and in libraries. */
uint64_t allocations(void);

/* Bytes on the heap of the whole process, counted from the first call on. */
int64_t heap_bytes(void);

/* Threads of this process, and memory that it occupies. */
size_t thread_count(void);
size_t resident_bytes(void);

void sleep_ms(uint32_t ms);

/* Ends the program with a message unless `truth` holds: a figure of something that failed is none. */
void require(int truth, const char *what);

/* One line: what, how much, the goal, and whether it is met. A negative goal is none. */
void report(const char *what, double value, const char *unit, double goal);
void note(const char *format, ...) __attribute__((format(printf, 1, 2)));
void heading(const char *text);

#endif
