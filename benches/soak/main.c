/*
 * Soak: one client with a thousand accounts, for a long time, under faults and with a clock that moves. Memory, threads
 * and open files have to stay where they were. `cargo xtask soak` builds and runs this, with a sandbox beside it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../c/game.h"
#include "../c/measure.h"
#include "levels.h"
#include "world.h"

enum { ACCOUNTS = 1000 };

typedef struct {
  kinpass_account account;
  int number;
  /* Its link is gone: it has to be linked anew. */
  int unlinked;
} player;

static player players[ACCOUNTS];
static kinpass_client client;
static long started, completed, failed, renewed, lost, released, opened;

static void on_release(void *user_data) {
  (void)user_data;
  released++;
}

static void on_completion(const kinpass_event *event, void *user_data) {
  player *it = user_data;
  if (event->kind != KINPASS_EVENT_KIND_COMPLETED) return;
  completed++;
  failed += event->status != KINPASS_OK;
  it->unlinked |= event->status == KINPASS_ERROR_NOT_LINKED || event->status == KINPASS_ERROR_LINK_LOST;
}

static void on_account_event(const kinpass_event *event, void *user_data) {
  player *it = user_data;
  renewed += event->kind == KINPASS_EVENT_KIND_TOKEN_RENEWED || event->kind == KINPASS_EVENT_KIND_CHILD_TOKEN_RENEWED;
  lost += event->kind == KINPASS_EVENT_KIND_LINK_LOST;
  it->unlinked |= event->kind == KINPASS_EVENT_KIND_LINK_LOST;
}

static void count_start(kinpass_status status) {
  require(status == KINPASS_OK, "a start");
  started++;
}

static void link_again(player *it) {
  kinpass_account_adopt_tokens_options options;
  kinpass_callback callback = {on_completion, it, on_release};
  char name[16], access[256], refresh[256];
  snprintf(name, sizeof name, "player-%d", it->number);
  world_link(name, access, refresh);
  kinpass_account_adopt_tokens_options_init(&options, sizeof options);
  options.access_token = kinpass_str(access);
  options.refresh_token = kinpass_str(refresh);
  options.expires_in_s = 60;
  it->unlinked = 0;
  count_start(kinpass_account_adopt_tokens(it->account, &options, &callback, NULL));
}

static void open_player(player *it) {
  kinpass_account_open_options options;
  kinpass_callback callback = {on_account_event, it, NULL};
  char name[16];
  snprintf(name, sizeof name, "player-%d", it->number);
  kinpass_account_open_options_init(&options, sizeof options);
  options.player_key = kinpass_str(name);
  options.application_id = kinpass_str(setting("BENCH_CHILD_APPLICATION_ID"));
  require(kinpass_account_open(client, &options, &callback, &it->account) == KINPASS_OK, "kinpass_account_open");
  opened++;
}

/* What a game does with it now and then. */
static void use(player *it) {
  kinpass_callback callback = {on_completion, it, on_release};
  kinpass_account_request_options request;
  if (it->unlinked) {
    link_again(it);
    return;
  }
  switch (rand() % 16) {
    case 0:
      require(kinpass_account_close(it->account) == KINPASS_OK, "kinpass_account_close");
      open_player(it);
      return;
    case 1:
    case 2:
      count_start(kinpass_account_get_session(it->account, &callback, NULL));
      return;
    case 3:
      kinpass_account_request_options_init(&request, sizeof request);
      request.path = kinpass_str("/game/player/name");
      count_start(kinpass_account_request(it->account, &request, &callback, NULL));
      return;
    default:
      count_start(kinpass_account_get_child_token(it->account, NULL, &callback, NULL));
  }
}

static void begin(void) {
  kinpass_config config = game_config();
  config.request_timeout_ms = 1000;
  config.max_retry_delay_ms = 500;
  config.max_attempts = 2;
  require(kinpass_client_create(&config, &client) == KINPASS_OK, "kinpass_client_create");
  world_begin();
  for (int number = 0; number < ACCOUNTS; number++) {
    players[number].number = number;
    open_player(&players[number]);
    link_again(&players[number]);
  }
}

/* A hundred uses and one change of the world each second; six samples a minute. */
static void live(uint64_t end) {
  uint64_t begin = now_ns();
  for (uint64_t tick = 0; now_ns() < end; tick++) {
    use(&players[rand() % ACCOUNTS]);
    if (tick % 100 == 0) world_change(rand() % ACCOUNTS);
    if (tick % 1000 == 0) levels_sample();
    kinpass_client_poll(client, NULL);
    while (now_ns() < begin + tick * 10000000) sleep_ms(1);
  }
}

int main(int arguments, char **texts) {
  double minutes = arguments == 3 && strcmp(texts[1], "--minutes") == 0 ? atof(texts[2]) : 60;
  size_t threads = thread_count();
  srand(1);
  begin();
  live(now_ns() + (uint64_t)(minutes * 60e9));
  printf("\n%.1f minutes, %d accounts: %ld starts, %ld completions (%ld failed), %ld renewals, %ld links lost, %ld accounts "
         "opened; %ld faults, %ld moves of the clock, %ld players unlinked\n",
         minutes, ACCOUNTS, started, completed, failed, renewed, lost, opened, world.faults, world.moves,
         world.revocations);
  int flat = levels_are_flat();
  kinpass_status ended = kinpass_client_destroy(client, 30000);
  sleep_ms(3000); /* given-up requests end with their time limit */
  printf("  at the end: %s, %ld starts without a completion, %ld without a release, %ld threads left\n",
         kinpass_status_name(ended), started - completed, started - released, (long)(thread_count() - threads));
  int whole = started == completed && started == released && thread_count() == threads;
  return flat && whole ? EXIT_SUCCESS : EXIT_FAILURE;
}
