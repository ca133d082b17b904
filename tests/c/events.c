/* The contract of events: one completion each, no lock held in callbacks, bounded destroy. */
#include "client.h"

/* --- Clients ---------------------------------------------------------------------------------- */

/* A client whose operations never end by themselves: its peer accepts and never answers. */
static kinpass_client silent_client(receiving how) {
  kinpass_client client = {0};
  kinpass_config config = sandbox_config();
  config.lootlocker_url = kinpass_str(getenv("SANDBOX_SILENT_URL"));
  config.callbacks_on_worker = how == WORKER;
  CHECK_STATUS(KINPASS_OK, kinpass_client_create(&config, &client));
  return client;
}

/* Starts a ping, the smallest operation. */
static kinpass_operation ping(kinpass_client client, inbox *box) {
  kinpass_operation operation = {0};
  kinpass_callback callback = into(box);
  CHECK_STATUS(KINPASS_OK, kinpass_lootlocker_ping(client, kinpass_str("session"), &callback, &operation));
  return operation;
}

/* --- Inside a callback ------------------------------------------------------------------------ */

static kinpass_client inner_client;
static inbox inner_box;

static void call_what_is_not_allowed(const kinpass_event *event) {
  CHECK_STATUS(KINPASS_ERROR_REENTRANT, kinpass_client_poll(event->client, NULL));
  CHECK_STATUS(KINPASS_ERROR_REENTRANT, kinpass_client_wait(event->client, 0));
  CHECK_STATUS(KINPASS_ERROR_REENTRANT, kinpass_client_destroy(event->client, 0));
}

static void call_what_is_allowed(const kinpass_event *event) {
  const kinpass_event *next = event;
  inner_client = event->client;
  CHECK_STATUS(KINPASS_OK, kinpass_client_set_log(event->client, KINPASS_LOG_LEVEL_OFF, NULL, NULL));
  CHECK_STATUS(KINPASS_OK, kinpass_operation_cancel(ping(event->client, &inner_box)));
  CHECK_STATUS(KINPASS_OK, kinpass_client_cancel_all(event->client));
  CHECK(kinpass_version() != 0);
  /* Pulled in a callback: the completion of the ping that was just cancelled. */
  CHECK_STATUS(KINPASS_OK, kinpass_client_next_event(event->client, &next));
  CHECK(next != event);
  if (next != NULL && next != event) {
    CHECK_STATUS(KINPASS_ERROR_CANCELLED, next->status);
    inbox_receive(next, next->user_data);
    CHECK_STATUS(KINPASS_OK, kinpass_event_release(next));
  }
}

static void call_another_client(const kinpass_event *event) {
  kinpass_client other = new_client(PUMP);
  (void)event;
  CHECK_STATUS(KINPASS_OK, kinpass_client_poll(other, NULL));
  CHECK_STATUS(KINPASS_ERROR_TIMEOUT, kinpass_client_wait(other, 0));
  end_client(other);
}

static void start_another(const kinpass_event *event) { ping(event->client, &inner_box); }

static void in_a_callback(receiving how, void (*look)(const kinpass_event *)) {
  kinpass_client client = silent_client(how);
  inbox box;
  inbox_init(&box, look);
  CHECK_STATUS(KINPASS_OK, kinpass_operation_cancel(ping(client, &box)));
  CHECK_STATUS(KINPASS_ERROR_CANCELLED, finish(client, how, &box));
  end_client(client);
}

static void poll_wait_and_destroy_are_refused_in_a_callback(void) {
  in_a_callback(PUMP, call_what_is_not_allowed);
  in_a_callback(WORKER, call_what_is_not_allowed);
}

static void other_functions_work_in_a_callback(void) {
  inbox_init(&inner_box, NULL);
  in_a_callback(PUMP, call_what_is_allowed);
  CHECK(completions(&inner_box) == 1);
  CHECK(releases(&inner_box) == 1);
}

static void other_clients_work_in_a_callback(void) {
  in_a_callback(PUMP, call_another_client);
  in_a_callback(WORKER, call_another_client);
}

static void an_operation_may_start_in_a_callback(void) {
  inbox_init(&inner_box, NULL);
  in_a_callback(PUMP, start_another);
  CHECK(completions(&inner_box) == 1); /* by the destroy */
  CHECK(releases(&inner_box) == 1);
  CHECK_STATUS(KINPASS_ERROR_CANCELLED, inner_box.status);
}

static void a_pump_calls_on_the_thread_that_polls(void) {
  kinpass_client client = silent_client(PUMP);
  inbox box;
  inbox_init(&box, NULL);
  CHECK_STATUS(KINPASS_OK, kinpass_operation_cancel(ping(client, &box)));
  finish(client, PUMP, &box);
  CHECK(pthread_equal(box.thread, pthread_self()));
  end_client(client);
}

static void a_worker_calls_on_another_thread(void) {
  kinpass_client client = silent_client(WORKER);
  inbox box;
  inbox_init(&box, NULL);
  CHECK_STATUS(KINPASS_OK, kinpass_operation_cancel(ping(client, &box)));
  finish(client, WORKER, &box);
  CHECK(!pthread_equal(box.thread, pthread_self()));
  end_client(client);
}

/* --- Completions ------------------------------------------------------------------------------ */

static void cancelling_again_changes_nothing(void) {
  kinpass_client client = silent_client(PUMP);
  kinpass_operation operation;
  uint32_t delivered = 0;
  inbox box;
  inbox_init(&box, NULL);
  operation = ping(client, &box);
  CHECK_STATUS(KINPASS_OK, kinpass_operation_cancel(operation));
  CHECK_STATUS(KINPASS_OK, kinpass_operation_cancel(operation));
  CHECK_STATUS(KINPASS_OK, kinpass_client_cancel_all(client));
  CHECK_STATUS(KINPASS_OK, kinpass_client_cancel_all(client));
  CHECK(completions(&box) == 0);
  CHECK_STATUS(KINPASS_OK, kinpass_client_poll(client, &delivered));
  CHECK(delivered == 1);
  CHECK_STATUS(KINPASS_ERROR_CANCELLED, box.status);
  CHECK_STATUS(KINPASS_ERROR_INVALID_HANDLE, kinpass_operation_cancel(operation));
  CHECK_STATUS(KINPASS_OK, kinpass_client_poll(client, &delivered));
  CHECK(delivered == 0);
  CHECK(completions(&box) == 1);
  CHECK(releases(&box) == 1);
  end_client(client);
}

static void no_completion_comes_before_it_is_asked_for(void) {
  kinpass_client client = new_client(PUMP);
  inbox box;
  inbox_init(&box, NULL);
  ping(client, &box);
  CHECK_STATUS(KINPASS_OK, kinpass_client_wait(client, PATIENCE_MS));
  CHECK(completions(&box) == 0);
  CHECK_STATUS(KINPASS_ERROR_UNAUTHORIZED, finish(client, PUMP, &box));
  end_client(client);
}

static void each_of_many_completes_once(void) {
  enum { MANY = 500 };
  static inbox boxes[MANY];
  kinpass_client client = new_client(PUMP);
  int at;
  for (at = 0; at < MANY; at++) {
    inbox_init(&boxes[at], NULL);
    if (at % 3 == 0) {
      CHECK_STATUS(KINPASS_OK, kinpass_operation_cancel(ping(client, &boxes[at])));
    } else {
      ping(client, &boxes[at]);
    }
  }
  CHECK_STATUS(KINPASS_OK, kinpass_client_cancel_all(client));
  for (at = 0; at < MANY; at++) {
    kinpass_status status = finish(client, PUMP, &boxes[at]);
    CHECK(status == KINPASS_ERROR_CANCELLED || status == KINPASS_ERROR_UNAUTHORIZED);
  }
  end_client(client);
  for (at = 0; at < MANY; at++) CHECK(completions(&boxes[at]) == 1 && releases(&boxes[at]) == 1);
}

static void pulled_events_outlive_their_client(void) {
  kinpass_client client = silent_client(PULL);
  const kinpass_event *event = NULL;
  inbox box;
  inbox_init(&box, NULL);
  CHECK_STATUS(KINPASS_OK, kinpass_operation_cancel(ping(client, &box)));
  CHECK_STATUS(KINPASS_OK, kinpass_client_next_event(client, &event));
  REQUIRE(event != NULL);
  end_client(client);
  CHECK(releases(&box) == 0);
  CHECK_STATUS(KINPASS_ERROR_CANCELLED, event->status);
  CHECK(event->user_data == &box);
  CHECK_STATUS(KINPASS_OK, kinpass_event_release(event));
  CHECK(completions(&box) == 0);
  CHECK(releases(&box) == 1);
}

static void events_without_a_callback_go_to_the_client(void) {
  kinpass_client client = {0};
  kinpass_config config = sandbox_config();
  kinpass_callback all;
  static inbox box; /* not on the stack: a late release would write there */
  inbox_init(&box, NULL);
  all = into(&box);
  config.event_callback = &all;
  CHECK_STATUS(KINPASS_OK, kinpass_client_create(&config, &client));
  CHECK_STATUS(KINPASS_OK, kinpass_lootlocker_ping(client, kinpass_str("session"), NULL, NULL));
  CHECK_STATUS(KINPASS_OK, kinpass_client_wait(client, PATIENCE_MS));
  CHECK_STATUS(KINPASS_OK, kinpass_client_poll(client, NULL));
  CHECK(completions(&box) == 1);
  CHECK(releases(&box) == 0);
  end_client(client);
  CHECK(releases(&box) == 1);
}

/* --- Destroy ---------------------------------------------------------------------------------- */

static void destroy_completes_what_is_open(void) {
  enum { MANY = 20 };
  static inbox boxes[MANY];
  const receiving ways[] = {PUMP, PULL, WORKER};
  size_t way;
  int at;
  for (way = 0; way < sizeof ways / sizeof ways[0]; way++) {
    kinpass_client client = silent_client(ways[way]);
    for (at = 0; at < MANY; at++) {
      inbox_init(&boxes[at], NULL);
      ping(client, &boxes[at]);
    }
    end_client(client);
    for (at = 0; at < MANY; at++) {
      CHECK(completions(&boxes[at]) == 1);
      CHECK(releases(&boxes[at]) == 1);
      CHECK_STATUS(KINPASS_ERROR_CANCELLED, boxes[at].status);
    }
  }
}

/* Whether destroy keeps to its limit with requests under way to a peer like this. */
static void destroy_is_bounded(const char *url) {
  const uint32_t limit = 5000;
  kinpass_client client = {0};
  kinpass_config config = sandbox_config();
  int64_t begin;
  inbox box;
  inbox_init(&box, NULL);
  config.lootlocker_url = kinpass_str(url);
  CHECK_STATUS(KINPASS_OK, kinpass_client_create(&config, &client));
  ping(client, &box);
  sleep_ms(200); /* so that the request is under way */
  begin = now_ms();
  CHECK_STATUS(KINPASS_OK, kinpass_client_destroy(client, limit));
  /* The documented limit. The request's own time-outs are 10 and 30 seconds. */
  CHECK(now_ms() - begin <= (int64_t)limit);
  CHECK(completions(&box) == 1);
  CHECK(releases(&box) == 1);
}

static void destroy_does_not_wait_for_a_silent_peer(void) { destroy_is_bounded(getenv("SANDBOX_SILENT_URL")); }

/* An address of documentation (RFC 5737): packets to it vanish. */
static void destroy_does_not_wait_for_a_black_hole(void) { destroy_is_bounded("https://192.0.2.1"); }

static void destroy_does_not_wait_for_a_back_off(void) {
  sandbox_reset();
  sandbox_post("/_sandbox/faults",
               "{\"route\":\"GET /game/ping\",\"times\":null,\"action\":{\"kind\":\"unavailable\",\"retry_after\":2}}");
  destroy_is_bounded(sandbox_url());
  sandbox_reset();
}

static void no_callback_runs_after_destroy(void) {
  inbox boxes[8];
  int at, round;
  for (round = 0; round < rounds(40); round++) {
    kinpass_client client = new_client(round % 2 ? WORKER : PUMP);
    int64_t seen = 0, later = 0;
    for (at = 0; at < 8; at++) {
      inbox_init(&boxes[at], NULL);
      ping(client, &boxes[at]);
    }
    end_client(client);
    for (at = 0; at < 8; at++) seen += boxes[at].events + boxes[at].releases;
    sleep_ms(2);
    for (at = 0; at < 8; at++) later += completions(&boxes[at]) + releases(&boxes[at]);
    CHECK(seen == 16);
    CHECK(later == 16);
  }
}

static void clients_come_and_go_a_thousand_times(void) {
  int round;
  for (round = 0; round < rounds(1000); round++) {
    kinpass_client client = new_client((receiving)(round % 3));
    inbox box;
    CHECK(client.id != 0);
    if (round % 10 == 0) {
      inbox_init(&box, NULL);
      ping(client, &box);
    }
    end_client(client);
    if (round % 10 == 0) CHECK(completions(&box) == 1 && releases(&box) == 1);
  }
}

static void clients_live_side_by_side(void) {
  enum { MANY = 60 };
  kinpass_client clients[MANY];
  static inbox boxes[MANY];
  const int many = rounds(MANY);
  int at, other;
  for (at = 0; at < many; at++) {
    clients[at] = new_client((receiving)(at % 3));
    for (other = 0; other < at; other++) CHECK(clients[other].id != clients[at].id);
    inbox_init(&boxes[at], NULL);
    ping(clients[at], &boxes[at]);
  }
  for (at = 0; at < many; at++) {
    CHECK_STATUS(KINPASS_ERROR_UNAUTHORIZED, finish(clients[at], (receiving)(at % 3), &boxes[at]));
  }
  for (at = 0; at < many; at++) end_client(clients[at]);
}

/* --- Log -------------------------------------------------------------------------------------- */

typedef struct {
  pthread_mutex_t lock;
  int lines;
} log_book;

static log_book first_book = {PTHREAD_MUTEX_INITIALIZER, 0}, second_book = {PTHREAD_MUTEX_INITIALIZER, 0};

static void write_down(kinpass_log_level level, const char *target, const char *text, void *user_data) {
  log_book *book = (log_book *)user_data;
  (void)level, (void)target, (void)text;
  pthread_mutex_lock(&book->lock);
  book->lines++;
  pthread_mutex_unlock(&book->lock);
}

static int lines(log_book *book) {
  int count;
  pthread_mutex_lock(&book->lock);
  count = book->lines;
  pthread_mutex_unlock(&book->lock);
  return count;
}

static void one_ping(kinpass_client client) {
  inbox box;
  inbox_init(&box, NULL);
  ping(client, &box);
  finish(client, PUMP, &box);
}

static void a_log_function_can_be_replaced_and_cleared(void) {
  kinpass_client client = new_client(PUMP);
  int first, second;
  CHECK_STATUS(KINPASS_OK, kinpass_client_set_log(client, KINPASS_LOG_LEVEL_TRACE, write_down, &first_book));
  one_ping(client);
  CHECK(lines(&first_book) > 0);
  CHECK_STATUS(KINPASS_OK, kinpass_client_set_log(client, KINPASS_LOG_LEVEL_TRACE, write_down, &second_book));
  first = lines(&first_book);
  one_ping(client);
  CHECK(lines(&first_book) == first);
  CHECK(lines(&second_book) > 0);
  CHECK_STATUS(KINPASS_OK, kinpass_client_set_log(client, KINPASS_LOG_LEVEL_TRACE, NULL, NULL));
  second = lines(&second_book);
  one_ping(client);
  CHECK(lines(&second_book) == second);
  end_client(client);
  CHECK(lines(&first_book) == first);
  CHECK(lines(&second_book) == second);
}

static void a_quiet_log_makes_no_lines(void) {
  kinpass_client client = new_client(PUMP);
  int before = lines(&first_book);
  CHECK_STATUS(KINPASS_OK, kinpass_client_set_log(client, KINPASS_LOG_LEVEL_OFF, write_down, &first_book));
  one_ping(client);
  CHECK(lines(&first_book) == before);
  end_client(client);
}

static kinpass_client log_client;

static void clear_itself(kinpass_log_level level, const char *target, const char *text, void *user_data) {
  write_down(level, target, text, user_data);
  CHECK_STATUS(KINPASS_OK, kinpass_client_set_log(log_client, KINPASS_LOG_LEVEL_OFF, NULL, NULL));
}

static void a_log_function_may_clear_itself(void) {
  log_book book = {PTHREAD_MUTEX_INITIALIZER, 0};
  log_client = new_client(PUMP);
  CHECK_STATUS(KINPASS_OK, kinpass_client_set_log(log_client, KINPASS_LOG_LEVEL_TRACE, clear_itself, &book));
  one_ping(log_client);
  end_client(log_client);
  CHECK(lines(&book) >= 1);
}

static const harness_test tests[] = {
    TEST(poll_wait_and_destroy_are_refused_in_a_callback),
    TEST(other_functions_work_in_a_callback),
    TEST(other_clients_work_in_a_callback),
    TEST(an_operation_may_start_in_a_callback),
    TEST(a_pump_calls_on_the_thread_that_polls),
    TEST(a_worker_calls_on_another_thread),
    TEST(cancelling_again_changes_nothing),
    TEST(no_completion_comes_before_it_is_asked_for),
    TEST(each_of_many_completes_once),
    TEST(pulled_events_outlive_their_client),
    TEST(events_without_a_callback_go_to_the_client),
    TEST(destroy_completes_what_is_open),
    TEST(destroy_does_not_wait_for_a_silent_peer),
    TEST(destroy_does_not_wait_for_a_black_hole),
    TEST(destroy_does_not_wait_for_a_back_off),
    TEST(no_callback_runs_after_destroy),
    TEST(clients_come_and_go_a_thousand_times),
    TEST(clients_live_side_by_side),
    TEST(a_log_function_can_be_replaced_and_cleared),
    TEST(a_quiet_log_makes_no_lines),
    TEST(a_log_function_may_clear_itself),
};

HARNESS_MAIN(tests)
