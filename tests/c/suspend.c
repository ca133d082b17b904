/*
 * A machine that sleeps. The program's own clock_gettime stands before the system's: in its sleep the clocks of the world
 * and of the machine's whole life go on, the one that most programs count by stands still.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* syscall, CLOCK_BOOTTIME */
#endif
#include "client.h"

#include <sys/syscall.h>

#define HOUR 3600L

static long slept_s;

#ifdef __cplusplus
extern "C" int clock_gettime(clockid_t clock, struct timespec *time) noexcept;
#endif

int clock_gettime(clockid_t clock, struct timespec *time)
#ifdef __cplusplus
    noexcept
#endif
{
  long result = syscall(SYS_clock_gettime, clock, time);
  if (clock == CLOCK_BOOTTIME || clock == CLOCK_REALTIME) time->tv_sec += __atomic_load_n(&slept_s, __ATOMIC_SEQ_CST);
  return (int)result;
}

/* The services' time passes, too. */
static void suspend(long seconds) {
  char json[64];
  snprintf(json, sizeof json, "{\"seconds\":%ld}", seconds);
  sandbox_post("/_sandbox/clock/advance", json);
  __atomic_add_fetch(&slept_s, seconds, __ATOMIC_SEQ_CST);
}

/* The token of the last event that had one. */
static char token[256];
static int renewed;

static void look(const kinpass_event *event) {
  renewed += event->kind == KINPASS_EVENT_KIND_CHILD_TOKEN_RENEWED;
  if (event->token != NULL) snprintf(token, sizeof token, "%s", event->token->access_token.data);
}

/* A player with a parent token for a day and a child token for an hour. */
static kinpass_account linked(kinpass_client client, inbox *events, int automatic_renewal) {
  char access[256], refresh[256];
  kinpass_account account = {0};
  kinpass_account_open_options options;
  kinpass_account_adopt_tokens_options tokens;
  kinpass_callback callback;
  inbox box;
  sandbox_reset();
  sandbox_post("/_sandbox/settings", "{\"child_token_seconds\":3600,\"access_token_seconds\":86400}");
  sandbox_link("ada", PUBLIC_APP, access, refresh);
  CHECK_STATUS(KINPASS_OK, kinpass_account_open_options_init(&options, sizeof options));
  options.player_key = kinpass_str("player");
  options.application_id = kinpass_str(CHILD_ALPHA);
  options.no_automatic_renewal = !automatic_renewal;
  inbox_init(events, look);
  callback = into(events);
  CHECK_STATUS(KINPASS_OK, kinpass_account_open(client, &options, &callback, &account));
  CHECK_STATUS(KINPASS_OK, kinpass_account_adopt_tokens_options_init(&tokens, sizeof tokens));
  tokens.access_token = kinpass_str(access);
  tokens.refresh_token = kinpass_str(refresh);
  tokens.expires_in_s = 86400;
  inbox_init(&box, NULL);
  callback = into(&box);
  CHECK_STATUS(KINPASS_OK, kinpass_account_adopt_tokens(account, &tokens, &callback, NULL));
  CHECK_STATUS(KINPASS_OK, finish(client, PUMP, &box));
  return account;
}

static void get_child_token(kinpass_client client, kinpass_account account) {
  inbox box;
  kinpass_callback callback;
  inbox_init(&box, look);
  callback = into(&box);
  CHECK_STATUS(KINPASS_OK, kinpass_account_get_child_token(account, NULL, &callback, NULL));
  CHECK_STATUS(KINPASS_OK, finish(client, PUMP, &box));
}

static kinpass_status peek(kinpass_account account) {
  char text[256];
  kinpass_buffer buffer = {text, sizeof text, 0};
  return kinpass_account_peek_child_token(account, kinpass_str(""), 0, &buffer);
}

static void a_token_that_ended_in_the_sleep_is_not_handed_out(void) {
  kinpass_client client = new_client(PUMP);
  inbox events;
  kinpass_account account = linked(client, &events, 0);
  kinpass_account_info info;
  char before[256];
  get_child_token(client, account);
  memcpy(before, token, sizeof before);
  CHECK_STATUS(KINPASS_OK, peek(account));
  suspend(2 * HOUR);
  CHECK_STATUS(KINPASS_ERROR_NO_TOKEN, peek(account));
  info.struct_size = sizeof info;
  CHECK_STATUS(KINPASS_OK, kinpass_account_get_info(account, &info));
  CHECK(info.token_expires_in_s <= 22 * HOUR && info.token_expires_in_s > 21 * HOUR);
  get_child_token(client, account);
  CHECK(strcmp(before, token) != 0);
  CHECK_STATUS(KINPASS_OK, peek(account));
  end_client(client);
}

static void what_fell_due_in_the_sleep_is_renewed_after_waking(void) {
  kinpass_client client = new_client(PUMP);
  inbox events;
  kinpass_account account = linked(client, &events, 1);
  int64_t end;
  get_child_token(client, account);
  renewed = 0;
  suspend(2 * HOUR);
  /* Nobody asks. */
  for (end = now_ms() + PATIENCE_MS; renewed == 0 && now_ms() < end;) receive(client, PUMP);
  CHECK(renewed == 1);
  CHECK_STATUS(KINPASS_OK, peek(account));
  end_client(client);
}

int main(int arguments, char **names) {
  const harness_test tests[] = {TEST(a_token_that_ended_in_the_sleep_is_not_handed_out),
                                TEST(what_fell_due_in_the_sleep_is_renewed_after_waking)};
  return harness_run(tests, sizeof tests / sizeof tests[0], arguments, names);
}
