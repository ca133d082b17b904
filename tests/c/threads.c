/* Several threads start, cancel and receive at once. */
#include "client.h"

enum { STARTERS = 4, EACH = 200 };

typedef struct {
  kinpass_client client;
  receiving how;
  int number;
  /* What this thread started, and what came of it. */
  inbox *boxes;
  kinpass_operation *operations;
} starter;

/* Every thread's answers are looked at after they have been joined: CHECK is for one thread. */
static inbox all_boxes[STARTERS][EACH];
static kinpass_operation all_operations[STARTERS][EACH];

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int unexpected, stop;

static void expect(int condition) {
  pthread_mutex_lock(&lock);
  unexpected += !condition;
  pthread_mutex_unlock(&lock);
}

static int stopped(void) {
  int value;
  pthread_mutex_lock(&lock);
  value = stop;
  pthread_mutex_unlock(&lock);
  return value;
}

static void *start_many(void *argument) {
  starter *self = (starter *)argument;
  int at;
  for (at = 0; at < rounds(EACH); at++) {
    kinpass_callback callback = into(&self->boxes[at]);
    expect(kinpass_lootlocker_ping(self->client, kinpass_str("session"), &callback, &self->operations[at]) ==
           KINPASS_OK);
    /* Every other one is cancelled, some twice; it may be complete already. */
    if (at % 2 == 0) kinpass_operation_cancel(self->operations[at]);
    if (at % 4 == 0) kinpass_operation_cancel(self->operations[at]);
  }
  return NULL;
}

static void *poll_on(void *argument) {
  starter *self = (starter *)argument;
  while (!stopped()) {
    kinpass_client_wait(self->client, 5);
    expect(kinpass_client_poll(self->client, NULL) == KINPASS_OK);
  }
  return NULL;
}

static void *pull_on(void *argument) {
  starter *self = (starter *)argument;
  while (!stopped()) {
    const kinpass_event *event = NULL;
    kinpass_client_wait(self->client, 5);
    expect(kinpass_client_next_event(self->client, &event) == KINPASS_OK);
    if (event == NULL) continue;
    inbox_receive(event, event->user_data);
    expect(kinpass_event_release(event) == KINPASS_OK);
  }
  return NULL;
}

static int all_arrived(void) {
  int thread, at;
  for (thread = 0; thread < STARTERS; thread++) {
    for (at = 0; at < rounds(EACH); at++) {
      if (releases(&all_boxes[thread][at]) == 0) return 0;
    }
  }
  return 1;
}

/* `receivers[i]` takes events in, on a thread of its own, while others start and cancel. */
static void run_threads(kinpass_client client, void *(*const *receivers)(void *), int receiver_count) {
  pthread_t starting[STARTERS], receiving_threads[4];
  starter starters[STARTERS];
  int64_t end = now_ms() + PATIENCE_MS;
  int thread, at;
  unexpected = stop = 0;
  for (thread = 0; thread < STARTERS; thread++) {
    starters[thread].client = client;
    starters[thread].number = thread;
    starters[thread].boxes = all_boxes[thread];
    starters[thread].operations = all_operations[thread];
    for (at = 0; at < EACH; at++) inbox_init(&all_boxes[thread][at], NULL);
  }
  for (thread = 0; thread < receiver_count; thread++) {
    REQUIRE(pthread_create(&receiving_threads[thread], NULL, receivers[thread], &starters[0]) == 0);
  }
  for (thread = 0; thread < STARTERS; thread++) {
    REQUIRE(pthread_create(&starting[thread], NULL, start_many, &starters[thread]) == 0);
  }
  for (thread = 0; thread < STARTERS; thread++) pthread_join(starting[thread], NULL);
  while (!all_arrived() && now_ms() < end) sleep_ms(5);
  pthread_mutex_lock(&lock);
  stop = 1;
  pthread_mutex_unlock(&lock);
  for (thread = 0; thread < receiver_count; thread++) pthread_join(receiving_threads[thread], NULL);
  end_client(client);
  CHECK(unexpected == 0);
  for (thread = 0; thread < STARTERS; thread++) {
    for (at = 0; at < rounds(EACH); at++) {
      CHECK(completions(&all_boxes[thread][at]) == 1);
      CHECK(releases(&all_boxes[thread][at]) == 1);
    }
  }
}

static void four_start_and_one_polls(void) {
  void *(*const receivers[])(void *) = {poll_on};
  run_threads(new_client(PUMP), receivers, 1);
}

static void four_start_and_three_poll_and_pull(void) {
  void *(*const receivers[])(void *) = {poll_on, pull_on, pull_on};
  run_threads(new_client(PUMP), receivers, 3);
}

static void four_start_and_the_worker_calls(void) { run_threads(new_client(WORKER), NULL, 0); }

/* --- Destroy against everything else ---------------------------------------------------------- */

static void *start_until_refused(void *argument) {
  starter *self = (starter *)argument;
  int at;
  for (at = 0; at < EACH; at++) {
    kinpass_callback callback = into(&self->boxes[at]);
    kinpass_status status = kinpass_lootlocker_ping(self->client, kinpass_str("session"), &callback, NULL);
    expect(status == KINPASS_OK || status == KINPASS_ERROR_INVALID_HANDLE);
    if (status != KINPASS_OK) break;
  }
  self->number = at;
  return NULL;
}

/* Every start that said OK has one completion, whether destroy came before or after. */
static void destroy_races_with_starts(void) {
  int round, thread, at;
  for (round = 0; round < rounds(20); round++) {
    pthread_t threads[STARTERS];
    starter starters[STARTERS];
    kinpass_client client = new_client(round % 2 ? WORKER : PUMP);
    unexpected = 0;
    for (thread = 0; thread < STARTERS; thread++) {
      starters[thread].client = client;
      starters[thread].number = 0;
      starters[thread].boxes = all_boxes[thread];
      for (at = 0; at < EACH; at++) inbox_init(&all_boxes[thread][at], NULL);
      REQUIRE(pthread_create(&threads[thread], NULL, start_until_refused, &starters[thread]) == 0);
    }
    sleep_ms(round % 4);
    end_client(client);
    for (thread = 0; thread < STARTERS; thread++) pthread_join(threads[thread], NULL);
    CHECK(unexpected == 0);
    for (thread = 0; thread < STARTERS; thread++) {
      for (at = 0; at < EACH; at++) {
        int expected = at < starters[thread].number;
        CHECK(completions(&all_boxes[thread][at]) == expected);
        CHECK(releases(&all_boxes[thread][at]) == expected);
      }
    }
  }
}

static void *wait_for_ever(void *argument) {
  starter *self = (starter *)argument;
  kinpass_status status = kinpass_client_wait(self->client, PATIENCE_MS);
  expect(status == KINPASS_ERROR_CANCELLED || status == KINPASS_ERROR_INVALID_HANDLE);
  return NULL;
}

static void destroy_wakes_who_waits(void) {
  pthread_t thread;
  starter waiter;
  unexpected = 0;
  memset(&waiter, 0, sizeof waiter);
  waiter.client = new_client(PUMP);
  REQUIRE(pthread_create(&thread, NULL, wait_for_ever, &waiter) == 0);
  sleep_ms(50);
  end_client(waiter.client);
  pthread_join(thread, NULL);
  CHECK(unexpected == 0);
}

static void *come_and_go(void *argument) {
  int round;
  (void)argument;
  for (round = 0; round < rounds(100); round++) {
    kinpass_client client = {0};
    kinpass_config config;
    kinpass_config_init(&config, sizeof config);
    expect(kinpass_client_create(&config, &client) == KINPASS_OK);
    expect(kinpass_client_poll(client, NULL) == KINPASS_OK);
    expect(kinpass_client_destroy(client, 0) == KINPASS_OK);
    expect(kinpass_client_poll(client, NULL) == KINPASS_ERROR_INVALID_HANDLE);
  }
  return NULL;
}

static void clients_come_and_go_on_each_thread(void) {
  pthread_t threads[STARTERS];
  int thread;
  unexpected = 0;
  for (thread = 0; thread < STARTERS; thread++) {
    REQUIRE(pthread_create(&threads[thread], NULL, come_and_go, NULL) == 0);
  }
  for (thread = 0; thread < STARTERS; thread++) pthread_join(threads[thread], NULL);
  CHECK(unexpected == 0);
}

static const harness_test tests[] = {
    TEST(four_start_and_one_polls),
    TEST(four_start_and_three_poll_and_pull),
    TEST(four_start_and_the_worker_calls),
    TEST(destroy_races_with_starts),
    TEST(destroy_wakes_who_waits),
    TEST(clients_come_and_go_on_each_thread),
};

HARNESS_MAIN(tests)
