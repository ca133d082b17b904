/* Why a call was refused: what is told, to whom, and for how long. */
#include "client.h"

#define REASON(status, expected) CHECK_EQUAL(refusal_of(status).text, (expected))
#define CHECK_EQUAL(got, expected) check_equal(__LINE__, (got), (expected))

static void check_equal(int line, const char *got, const char *expected) {
  if (strcmp(got, expected) == 0) return;
  printf("  line %d: expected \"%s\", got \"%s\"\n", line, expected, got);
  harness_failed = 1;
}

static void refuse_a_ping(kinpass_client client) {
  CHECK_STATUS(KINPASS_ERROR_INVALID_ARGUMENT, kinpass_lootlocker_ping(client, kinpass_str(""), NULL, NULL));
}

#define PING_REASON "kinpass_lootlocker_ping: session_token: text expected, got nothing"

/* --- What is told ------------------------------------------------------------------------------- */

static kinpass_account_open_options of_application(const char *application_id) {
  kinpass_account_open_options options;
  kinpass_account_open_options_init(&options, sizeof options);
  options.player_key = kinpass_str("ada");
  options.application_id = kinpass_str(application_id);
  return options;
}

static void a_reason_tells_what_was_expected_and_what_came(void) {
  kinpass_client client = new_client(PUMP), zero = {0};
  kinpass_account account = {0};
  kinpass_account_open_options options = of_application("my-app");
  kinpass_operation operation = {0};
  CHECK_STATUS(KINPASS_ERROR_INVALID_ARGUMENT, kinpass_account_open(client, &options, NULL, &account));
  REASON(KINPASS_ERROR_INVALID_ARGUMENT,
         "kinpass_account_open: application_id: decimal digits expected, got \"my-app\"");
  options = of_application("12\r\n\"3\"\x1b[31m");
  CHECK_STATUS(KINPASS_ERROR_INVALID_ARGUMENT, kinpass_account_open(client, &options, NULL, &account));
  REASON(KINPASS_ERROR_INVALID_ARGUMENT,
         "kinpass_account_open: application_id: decimal digits expected, got \"12\\r\\n\\\"3\\\"\\u{1b}[31m\"");
  options = of_application("0123456789012345678901234567890123456789");
  CHECK_STATUS(KINPASS_ERROR_INVALID_ARGUMENT, kinpass_account_open(client, &options, NULL, &account));
  REASON(KINPASS_ERROR_INVALID_ARGUMENT,
         "kinpass_account_open: application_id: decimal digits expected, got a text of 40 bytes");
  options = of_application(NULL);
  options.lootlocker_token_source = -7;
  CHECK_STATUS(KINPASS_ERROR_INVALID_ARGUMENT, kinpass_account_open(client, &options, NULL, &account));
  REASON(KINPASS_ERROR_INVALID_ARGUMENT, "kinpass_account_open: lootlocker_token_source: "
                                         "one of kinpass_lootlocker_token_source expected, got -7");
  options = of_application(NULL);
  options.player_key = kinpass_str("ad\xE9");
  CHECK_STATUS(KINPASS_ERROR_INVALID_STRING, kinpass_account_open(client, &options, NULL, &account));
  REASON(KINPASS_ERROR_INVALID_STRING,
         "kinpass_account_open: player_key: UTF-8 expected, got something else at byte 2");
  CHECK_STATUS(KINPASS_ERROR_INVALID_HANDLE, kinpass_client_cancel_all(zero));
  REASON(KINPASS_ERROR_INVALID_HANDLE, "kinpass_client_cancel_all: client: an open client expected, got zero");
  operation.id = client.id;
  CHECK_STATUS(KINPASS_ERROR_INVALID_HANDLE, kinpass_operation_cancel(operation));
  REASON(KINPASS_ERROR_INVALID_HANDLE,
         "kinpass_operation_cancel: operation: an open operation expected, got a handle of another kind");
  end_client(client);
  CHECK_STATUS(KINPASS_ERROR_INVALID_HANDLE, kinpass_client_poll(client, NULL));
  REASON(KINPASS_ERROR_INVALID_HANDLE, "kinpass_client_poll: client: an open client expected, got one that is gone");
}

/* Each wrong in a way of its own; `hush` must not come back. */
static void what_may_be_a_secret_is_not_repeated(void) {
  kinpass_client client = {0};
  const struct {
    size_t offset;
    const char *text;
  } secrets[] = {
      {offsetof(kinpass_config, child_token_authorization), "Bearer hush\n"},
      {offsetof(kinpass_config, discord_client_secret), "hush\xFF"},
      {offsetof(kinpass_config, proxy_url), "ftp://ada:hush@proxy.example"},
      {offsetof(kinpass_config, lootlocker_url), "https://ada:hush@example.com"},
      {offsetof(kinpass_config, discord_api_url), "http://example.com/?key=hush"},
      {offsetof(kinpass_config, child_token_url), "not an address, but hush@"},
      {offsetof(kinpass_config, ca_certificates_pem), "-----BEGIN hush-----"},
      {offsetof(kinpass_config, lootlocker_game_key), "dev_hush\xFF"},
      /* In the wrong field. */
      {offsetof(kinpass_config, discord_application_id), "hush-hush-hush-hush-hush"},
      {offsetof(kinpass_config, lootlocker_url), "hush-hush-hush-hush-hush"},
  };
  size_t at;
  for (at = 0; at < sizeof secrets / sizeof secrets[0]; at++) {
    kinpass_config config = sandbox_config();
    const kinpass_string value = kinpass_str(secrets[at].text);
    kinpass_status status;
    memcpy((unsigned char *)&config + secrets[at].offset, &value, sizeof value);
    status = kinpass_client_create(&config, &client);
    CHECK(status != KINPASS_OK);
    CHECK(refusal_of(status).text[0] != '\0');
    CHECK(strstr(refusal_of(status).text, "hush") == NULL);
    if (harness_failed) printf("  ... %s\n", refusal_of(status).text);
  }
}

/* --- To whom, and for how long ------------------------------------------------------------------ */

static void it_is_kept_until_the_next_refused_call(void) {
  kinpass_client client = new_client(PUMP);
  refuse_a_ping(client);
  CHECK_STATUS(KINPASS_OK, kinpass_client_poll(client, NULL));
  CHECK_STATUS(KINPASS_OK, kinpass_client_cancel_all(client));
  REASON(0, PING_REASON);
  REASON(KINPASS_ERROR_INVALID_ARGUMENT, PING_REASON);
  /* Of no call that came to something else. */
  REASON(KINPASS_ERROR_INVALID_HANDLE, "");
  REASON(KINPASS_ERROR_TIMEOUT, "");
  REASON(-1, "");
  CHECK_STATUS(KINPASS_ERROR_INVALID_ARGUMENT, kinpass_client_next_event(client, NULL));
  REASON(0, "kinpass_client_next_event: event: a pointer expected, got NULL");
  end_client(client);
}

static void what_a_right_call_can_come_to_is_no_refusal(void) {
  kinpass_client client = new_client(PUMP);
  kinpass_account account = {0};
  kinpass_account_open_options options = of_application(CHILD_ALPHA);
  char memory[8];
  kinpass_buffer buffer = {NULL, 0, 0};
  buffer.data = memory;
  CHECK_STATUS(KINPASS_OK, kinpass_account_open(client, &options, NULL, &account));
  CHECK_STATUS(KINPASS_OK, kinpass_client_keep_log(client, KINPASS_LOG_LEVEL_ERROR, 0));
  refuse_a_ping(client);
  CHECK_STATUS(KINPASS_ERROR_TIMEOUT, kinpass_client_wait(client, 0));
  CHECK_STATUS(KINPASS_ERROR_NO_TOKEN, kinpass_account_peek_child_token(account, kinpass_str(NULL), 0, &buffer));
  REASON(0, PING_REASON);
  {
    const kinpass_log_line *line = NULL;
    CHECK_STATUS(KINPASS_OK, kinpass_client_next_log_line(client, &line));
    REQUIRE(line != NULL);
    CHECK_TEXT("kinpass_lootlocker_ping: KINPASS_ERROR_INVALID_ARGUMENT: session_token: text expected, got nothing",
               line->text);
    CHECK_STATUS(KINPASS_OK, kinpass_log_line_release(line));
    CHECK_STATUS(KINPASS_OK, kinpass_client_next_log_line(client, &line));
    CHECK(line == NULL);
  }
  end_client(client);
}

static void asking_for_the_reason_changes_nothing(void) {
  kinpass_client client = new_client(PUMP);
  char memory[sizeof PING_REASON];
  kinpass_buffer buffer = {NULL, 0, 0};
  refuse_a_ping(client);
  CHECK_STATUS(KINPASS_ERROR_INVALID_ARGUMENT, kinpass_last_refusal(0, NULL));
  CHECK_STATUS(KINPASS_ERROR_BUFFER_TOO_SMALL, kinpass_last_refusal(0, &buffer));
  CHECK(buffer.size == strlen(PING_REASON));
  buffer.data = memory;
  buffer.capacity = sizeof memory;
  CHECK_STATUS(KINPASS_OK, kinpass_last_refusal(0, &buffer));
  CHECK_EQUAL(memory, PING_REASON);
  CHECK(buffer.size == strlen(PING_REASON));
  REASON(0, PING_REASON);
  end_client(client);
}

static void *on_another_thread(void *argument) {
  kinpass_client client;
  client.id = *(const uint64_t *)argument;
  REASON(0, "");
  CHECK_STATUS(KINPASS_ERROR_INVALID_ARGUMENT, kinpass_client_next_event(client, NULL));
  REASON(0, "kinpass_client_next_event: event: a pointer expected, got NULL");
  return NULL;
}

static void each_thread_has_its_own(void) {
  kinpass_client client = new_client(PUMP);
  pthread_t thread;
  refuse_a_ping(client);
  REQUIRE(pthread_create(&thread, NULL, on_another_thread, &client.id) == 0);
  pthread_join(thread, NULL);
  REASON(0, PING_REASON);
  end_client(client);
}

/* Thread-local values of the library are gone when the destructors of keys run a second time. */
enum { LATE_ROUNDS = 3 };

static pthread_key_t late;
static kinpass_client late_client;
static int late_rounds;

static void when_the_thread_ends(void *value) {
  if (++late_rounds < LATE_ROUNDS) pthread_setspecific(late, value);
  CHECK_STATUS(KINPASS_ERROR_INVALID_ARGUMENT, kinpass_client_next_event(late_client, NULL));
  CHECK(strcmp(refusal_of(0).text, "") == 0 || strstr(refusal_of(0).text, "kinpass_client_next_event: ") != NULL);
}

static void *end_late(void *value) {
  refuse_a_ping(late_client);
  pthread_setspecific(late, value);
  return NULL;
}

static void a_thread_may_ask_while_it_ends(void) {
  pthread_t thread;
  late_client = new_client(PUMP);
  REQUIRE(pthread_key_create(&late, when_the_thread_ends) == 0);
  REQUIRE(pthread_create(&thread, NULL, end_late, &late_client) == 0);
  pthread_join(thread, NULL);
  CHECK(late_rounds == LATE_ROUNDS);
  end_client(late_client);
}

/* --- In the log --------------------------------------------------------------------------------- */

typedef struct {
  int lines;
  kinpass_log_level level;
  char target[32];
  char text[600];
} told;

static void tell(kinpass_log_level level, const char *target, const char *text, void *user_data) {
  told *it = (told *)user_data; /* refused calls make their line on the thread that calls */
  it->lines++;
  it->level = level;
  snprintf(it->target, sizeof it->target, "%s", target);
  snprintf(it->text, sizeof it->text, "%s", text);
}

static kinpass_config config_with_log(told *to, int32_t level) {
  kinpass_config config = sandbox_config();
  memset(to, 0, sizeof *to);
  config.log_function = tell;
  config.log_user_data = to;
  config.log_level = level;
  return config;
}

static void a_creation_that_is_refused_is_logged(void) {
  told lines;
  kinpass_config config = config_with_log(&lines, 0);
  kinpass_client client = {0};
  config.discord_application_id = kinpass_str("my-app");
  CHECK_STATUS(KINPASS_ERROR_INVALID_ARGUMENT, kinpass_client_create(&config, &client));
  CHECK(lines.lines == 1 && lines.level == KINPASS_LOG_LEVEL_ERROR);
  CHECK_EQUAL(lines.target, "call");
  CHECK_EQUAL(lines.text, "kinpass_client_create: KINPASS_ERROR_INVALID_ARGUMENT: discord_application_id: decimal "
                          "digits expected, got \"my-app\"");
  /* A level that there is not can't be heeded: the refusal is told all the same. */
  config = config_with_log(&lines, 6);
  CHECK_STATUS(KINPASS_ERROR_INVALID_ARGUMENT, kinpass_client_create(&config, &client));
  CHECK(lines.lines == 1);
  CHECK_EQUAL(lines.text, "kinpass_client_create: KINPASS_ERROR_INVALID_ARGUMENT: log_level: one of "
                          "kinpass_log_level expected, got 6");
  CHECK(client.id == 0);
}

static void the_client_goes_on_with_that_log(void) {
  told lines;
  kinpass_config config = config_with_log(&lines, KINPASS_LOG_LEVEL_ERROR);
  kinpass_client client = {0};
  CHECK_STATUS(KINPASS_OK, kinpass_client_create(&config, &client));
  CHECK(lines.lines == 0);
  refuse_a_ping(client);
  CHECK(lines.lines == 1);
  CHECK_EQUAL(lines.text, "kinpass_lootlocker_ping: KINPASS_ERROR_INVALID_ARGUMENT: session_token: text expected, "
                          "got nothing");
  CHECK_STATUS(KINPASS_OK, kinpass_client_set_log(client, KINPASS_LOG_LEVEL_OFF, NULL, NULL));
  refuse_a_ping(client);
  CHECK(lines.lines == 1);
  end_client(client);
}

static void too_late_to_cancel_is_no_error(void) {
  told lines;
  kinpass_config config = config_with_log(&lines, 0);
  kinpass_client client = {0};
  kinpass_operation operation = {0};
  const kinpass_event *event = NULL;
  CHECK_STATUS(KINPASS_OK, kinpass_client_create(&config, &client));
  CHECK_STATUS(KINPASS_OK, kinpass_lootlocker_ping(client, kinpass_str("session"), NULL, &operation));
  CHECK_STATUS(KINPASS_OK, kinpass_operation_cancel(operation));
  CHECK_STATUS(KINPASS_OK, kinpass_client_next_event(client, &event));
  REQUIRE(event != NULL);
  CHECK_STATUS(KINPASS_OK, kinpass_event_release(event));
  lines.lines = 0;
  CHECK_REFUSED(KINPASS_ERROR_INVALID_HANDLE, "operation", kinpass_operation_cancel(operation));
  CHECK(lines.lines == 1 && lines.level == KINPASS_LOG_LEVEL_INFO);
  end_client(client);
}

static void a_redirect_that_nobody_waits_for_is_no_error(void) {
  told lines;
  kinpass_config config = config_with_log(&lines, 0);
  kinpass_client client = {0};
  kinpass_account account = {0};
  kinpass_account_open_options options = of_application(CHILD_ALPHA);
  const kinpass_string url = kinpass_str("game://?code=hush&state=b");
  CHECK_STATUS(KINPASS_OK, kinpass_client_create(&config, &client));
  CHECK_STATUS(KINPASS_OK, kinpass_account_open(client, &options, NULL, &account));
  lines.lines = 0;
  CHECK_REFUSED(KINPASS_ERROR_INVALID_STATE, "account", kinpass_account_handle_redirect(account, url));
  CHECK(lines.lines == 1 && lines.level == KINPASS_LOG_LEVEL_INFO && strstr(lines.text, "hush") == NULL);
  end_client(client);
}

static int refused_in_callback;

static void call_what_may_not_be_called(const kinpass_event *event) {
  CHECK_REFUSED(KINPASS_ERROR_REENTRANT, "client", kinpass_client_poll(event->client, NULL));
  CHECK_REFUSED(KINPASS_ERROR_REENTRANT, "client", kinpass_client_wait(event->client, 0));
  CHECK_REFUSED(KINPASS_ERROR_REENTRANT, "client", kinpass_client_destroy(event->client, 0));
  refused_in_callback = 1;
}

static void a_callback_hears_what_it_may_not_call(void) {
  told lines;
  kinpass_config config = config_with_log(&lines, KINPASS_LOG_LEVEL_ERROR);
  kinpass_client client = {0};
  kinpass_operation operation = {0};
  kinpass_callback callback;
  inbox box;
  inbox_init(&box, call_what_may_not_be_called);
  callback = into(&box);
  CHECK_STATUS(KINPASS_OK, kinpass_client_create(&config, &client));
  CHECK_STATUS(KINPASS_OK, kinpass_lootlocker_ping(client, kinpass_str("session"), &callback, &operation));
  CHECK_STATUS(KINPASS_OK, kinpass_operation_cancel(operation));
  CHECK_STATUS(KINPASS_ERROR_CANCELLED, finish(client, PUMP, &box));
  CHECK(refused_in_callback);
  CHECK(lines.lines == 3 && strstr(lines.text, "kinpass_client_destroy: KINPASS_ERROR_REENTRANT: ") == lines.text);
  end_client(client);
}

static void a_client_hears_of_its_accounts(void) {
  told lines;
  kinpass_config config = config_with_log(&lines, KINPASS_LOG_LEVEL_ERROR);
  kinpass_client client = {0};
  kinpass_account account = {0};
  kinpass_account_open_options options = of_application(CHILD_ALPHA);
  CHECK_STATUS(KINPASS_OK, kinpass_client_create(&config, &client));
  CHECK_STATUS(KINPASS_OK, kinpass_account_open(client, &options, NULL, &account));
  CHECK_REFUSED(KINPASS_ERROR_ACCOUNT_OPEN, "player_key", kinpass_account_open(client, &options, NULL, &account));
  CHECK_STATUS(KINPASS_OK, kinpass_account_close(account));
  CHECK_REFUSED(KINPASS_ERROR_INVALID_HANDLE, "account", kinpass_account_close(account));
  CHECK(lines.lines == 2);
  CHECK_EQUAL(lines.text, "kinpass_account_close: KINPASS_ERROR_INVALID_HANDLE: account: an open account expected, "
                          "got one that is gone");
  end_client(client);
}

static void host_functions_belong_together(void) {
  kinpass_client client = {0};
  kinpass_config config = sandbox_config();
  kinpass_store_functions functions;
  memset(&functions, 0, sizeof functions);
  config.store = KINPASS_STORE_KIND_HOST;
  config.store_functions = &functions;
  CHECK_REFUSED(KINPASS_ERROR_INVALID_STRUCT_SIZE, "store_functions.struct_size",
                kinpass_client_create(&config, &client));
  functions.struct_size = sizeof functions;
  CHECK_REFUSED(KINPASS_ERROR_INVALID_ARGUMENT, "store_functions.load", kinpass_client_create(&config, &client));
}

static const harness_test tests[] = {
    TEST(a_reason_tells_what_was_expected_and_what_came),
    TEST(what_may_be_a_secret_is_not_repeated),
    TEST(it_is_kept_until_the_next_refused_call),
    TEST(what_a_right_call_can_come_to_is_no_refusal),
    TEST(asking_for_the_reason_changes_nothing),
    TEST(each_thread_has_its_own),
    TEST(a_thread_may_ask_while_it_ends),
    TEST(a_creation_that_is_refused_is_logged),
    TEST(the_client_goes_on_with_that_log),
    TEST(too_late_to_cancel_is_no_error),
    TEST(a_redirect_that_nobody_waits_for_is_no_error),
    TEST(a_callback_hears_what_it_may_not_call),
    TEST(a_client_hears_of_its_accounts),
    TEST(host_functions_belong_together),
};

HARNESS_MAIN(tests)
