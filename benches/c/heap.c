/*
 * Counts allocations: the program's own malloc and family stand before the C library's, for all libraries of the
 * process as well. Kinpass's allocator (it wipes what is given back) takes its memory from here, too.
 */
#define _GNU_SOURCE
#include "measure.h"

#include <errno.h>
#include <malloc.h>
#include <stdatomic.h>

/* glibc's own, by the names under which it keeps them. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
void __libc_free(void *block);

static _Thread_local uint64_t calls;
/* Off but for the one measurement that needs it: a shared counter would slow down every thread. */
static atomic_int weighing;
static atomic_llong bytes;

static void *weighed(void *block) {
  calls++;
  if (weighing && block != NULL) bytes += (long long)malloc_usable_size(block);
  return block;
}

static void unweighed(void *block) {
  if (weighing && block != NULL) bytes -= (long long)malloc_usable_size(block);
}

void *malloc(size_t size) { return weighed(__libc_malloc(size)); }

void *calloc(size_t count, size_t size) { return weighed(__libc_calloc(count, size)); }

void *realloc(void *block, size_t size) {
  unweighed(block);
  return weighed(__libc_realloc(block, size));
}

void *memalign(size_t alignment, size_t size) { return weighed(__libc_memalign(alignment, size)); }

void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void **block, size_t alignment, size_t size) {
  void *made = memalign(alignment, size);
  if (made == NULL) return ENOMEM;
  *block = made;
  return 0;
}

void free(void *block) {
  unweighed(block);
  __libc_free(block);
}

uint64_t allocations(void) { return calls; }

int64_t heap_bytes(void) {
  weighing = 1;
  return bytes;
}
