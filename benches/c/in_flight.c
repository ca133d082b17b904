/* Many requests at once, and the threads that are left when they are done. */
#include <pthread.h>
#include <stdatomic.h>

#include "benches.h"
#include "game.h"
#include "measure.h"
#include "rivals.h"

enum { IN_FLIGHT = 64, REQUESTS = 3200, TURNS = 7 };

static void on_event(const kinpass_event *event, void *user_data) {
  require(event->status == KINPASS_OK, "an operation succeeded");
  ++*(int *)user_data;
}

/* Keeps 64 open until all are done. */
static void by_kinpass(kinpass_client client, const char *session) {
  int started = 0, done = 0;
  kinpass_callback callback = {on_event, &done, NULL};
  while (done < REQUESTS) {
    for (; started < REQUESTS && started - done < IN_FLIGHT; started++)
      require(kinpass_lootlocker_ping(client, kinpass_str(session), &callback, NULL) == KINPASS_OK, "a start");
    kinpass_client_wait(client, 60000);
    kinpass_client_poll(client, NULL);
  }
}

typedef struct {
  bare *bare;
  atomic_int left;
} work;

static void *one_of_many(void *argument) {
  work *shared = argument;
  while (atomic_fetch_sub(&shared->left, 1) > 0) require(bare_send(shared->bare), "reqwest's answer");
  return NULL;
}

static void by_reqwest(bare *bare) {
  pthread_t threads[IN_FLIGHT];
  work shared = {bare, REQUESTS};
  for (int i = 0; i < IN_FLIGHT; i++) require(pthread_create(&threads[i], NULL, one_of_many, &shared) == 0, "a thread");
  for (int i = 0; i < IN_FLIGHT; i++) pthread_join(threads[i], NULL);
}

void bench_in_flight(void) {
  static double kinpass[TURNS], reqwest[TURNS];
  kinpass_client client = game_client(IN_FLIGHT);
  static outcome session;
  kinpass_callback callback = into(&session);
  heading("64 in flight (ping), in turns, medians");
  finish(client, start_session(client, &callback), &session);
  bare *bare = bare_ping(setting("SANDBOX_URL"), session.token);
  for (int turn = -1; turn < TURNS; turn++) {
    uint64_t start = now_ns();
    by_kinpass(client, session.token);
    uint64_t middle = now_ns();
    by_reqwest(bare);
    uint64_t end = now_ns();
    if (turn < 0) continue;
    kinpass[turn] = (double)(middle - start) / REQUESTS / 1e3;
    reqwest[turn] = (double)(end - middle) / REQUESTS / 1e3;
  }
  double ours = median(kinpass, TURNS), theirs = median(reqwest, TURNS);
  report("Kinpass, per request", ours, "us", -1);
  report("bare reqwest blocking on 64 threads, per request", theirs, "us", -1);
  report("  Kinpass to reqwest", ours / theirs, "x", -1);
  bare_free(bare);
  kinpass_client_destroy(client, 0);
}

void bench_threads(void) {
  static outcome session;
  size_t before, busy, idle;
  heading("Threads of the library");
  sleep_ms(500); /* those of earlier clients end */
  before = thread_count();
  kinpass_client client = game_client(IN_FLIGHT);
  kinpass_callback callback = into(&session);
  finish(client, start_session(client, &callback), &session);
  report("right after one operation", (double)(thread_count() - before), "", -1);
  by_kinpass(client, session.token);
  busy = thread_count() - before;
  report("right after 64 in flight", (double)busy, "", -1);
  sleep_ms(5000);
  idle = thread_count() - before;
  report("idle again, 5 s later", (double)idle, "", 2);
  kinpass_client_destroy(client, 0);
}
