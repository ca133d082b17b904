/* What calls cost on the caller's thread. */
#include <pthread.h>
#include <stdio.h>

#include "benches.h"
#include "game.h"
#include "measure.h"

enum { CREATES = 100, BATCHES = 200, POLLS = 20000, STARTS = 2000, CROWD = 16 };

void bench_create(void) {
  static double took[CREATES];
  heading("Create, on the caller's thread");
  for (int i = 0; i < CREATES; i++) {
    kinpass_config config = game_config();
    kinpass_client client;
    uint64_t start = now_ns();
    kinpass_status status = kinpass_client_create(&config, &client);
    took[i] = (double)(now_ns() - start) / 1e6;
    require(status == KINPASS_OK, "kinpass_client_create");
    kinpass_client_destroy(client, 0);
  }
  report("kinpass_client_create, median", median(took, CREATES), "ms", 1);
  report("  99th percentile", percentile(took, CREATES, 99), "ms", -1);
}

void bench_idle_poll(void) {
  static double took[BATCHES];
  kinpass_client client = game_client(0);
  uint64_t before, allocated;
  heading("Idle poll");
  sleep_ms(100);
  kinpass_client_poll(client, NULL); /* a thread's first call may set up thread-local data */
  before = allocations();
  for (int batch = 0; batch < BATCHES; batch++) {
    uint64_t start = now_ns();
    for (int i = 0; i < POLLS; i++) kinpass_client_poll(client, NULL);
    took[batch] = (double)(now_ns() - start) / POLLS;
  }
  allocated = allocations() - before;
  report("kinpass_client_poll", median(took, BATCHES), "ns", 50);
  report("  allocations in all calls", (double)allocated, "", 0);
  for (int batch = 0; batch < BATCHES; batch++) {
    uint64_t start = now_ns();
    const kinpass_event *event;
    for (int i = 0; i < POLLS; i++) kinpass_client_next_event(client, &event);
    took[batch] = (double)(now_ns() - start) / POLLS;
  }
  report("kinpass_client_next_event", median(took, BATCHES), "ns", -1);
  kinpass_client_destroy(client, 0);
}

/* Starts `CROWD` operations at once, of which the first wakes the worker: the others find it awake. */
static void starts_of_a_crowd(const char *session) {
  static double took[STARTS];
  static outcome outs[CROWD];
  kinpass_client client = game_client(1);
  int count = 0;
  while (count < STARTS) {
    for (int i = 0; i < CROWD; i++) {
      kinpass_callback callback = into(&outs[i]);
      uint64_t start = now_ns();
      kinpass_status status = kinpass_lootlocker_ping(client, kinpass_str(session), &callback, NULL);
      if (i > 0 && count < STARTS) took[count++] = (double)(now_ns() - start) / 1e3;
      require(status == KINPASS_OK, "kinpass_lootlocker_ping");
    }
    for (int i = 0; i < CROWD; i++) finish(client, KINPASS_OK, &outs[i]);
  }
  report("kinpass_lootlocker_ping, the worker awake, median", median(took, STARTS), "us", 2);
  kinpass_client_destroy(client, 0);
}

/* What it costs to wake a thread, whatever for: the least that a start call can take when the worker sleeps. */
typedef struct {
  pthread_mutex_t lock;
  pthread_cond_t wake;
  int end;
} sleeper;

static void *sleep_and_wake(void *argument) {
  sleeper *of = argument;
  pthread_mutex_lock(&of->lock);
  while (!of->end) pthread_cond_wait(&of->wake, &of->lock);
  pthread_mutex_unlock(&of->lock);
  return NULL;
}

static void bare_wake_ups(void) {
  static double took[STARTS];
  sleeper of = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0};
  pthread_t thread;
  require(pthread_create(&thread, NULL, sleep_and_wake, &of) == 0, "a thread");
  for (int i = 0; i < STARTS; i++) {
    sleep_ms(1);
    uint64_t start = now_ns();
    pthread_cond_signal(&of.wake);
    took[i] = (double)(now_ns() - start) / 1e3;
  }
  pthread_mutex_lock(&of.lock);
  of.end = 1;
  pthread_mutex_unlock(&of.lock);
  pthread_cond_signal(&of.wake);
  pthread_join(thread, NULL);
  report("to compare with: pthread_cond_signal, median", median(took, STARTS), "us", -1);
}

static void starts(const char *what, kinpass_client client, const char *session, double goal) {
  static double took[STARTS];
  char line[64];
  outcome out;
  uint64_t before, allocated = 0;
  for (int i = 0; i < STARTS; i++) {
    kinpass_callback callback = into(&out);
    kinpass_string token = kinpass_str(session);
    kinpass_status status;
    before = allocations();
    uint64_t start = now_ns();
    status = session ? kinpass_lootlocker_ping(client, token, &callback, NULL) : start_session(client, &callback);
    took[i] = (double)(now_ns() - start) / 1e3;
    allocated += allocations() - before;
    finish(client, status, &out);
  }
  snprintf(line, sizeof line, "%s, median", what);
  report(line, median(took, STARTS), "us", goal);
  report("  99th percentile", percentile(took, STARTS, 99), "us", -1);
  report("  allocations per call", (double)allocated / STARTS, "", -1);
}

void bench_start(void) {
  kinpass_client client = game_client(0);
  outcome session;
  kinpass_callback callback = into(&session);
  heading("Start call, on the caller's thread");
  finish(client, start_session(client, &callback), &session);
  starts("kinpass_lootlocker_ping, the worker asleep", client, session.token, 2);
  starts("kinpass_lootlocker_start_session, likewise", client, NULL, 2);
  starts_of_a_crowd(session.token);
  bare_wake_ups();
  kinpass_client_destroy(client, 0);
}
