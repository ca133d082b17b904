/* Threads that call whatever there is, on clients that come and go, under faults and signals. */
#include "modes.h"

#include <pthread.h>

#include "lives.h"
#include "weather.h"

enum { MAX_THREADS = 64, STARTS_A_LIFE = 4000 };

static atomic_int over;

static void one_call(void) {
  life *on = any_life();
  switch (below(8)) {
    case 0:
      cancel_something();
      return;
    case 1:
    case 2:
      receive(on);
      return;
    default:
      start_something(on);
  }
}

static void *caller(void *number) {
  seed_thread((int)(intptr_t)number);
  signals_take(1);
  while (!over) {
    one_call();
    if (one_in(STARTS_A_LIFE)) renew_life();
  }
  return NULL;
}

void everything(void) {
  pthread_t callers[MAX_THREADS], world;
  int64_t end = clock_ms() + (int64_t)(chosen.minutes * 60000);
  signals_take(0);
  signals_begin();
  lives_begin();
  pthread_create(&world, NULL, weather, NULL);
  for (intptr_t at = 0; at < chosen.threads && at < MAX_THREADS; at++)
    pthread_create(&callers[at], NULL, caller, (void *)at);
  while (clock_ms() < end) pause_ms(50);
  over = 1;
  for (int at = 0; at < chosen.threads && at < MAX_THREADS; at++) pthread_join(callers[at], NULL);
  weather_clear();
  lives_end();
  signals_end();
}
