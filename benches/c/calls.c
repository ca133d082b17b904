/* What calls cost on the caller's thread. */
#include <stdio.h>

#include "benches.h"
#include "game.h"
#include "measure.h"

enum { CREATES = 100, BATCHES = 200, POLLS = 20000, STARTS = 2000 };

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
  heading("Start call, on the caller's thread, the worker asleep");
  finish(client, start_session(client, &callback), &session);
  starts("kinpass_lootlocker_ping", client, session.token, 2);
  starts("kinpass_lootlocker_start_session", client, NULL, 2);
  kinpass_client_destroy(client, 0);
}
