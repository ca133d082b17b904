/*
 * Calls from where a thread, or the program, is ending: from `atexit`, and from the destructor of a thread's key. What the
 * language keeps for a thread is gone by then.
 */
#include "client.h"

static kinpass_account_open_options a_player(const char *name) {
  kinpass_account_open_options options;
  CHECK_STATUS(KINPASS_OK, kinpass_account_open_options_init(&options, sizeof options));
  options.player_key = kinpass_str(name);
  return options;
}

static void hear(kinpass_log_level level, const char *target, const char *text, void *user_data) {
  (void)level, (void)target, (void)text;
  pthread_mutex_lock(&((inbox *)user_data)->lock);
  ((inbox *)user_data)->events++;
  pthread_mutex_unlock(&((inbox *)user_data)->lock);
}

/* From within a callback: the library knows that it is in one. */
static kinpass_client entered;
static void reenter(const kinpass_event *event) {
  (void)event;
  CHECK_STATUS(KINPASS_ERROR_REENTRANT, kinpass_client_poll(entered, NULL));
  CHECK_STATUS(KINPASS_ERROR_REENTRANT, kinpass_client_destroy(entered, 0));
}

/* One operation, from its start to its release. */
static void use_operations(kinpass_client client, receiving how) {
  inbox box;
  kinpass_status came_to;
  kinpass_callback callback = into(&box);
  kinpass_operation operation = {0};
  inbox_init(&box, NULL);
  CHECK_STATUS(KINPASS_OK, kinpass_lootlocker_ping(client, kinpass_str("session"), &callback, &operation));
  CHECK_STATUS(KINPASS_ERROR_UNAUTHORIZED, finish(client, how, &box));
  CHECK_STATUS(KINPASS_ERROR_INVALID_HANDLE, kinpass_operation_cancel(operation));
  inbox_init(&box, how == PUMP ? reenter : NULL);
  entered = client;
  CHECK_STATUS(KINPASS_OK, kinpass_lootlocker_ping(client, kinpass_str("session"), &callback, &operation));
  CHECK_STATUS(KINPASS_OK, kinpass_client_cancel_all(client));
  came_to = finish(client, how, &box);
  /* The service may have been quicker. */
  CHECK(came_to == KINPASS_ERROR_CANCELLED || came_to == KINPASS_ERROR_UNAUTHORIZED);
}

static void use_an_account(kinpass_client client, receiving how) {
  inbox box;
  char child[512];
  kinpass_buffer buffer;
  kinpass_callback callback = into(&box);
  kinpass_account account = {0};
  kinpass_account_info info;
  kinpass_account_open_options options = a_player("last calls");
  kinpass_account_adopt_tokens_options tokens;
  memset(&buffer, 0, sizeof buffer);
  memset(&info, 0, sizeof info);
  buffer.data = child;
  buffer.capacity = sizeof child;
  info.struct_size = sizeof info;
  CHECK_STATUS(KINPASS_OK, kinpass_account_open(client, &options, NULL, &account));
  CHECK_STATUS(KINPASS_OK, kinpass_account_adopt_tokens_options_init(&tokens, sizeof tokens));
  tokens.access_token = kinpass_str("access-token");
  tokens.expires_in_s = 604800;
  inbox_init(&box, NULL);
  CHECK_STATUS(KINPASS_OK, kinpass_account_adopt_tokens(account, &tokens, &callback, NULL));
  CHECK_STATUS(KINPASS_OK, finish(client, how, &box));
  CHECK_STATUS(KINPASS_OK, kinpass_account_get_info(account, &info));
  CHECK(info.state == KINPASS_ACCOUNT_STATE_LINKED);
  CHECK_STATUS(KINPASS_ERROR_NO_TOKEN, kinpass_account_peek_child_token(account, kinpass_str(CHILD_ALPHA), 0, &buffer));
  inbox_init(&box, NULL);
  CHECK_STATUS(KINPASS_OK, kinpass_account_sign_out(account, 0, &callback, NULL));
  CHECK_STATUS(KINPASS_OK, finish(client, how, &box));
  CHECK_STATUS(KINPASS_OK, kinpass_account_close(account));
}

static void use_logs(kinpass_client client) {
  inbox lines;
  char reason[512];
  kinpass_buffer buffer;
  const kinpass_log_line *line = NULL;
  inbox_init(&lines, NULL);
  memset(&buffer, 0, sizeof buffer);
  buffer.data = reason;
  buffer.capacity = sizeof reason;
  CHECK_STATUS(KINPASS_OK, kinpass_client_set_log(client, KINPASS_LOG_LEVEL_TRACE, hear, &lines));
  CHECK_STATUS(KINPASS_OK, kinpass_client_keep_log(client, KINPASS_LOG_LEVEL_TRACE, 0));
  CHECK_STATUS(KINPASS_ERROR_INVALID_ARGUMENT, kinpass_lootlocker_ping(client, kinpass_str(""), NULL, NULL));
  CHECK_STATUS(KINPASS_OK, kinpass_last_refusal(0, &buffer));
  CHECK_STATUS(KINPASS_OK, kinpass_client_next_log_line(client, &line));
  CHECK(line != NULL);
  CHECK_STATUS(KINPASS_OK, kinpass_log_line_release(line));
  CHECK_STATUS(KINPASS_OK, kinpass_client_set_log(client, KINPASS_LOG_LEVEL_OFF, NULL, NULL));
  CHECK(lines.events > 0);
}

static void use_everything(void) {
  receiving how;
  for (how = PUMP; how <= WORKER; how = (receiving)(how + 1)) {
    kinpass_client client = new_client(how);
    use_operations(client, how);
    use_an_account(client, how);
    use_logs(client);
    end_client(client);
  }
}

/* Ends a client that is older than the destructor, with an operation under way. */
static kinpass_client left;
static inbox left_box;

static void leave_a_client(void) {
  kinpass_callback callback = into(&left_box);
  left = new_client(PUMP);
  inbox_init(&left_box, NULL);
  CHECK_STATUS(KINPASS_OK, kinpass_lootlocker_ping(left, kinpass_str("session"), &callback, NULL));
}

static void end_what_was_left(void) {
  end_client(left);
  CHECK(completions(&left_box) == 1);
  CHECK(releases(&left_box) == 1);
}

static void *use_and_leave(void *argument) {
  use_everything();
  leave_a_client();
  pthread_setspecific(*(pthread_key_t *)argument, "");
  return NULL;
}

static void when_the_thread_ends(void *value) {
  (void)value;
  end_what_was_left();
  use_everything();
}

static void everything_works_in_a_threads_destructor(void) {
  pthread_t thread;
  pthread_key_t key;
  REQUIRE(pthread_key_create(&key, when_the_thread_ends) == 0);
  REQUIRE(pthread_create(&thread, NULL, use_and_leave, &key) == 0);
  pthread_join(thread, NULL);
  pthread_key_delete(key);
}

static void when_the_program_ends(void) {
  harness_failed = 0;
  end_what_was_left();
  use_everything();
  printf("%s everything_works_from_atexit\n", harness_failed ? "FAILED" : "ok");
  fflush(stdout);
  if (harness_failed) _exit(EXIT_FAILURE);
}

/* Its second half runs after main has returned. */
static void a_client_is_left_to_atexit(void) {
  REQUIRE(atexit(when_the_program_ends) == 0);
  use_everything();
  leave_a_client();
}

static const harness_test tests[] = {
    TEST(everything_works_in_a_threads_destructor),
    TEST(a_client_is_left_to_atexit),
};

HARNESS_MAIN(tests)
