/*
 * What a test puts in the place of the system's functions: threads that can't be had, names that are not answered.
 * The program's own functions come first, also for calls from the shared library.
 */
#ifndef IN_PLACE_H
#define IN_PLACE_H

/* For RTLD_NEXT. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "client.h"

#include <dlfcn.h>
#include <errno.h>
#include <netdb.h>

static pthread_mutex_t in_place_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t in_place_changed = PTHREAD_COND_INITIALIZER;

/* How many more threads can be had; less than none: any number. */
static int threads_left = -1;

static inline void allow_threads(int count) {
  pthread_mutex_lock(&in_place_lock);
  threads_left = count;
  pthread_mutex_unlock(&in_place_lock);
}

static inline int take_thread(void) {
  int taken;
  pthread_mutex_lock(&in_place_lock);
  taken = threads_left != 0;
  threads_left -= threads_left > 0;
  pthread_mutex_unlock(&in_place_lock);
  return taken;
}

/* While it is set, whoever asks for a name waits. Then no name is known. */
static int names_wait, names_asked;

static inline void let_names_wait(int wait) {
  pthread_mutex_lock(&in_place_lock);
  names_wait = wait;
  pthread_cond_broadcast(&in_place_changed);
  pthread_mutex_unlock(&in_place_lock);
}

/* Waits until so many names have been asked for. */
static inline void await_names(int count) {
  pthread_mutex_lock(&in_place_lock);
  while (names_asked < count) pthread_cond_wait(&in_place_changed, &in_place_lock);
  pthread_mutex_unlock(&in_place_lock);
}

#ifdef __cplusplus
extern "C" {
#endif

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *), void *argument)
#ifdef __cplusplus
    noexcept
#endif
{
  int (*real)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
  void *found = dlsym(RTLD_NEXT, "pthread_create");
  memcpy(&real, &found, sizeof real);
  return take_thread() ? real(thread, attributes, run, argument) : EAGAIN;
}

int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **found) {
  (void)node, (void)service, (void)hints, (void)found;
  pthread_mutex_lock(&in_place_lock);
  names_asked++;
  pthread_cond_broadcast(&in_place_changed);
  while (names_wait) pthread_cond_wait(&in_place_changed, &in_place_lock);
  pthread_mutex_unlock(&in_place_lock);
  return EAI_NONAME;
}

#ifdef __cplusplus
}
#endif

#endif
