/* Log lines that are kept and pulled. */
#include "client.h"

/* What was pulled. */
typedef struct {
  kinpass_log_level level;
  char target[32];
  char text[512];
  uint64_t dropped;
} pulled;

/* Takes over the next line. 0 if there is none. */
static int next_line(kinpass_client client, pulled *line) {
  const kinpass_log_line *raw = NULL;
  CHECK_STATUS(KINPASS_OK, kinpass_client_next_log_line(client, &raw));
  if (raw == NULL) return 0;
  CHECK(raw->struct_size >= sizeof *raw);
  CHECK(raw->level > KINPASS_LOG_LEVEL_OFF && raw->level <= KINPASS_LOG_LEVEL_TRACE);
  CHECK_PRESENT(raw->target);
  CHECK_PRESENT(raw->text);
  CHECK(strlen(raw->target.data) == raw->target.size && strlen(raw->text.data) == raw->text.size);
  line->level = raw->level;
  line->dropped = raw->dropped;
  snprintf(line->target, sizeof line->target, "%s", raw->target.data);
  snprintf(line->text, sizeof line->text, "%s", raw->text.data);
  CHECK_STATUS(KINPASS_OK, kinpass_log_line_release(raw));
  return 1;
}

static int has_line(kinpass_client client) {
  pulled line;
  return next_line(client, &line);
}

/* Takes over all lines; says how many there were. */
static int lines_of(kinpass_client client) {
  int count = 0;
  while (has_line(client)) count++;
  return count;
}

static void keep(kinpass_client client, kinpass_log_level level, uint32_t max_lines) {
  CHECK_STATUS(KINPASS_OK, kinpass_client_keep_log(client, level, max_lines));
}

/* A call that is refused makes one line: an error of the target `call`, on this thread. */
static int refused_ping(kinpass_client client) {
  return kinpass_lootlocker_ping(client, kinpass_str(""), NULL, NULL) == KINPASS_ERROR_INVALID_ARGUMENT;
}

static void refused_pings(kinpass_client client, int count) {
  while (count-- > 0) CHECK(refused_ping(client));
}

/* A ping that LootLocker refuses. */
static void failed_ping(kinpass_client client, receiving how) {
  static inbox box;
  kinpass_callback callback;
  inbox_init(&box, NULL);
  callback = into(&box);
  CHECK_STATUS(KINPASS_OK, kinpass_lootlocker_ping(client, kinpass_str("session"), &callback, NULL));
  CHECK_STATUS(KINPASS_ERROR_UNAUTHORIZED, finish(client, how, &box));
}

/* --- Lines ------------------------------------------------------------------------------------ */

static void none_is_kept_before_it_is_wanted(void) {
  kinpass_client client = new_client(PUMP);
  failed_ping(client, PUMP);
  refused_pings(client, 3);
  CHECK(!has_line(client));
  end_client(client);
}

static void a_refused_call_names_its_argument(void) {
  kinpass_client client = new_client(PUMP);
  pulled line;
  keep(client, KINPASS_LOG_LEVEL_ERROR, 0);
  refused_pings(client, 1);
  REQUIRE(next_line(client, &line));
  CHECK(line.level == KINPASS_LOG_LEVEL_ERROR);
  CHECK(strcmp(line.target, "call") == 0);
  CHECK(strstr(line.text, "KINPASS_ERROR_INVALID_ARGUMENT") != NULL);
  CHECK(strstr(line.text, "session_token") != NULL);
  CHECK(line.dropped == 0);
  CHECK(!has_line(client));
  end_client(client);
}

static void a_failure_is_told_before_its_event_in(receiving how) {
  kinpass_client client = new_client(how);
  pulled line;
  keep(client, KINPASS_LOG_LEVEL_DEBUG, 0);
  failed_ping(client, how);
  REQUIRE(next_line(client, &line));
  CHECK(line.level == KINPASS_LOG_LEVEL_DEBUG);
  CHECK(strcmp(line.target, "http") == 0);
  CHECK(strstr(line.text, "401") != NULL);
  REQUIRE(next_line(client, &line));
  CHECK(line.level == KINPASS_LOG_LEVEL_ERROR);
  CHECK(strcmp(line.target, "operation") == 0);
  CHECK(strstr(line.text, "KINPASS_ERROR_UNAUTHORIZED") != NULL);
  CHECK(!has_line(client));
  end_client(client);
}

static void a_failure_is_told_before_its_event_is_polled(void) { a_failure_is_told_before_its_event_in(PUMP); }
static void a_failure_is_told_before_its_event_is_pulled(void) { a_failure_is_told_before_its_event_in(PULL); }
static void a_failure_is_told_before_the_worker_calls(void) { a_failure_is_told_before_its_event_in(WORKER); }

static int found_in_callback;

static void pull_in_callback(const kinpass_event *event) { found_in_callback = lines_of(event->client); }

static void lines_can_be_pulled_in_a_callback(void) {
  kinpass_client client = new_client(PUMP);
  inbox box;
  kinpass_callback callback;
  inbox_init(&box, pull_in_callback);
  callback = into(&box);
  found_in_callback = 0;
  keep(client, KINPASS_LOG_LEVEL_ERROR, 0);
  CHECK_STATUS(KINPASS_OK, kinpass_lootlocker_ping(client, kinpass_str("session"), &callback, NULL));
  CHECK_STATUS(KINPASS_ERROR_UNAUTHORIZED, finish(client, PUMP, &box));
  CHECK(found_in_callback == 1);
  end_client(client);
}

static void lines_above_the_level_are_not_kept(void) {
  kinpass_client client = new_client(PUMP);
  keep(client, KINPASS_LOG_LEVEL_ERROR, 0);
  failed_ping(client, PUMP);
  CHECK(lines_of(client) == 1);
  keep(client, KINPASS_LOG_LEVEL_TRACE, 0);
  failed_ping(client, PUMP);
  CHECK(lines_of(client) > 1);
  end_client(client);
}

static void no_line_holds_a_token_that_is_echoed(void) {
  kinpass_client client;
  pulled line;
  int lines = 0;
  sandbox_reset();
  sandbox_post("/_sandbox/faults",
               "{\"route\":\"GET /game/ping\",\"times\":1,\"action\":{\"kind\":\"echo_secrets\"}}");
  client = new_client(PUMP);
  keep(client, KINPASS_LOG_LEVEL_TRACE, 0);
  {
    inbox box;
    kinpass_callback callback;
    inbox_init(&box, NULL);
    callback = into(&box);
    CHECK_STATUS(KINPASS_OK, kinpass_lootlocker_ping(client, kinpass_str("a-secret-session"), &callback, NULL));
    CHECK_STATUS(KINPASS_ERROR_BAD_REQUEST, finish(client, PUMP, &box));
  }
  while (next_line(client, &line)) {
    lines++;
    CHECK(strstr(line.text, "a-secret-session") == NULL);
  }
  CHECK(lines > 0);
  end_client(client);
}

/* --- Room ------------------------------------------------------------------------------------- */

static void the_oldest_makes_room_and_is_counted(void) {
  kinpass_client client = new_client(PUMP);
  pulled line;
  keep(client, KINPASS_LOG_LEVEL_ERROR, 2);
  refused_pings(client, 7);
  CHECK_STATUS(KINPASS_ERROR_INVALID_ARGUMENT,
               kinpass_discord_refresh_token(client, kinpass_str(""), NULL, NULL));
  CHECK_STATUS(KINPASS_ERROR_INVALID_ARGUMENT,
               kinpass_lootlocker_end_session(client, kinpass_str(""), NULL, NULL));
  REQUIRE(next_line(client, &line));
  CHECK(line.dropped == 7);
  CHECK(strstr(line.text, "kinpass_discord_refresh_token: ") == line.text);
  /* More come, while the second one waits. */
  refused_pings(client, 2);
  REQUIRE(next_line(client, &line));
  CHECK(line.dropped == 1);
  CHECK(strstr(line.text, "kinpass_lootlocker_ping: ") == line.text);
  REQUIRE(next_line(client, &line));
  CHECK(line.dropped == 0);
  CHECK(!has_line(client));
  end_client(client);
}

static void without_a_number_256_are_kept(void) {
  kinpass_client client = new_client(PUMP);
  pulled line;
  keep(client, KINPASS_LOG_LEVEL_ERROR, 0);
  refused_pings(client, 256 + 44);
  REQUIRE(next_line(client, &line));
  CHECK(line.dropped == 44);
  CHECK(lines_of(client) == 255);
  end_client(client);
}

static void off_drops_what_was_kept(void) {
  kinpass_client client = new_client(PUMP);
  pulled line;
  keep(client, KINPASS_LOG_LEVEL_ERROR, 2);
  refused_pings(client, 5);
  keep(client, KINPASS_LOG_LEVEL_OFF, 2);
  refused_pings(client, 1);
  CHECK(!has_line(client));
  keep(client, KINPASS_LOG_LEVEL_ERROR, 2);
  CHECK(!has_line(client));
  refused_pings(client, 1);
  REQUIRE(next_line(client, &line));
  CHECK(line.dropped == 0);
  end_client(client);
}

static void lines_outlive_their_client_and_kept_ones_do_not(void) {
  kinpass_client client = new_client(PUMP);
  const kinpass_log_line *line = NULL, *other = NULL;
  keep(client, KINPASS_LOG_LEVEL_ERROR, 0);
  refused_pings(client, 2);
  CHECK_STATUS(KINPASS_OK, kinpass_client_next_log_line(client, &line));
  REQUIRE(line != NULL);
  end_client(client);
  CHECK_STATUS(KINPASS_ERROR_INVALID_HANDLE, kinpass_client_next_log_line(client, &other));
  CHECK(other == NULL);
  CHECK_TEXT("call", line->target);
  CHECK_STATUS(KINPASS_OK, kinpass_log_line_release(line));
  CHECK_STATUS(KINPASS_ERROR_INVALID_HANDLE, kinpass_log_line_release(line));
}

/* --- Beside the log function ------------------------------------------------------------------ */

static int told;

static void count_line(kinpass_log_level level, const char *target, const char *text, void *user_data) {
  (void)level, (void)target, (void)text, (void)user_data;
  told++; /* refused calls make their line on the thread that calls */
}

static void a_log_function_has_a_level_of_its_own(void) {
  kinpass_client client = new_client(PUMP);
  told = 0;
  CHECK_STATUS(KINPASS_OK, kinpass_client_set_log(client, KINPASS_LOG_LEVEL_ERROR, count_line, NULL));
  refused_pings(client, 1);
  CHECK(told == 1 && !has_line(client));
  keep(client, KINPASS_LOG_LEVEL_ERROR, 0);
  refused_pings(client, 1);
  CHECK(told == 2 && lines_of(client) == 1);
  CHECK_STATUS(KINPASS_OK, kinpass_client_set_log(client, KINPASS_LOG_LEVEL_OFF, count_line, NULL));
  refused_pings(client, 1);
  CHECK(told == 2 && lines_of(client) == 1);
  CHECK_STATUS(KINPASS_OK, kinpass_client_set_log(client, KINPASS_LOG_LEVEL_ERROR, count_line, NULL));
  keep(client, KINPASS_LOG_LEVEL_OFF, 0);
  refused_pings(client, 1);
  CHECK(told == 3 && !has_line(client));
  end_client(client);
}

static void each_client_keeps_its_own(void) {
  kinpass_client one = new_client(PUMP), other = new_client(PUMP);
  keep(one, KINPASS_LOG_LEVEL_ERROR, 0);
  keep(other, KINPASS_LOG_LEVEL_ERROR, 0);
  refused_pings(one, 2);
  CHECK(!has_line(other));
  CHECK(lines_of(one) == 2);
  end_client(one);
  refused_pings(other, 1);
  CHECK(lines_of(other) == 1);
  end_client(other);
}

/* --- Threads ---------------------------------------------------------------------------------- */

enum { WRITERS = 2, EACH = 500, ROOM = 8 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static kinpass_client shared_client;
static uint64_t found;
static int unexpected, writers_done;

static int locked(int *value, int plus) {
  int now;
  pthread_mutex_lock(&lock);
  now = *value += plus;
  pthread_mutex_unlock(&lock);
  return now;
}

static void *write_lines(void *argument) {
  int at;
  (void)argument;
  for (at = 0; at < rounds(EACH); at++) {
    if (!refused_ping(shared_client)) locked(&unexpected, 1);
  }
  locked(&writers_done, 1);
  return NULL;
}

/* Counts what it pulls and what was dropped, until all has been written and nothing is left. */
static void *pull_lines(void *argument) {
  (void)argument;
  for (;;) {
    const int last = locked(&writers_done, 0) == WRITERS;
    const kinpass_log_line *line = NULL;
    if (kinpass_client_next_log_line(shared_client, &line) != KINPASS_OK) locked(&unexpected, 1);
    if (line == NULL && last) return NULL;
    if (line == NULL) {
      sleep_ms(1);
      continue;
    }
    pthread_mutex_lock(&lock);
    found += 1 + line->dropped;
    pthread_mutex_unlock(&lock);
    if (kinpass_log_line_release(line) != KINPASS_OK) locked(&unexpected, 1);
  }
}

static void two_threads_write_and_two_pull(void) {
  pthread_t threads[2 * WRITERS];
  int at;
  found = 0;
  unexpected = writers_done = 0;
  shared_client = new_client(PUMP);
  keep(shared_client, KINPASS_LOG_LEVEL_ERROR, ROOM);
  for (at = 0; at < WRITERS; at++) {
    REQUIRE(pthread_create(&threads[at], NULL, write_lines, NULL) == 0);
    REQUIRE(pthread_create(&threads[WRITERS + at], NULL, pull_lines, NULL) == 0);
  }
  for (at = 0; at < 2 * WRITERS; at++) pthread_join(threads[at], NULL);
  CHECK(unexpected == 0);
  CHECK(found == (uint64_t)(WRITERS * rounds(EACH)));
  end_client(shared_client);
}

static const harness_test tests[] = {
    TEST(none_is_kept_before_it_is_wanted),
    TEST(a_refused_call_names_its_argument),
    TEST(a_failure_is_told_before_its_event_is_polled),
    TEST(a_failure_is_told_before_its_event_is_pulled),
    TEST(a_failure_is_told_before_the_worker_calls),
    TEST(lines_can_be_pulled_in_a_callback),
    TEST(lines_above_the_level_are_not_kept),
    TEST(no_line_holds_a_token_that_is_echoed),
    TEST(the_oldest_makes_room_and_is_counted),
    TEST(without_a_number_256_are_kept),
    TEST(off_drops_what_was_kept),
    TEST(lines_outlive_their_client_and_kept_ones_do_not),
    TEST(a_log_function_has_a_level_of_its_own),
    TEST(each_client_keeps_its_own),
    TEST(two_threads_write_and_two_pull),
};

HARNESS_MAIN(tests)
