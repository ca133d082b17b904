#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <time.h>

#include "weather.h"

static timer_t timer;
/* Set on the threads of this program; those of the library don't know of it. */
static _Thread_local volatile sig_atomic_t is_ours;

static void on_signal(int number) {
  (void)number;
  atomic_fetch_add_explicit(&count.signals, 1, memory_order_relaxed);
  if (!is_ours) atomic_fetch_add_explicit(&count.signals_elsewhere, 1, memory_order_relaxed);
}

static atomic_int broken_pipes;

static void on_broken_pipe(int number) {
  (void)number;
  broken_pipes++;
}

static void handle(int number, void (*with)(int)) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = with; /* and no SA_RESTART */
  sigaction(number, &action, NULL);
}

void signals_begin(void) {
  struct sigevent event;
  struct itimerspec every = {{0, 1000000}, {0, 1000000}};
  memset(&event, 0, sizeof event);
  event.sigev_notify = SIGEV_SIGNAL;
  event.sigev_signo = SIGUSR1;
  handle(SIGUSR1, on_signal);
  handle(SIGPIPE, on_broken_pipe);
  if (timer_create(CLOCK_MONOTONIC, &event, &timer) == 0) timer_settime(timer, 0, &every, NULL);
}

void signals_end(void) {
  timer_delete(timer);
  if (broken_pipes > 0) broken(BROKEN_PIPE, "%d times", broken_pipes);
}

void signals_take(int take) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  is_ours = 1;
  pthread_sigmask(take ? SIG_UNBLOCK : SIG_BLOCK, &set, NULL);
}
