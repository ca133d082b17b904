/* Ten thousand tokens that end at nearly the same time: is each renewed before it does? */
#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

#include "benches.h"
#include "game.h"
#include "measure.h"

/* Renewed some AHEAD_S before the end, with jitter, by the library itself: nobody asks. */
enum { ACCOUNTS = 10000, LIFE_S = 40, AHEAD_S = 15, SECOND = 1000000000 };

typedef struct {
  kinpass_account account;
  uint64_t end; /* of the token that it began with, on now_ns' clock */
  uint64_t renewed;
} player;

static player players[ACCOUNTS];
static int adopted, renewed;

static void on_adopted(const kinpass_event *event, void *user_data) {
  (void)user_data;
  require(event->status == KINPASS_OK, "kinpass_account_adopt_tokens");
  adopted++;
}

static void on_account_event(const kinpass_event *event, void *user_data) {
  player *it = user_data;
  require(event->kind == KINPASS_EVENT_KIND_TOKEN_RENEWED, "a renewal, and nothing else");
  require(it->renewed == 0, "one renewal for each account");
  it->renewed = now_ns();
  renewed++;
}

static size_t on_body(char *data, size_t size, size_t count, void *user_data) {
  strncat(user_data, data, size * count);
  return size * count;
}

/* The text of a field in a flat JSON object without escapes. */
static kinpass_string field(const char *json, const char *name) {
  const char *start = strstr(json, name);
  require(start != NULL, name);
  start += strlen(name) + strlen("\":\"");
  return (kinpass_string){start, strcspn(start, "\"")};
}

/* A player of their own links in the sandbox. */
static void link_player(CURL *curl, int number, char *answer) {
  char url[256], body[128];
  snprintf(url, sizeof url, "%s/_sandbox/link", setting("SANDBOX_URL"));
  snprintf(body, sizeof body, "{\"player\":\"player-%d\",\"application_id\":\"%s\"}", number,
           setting("BENCH_PARENT_APPLICATION_ID"));
  answer[0] = '\0';
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, answer);
  require(curl_easy_perform(curl) == CURLE_OK, "a link in the sandbox");
}

static void open_player(kinpass_client client, player *it, int number) {
  char key[32];
  kinpass_account_open_options options;
  kinpass_callback listener = {on_account_event, it, NULL};
  snprintf(key, sizeof key, "player-%d", number);
  kinpass_account_open_options_init(&options, sizeof options);
  options.player_key = kinpass_str(key);
  options.renew_ahead_s = AHEAD_S;
  require(kinpass_account_open(client, &options, &listener, &it->account) == KINPASS_OK, "kinpass_account_open");
}

static void adopt(player *it, const char *tokens) {
  kinpass_account_adopt_tokens_options options;
  kinpass_callback callback = {on_adopted, NULL, NULL};
  kinpass_account_adopt_tokens_options_init(&options, sizeof options);
  options.access_token = field(tokens, "access_token");
  options.refresh_token = field(tokens, "refresh_token");
  options.expires_in_s = LIFE_S;
  it->end = now_ns() + (uint64_t)LIFE_S * SECOND;
  require(kinpass_account_adopt_tokens(it->account, &options, &callback, NULL) == KINPASS_OK, "a start");
}

static void wait_for(kinpass_client client, const int *count) {
  while (*count < ACCOUNTS) {
    require(kinpass_client_wait(client, 60000) == KINPASS_OK, "kinpass_client_wait");
    kinpass_client_poll(client, NULL);
  }
}

void bench_renewals(void) {
  static char answers[ACCOUNTS][1024];
  static double left[ACCOUNTS];
  uint64_t first = UINT64_MAX, last = 0;
  kinpass_client client = game_client(0);
  CURL *curl = curl_easy_init();
  heading("10,000 accounts whose tokens end within the same seconds, renewed by themselves");
  for (int i = 0; i < ACCOUNTS; i++) {
    link_player(curl, i, answers[i]);
    open_player(client, &players[i], i);
  }
  curl_easy_cleanup(curl);
  for (int i = 0; i < ACCOUNTS; i++) adopt(&players[i], answers[i]);
  wait_for(client, &adopted);
  wait_for(client, &renewed);
  int late = 0;
  for (int i = 0; i < ACCOUNTS; i++) {
    const player *it = &players[i];
    left[i] = ((double)it->end - (double)it->renewed) / SECOND;
    late += left[i] <= 0;
    if (it->renewed < first) first = it->renewed;
    if (it->renewed > last) last = it->renewed;
  }
  report("renewed after their end", late, "accounts", 0);
  report("  the closest, before its end", percentile(left, ACCOUNTS, 0), "s", -1);
  report("  the median", median(left, ACCOUNTS), "s", -1);
  report("  from the first renewal to the last", (double)(last - first) / SECOND, "s", -1);
  kinpass_client_destroy(client, 0);
}
