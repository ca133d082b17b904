/* A client of the sandbox, and a place where the events of an operation arrive. */
#ifndef CLIENT_H
#define CLIENT_H

#include "sandbox.h"

#include <pthread.h>

/* Longer than anything takes that works; a test that waits for it fails. */
#define PATIENCE_MS (is_slow() ? 300000 : 60000)

/* How a host receives events. */
typedef enum { PUMP, PULL, WORKER } receiving;

/* What came for one kinpass_callback. */
typedef struct {
  pthread_mutex_t lock;
  pthread_cond_t changed;
  int events;
  int completions;
  int releases;
  kinpass_status status;
  pthread_t thread;
  /* Looks at each event while it is valid; may be NULL. */
  void (*look)(const kinpass_event *event);
} inbox;

static inline void inbox_init(inbox *box, void (*look)(const kinpass_event *event)) {
  memset(box, 0, sizeof *box);
  pthread_mutex_init(&box->lock, NULL);
  pthread_cond_init(&box->changed, NULL);
  box->look = look;
}

static inline void inbox_receive(const kinpass_event *event, void *user_data) {
  inbox *box = (inbox *)user_data;
  if (box->look != NULL) box->look(event);
  pthread_mutex_lock(&box->lock);
  box->events++;
  box->completions += event->kind == KINPASS_EVENT_KIND_COMPLETED;
  box->status = event->status;
  box->thread = pthread_self();
  pthread_cond_broadcast(&box->changed);
  pthread_mutex_unlock(&box->lock);
}

static inline void inbox_release(void *user_data) {
  inbox *box = (inbox *)user_data;
  pthread_mutex_lock(&box->lock);
  box->releases++;
  pthread_cond_broadcast(&box->changed);
  pthread_mutex_unlock(&box->lock);
}

static inline kinpass_callback into(inbox *box) {
  kinpass_callback callback;
  callback.function = inbox_receive;
  callback.user_data = box;
  callback.release = inbox_release;
  return callback;
}

static inline int completions(inbox *box) {
  int count;
  pthread_mutex_lock(&box->lock);
  count = box->completions;
  pthread_mutex_unlock(&box->lock);
  return count;
}

static inline int releases(inbox *box) {
  int count;
  pthread_mutex_lock(&box->lock);
  count = box->releases;
  pthread_mutex_unlock(&box->lock);
  return count;
}

/* The sandbox's addresses, the public publisher, the game alpha, short waits. */
static inline kinpass_config sandbox_config(void) {
  static char api[128], authorize[128];
  kinpass_config config;
  snprintf(api, sizeof api, "%s/api/v10", sandbox_url());
  snprintf(authorize, sizeof authorize, "%s/oauth2/authorize", sandbox_url());
  CHECK_STATUS(KINPASS_OK, kinpass_config_init(&config, sizeof config));
  config.discord_application_id = kinpass_str(PUBLIC_APP);
  config.discord_api_url = kinpass_str(api);
  config.discord_authorize_url = kinpass_str(authorize);
  config.lootlocker_url = kinpass_str(sandbox_url());
  config.lootlocker_game_key = kinpass_str(GAME_KEY_ALPHA);
  config.proxy_url = kinpass_str("none");
  config.max_retry_delay_ms = 2000;
  return config;
}

static inline kinpass_client new_client(receiving how) {
  kinpass_client client = {0};
  kinpass_config config = sandbox_config();
  config.callbacks_on_worker = how == WORKER;
  CHECK_STATUS(KINPASS_OK, kinpass_client_create(&config, &client));
  return client;
}

/* Destroys it within the default time limit. */
static inline void end_client(kinpass_client client) {
  CHECK_STATUS(KINPASS_OK, kinpass_client_destroy(client, is_slow() ? 120000 : 0));
}

/* Takes in what has arrived, in the way of the client. */
static inline void receive(kinpass_client client, receiving how) {
  const kinpass_event *event = NULL;
  switch (how) {
    case PUMP:
      if (kinpass_client_wait(client, 100) == KINPASS_OK) CHECK_STATUS(KINPASS_OK, kinpass_client_poll(client, NULL));
      break;
    case PULL:
      if (kinpass_client_wait(client, 100) != KINPASS_OK) break;
      CHECK_STATUS(KINPASS_OK, kinpass_client_next_event(client, &event));
      if (event == NULL) break;
      if (event->user_data != NULL) inbox_receive(event, event->user_data);
      CHECK_STATUS(KINPASS_OK, kinpass_event_release(event));
      break;
    case WORKER:
      sleep_ms(1);
      break;
  }
}

/* Receives until the operation has completed and let go of its user_data, and says what it came to. */
static inline kinpass_status finish(kinpass_client client, receiving how, inbox *box) {
  int64_t end = now_ms() + PATIENCE_MS;
  while ((completions(box) == 0 || releases(box) == 0) && now_ms() < end) receive(client, how);
  CHECK(completions(box) == 1);
  CHECK(releases(box) == 1);
  return box->status;
}

#endif
