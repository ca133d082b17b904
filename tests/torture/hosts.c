/* Receiving: callbacks that call back, and pulled events that are released by other threads. */
#include "lives.h"

#include <stddef.h>

enum { PULLED = 64, AT_ONCE = 16 };

/* Pulled events, on their way to the thread that releases them. */
static _Atomic(const kinpass_event *) pulled[PULLED];

/* What a callback may not do is refused, and nothing else happens. */
static void try_what_is_refused(life *on) {
  int worker = on->how == WORKER;
  kinpass_status status;
  switch (below(3)) {
    case 0:
      status = CALL(kinpass_client_poll(on->client, NULL));
      break;
    case 1:
      status = CALL(kinpass_client_wait(on->client, 1000));
      break;
    default:
      status = CALL(kinpass_client_destroy(on->client, 1));
      worker = 0;
  }
  /* The client may be at its end already: then its handle is stale. */
  if (status == KINPASS_ERROR_REENTRANT || status == KINPASS_ERROR_INVALID_HANDLE) return;
  if (worker && status == KINPASS_ERROR_INVALID_STATE) return;
  broken(NOT_REENTRANT, "%s in %s", kinpass_status_name(status), life_name(on));
}

/* Fewer calls than callbacks, or they would never end. */
static void call_from_callback(life *on) {
  switch (below(12)) {
    case 0:
      start_something(on);
      return;
    case 1:
      cancel_something();
      return;
    case 2:
      try_what_is_refused(on);
      return;
    case 3: {
      kinpass_account account = {on->accounts[below(ACCOUNTS)]};
      kinpass_account_info info = {.struct_size = sizeof info};
      EXPECT(kinpass_account_get_info(account, &info), KINPASS_ERROR_INVALID_HANDLE, 0, 0);
      return;
    }
    default:
      return;
  }
}

void on_event(const kinpass_event *event, void *user_data) {
  life *of = promise_life(user_data);
  promise_arrives(event, user_data);
  if (of != NULL) {
    if (of->ended) broken(AFTER_DESTROY, "%s", life_name(of));
    /* In the race nothing else happens. */
    if (chosen.race_close == 0) call_from_callback(of);
  }
  promise_seen(user_data);
}

static void release(const kinpass_event *event) {
  if (event == NULL) return;
  if (event->user_data != NULL) promise_seen(event->user_data);
  EXPECT(kinpass_event_release(event), 0, 0, 0);
}

/* Pulls one event and releases another, which some other thread may have pulled. */
static int pull(life *from) {
  const kinpass_event *event = NULL;
  EXPECT(kinpass_client_next_event(from->client, &event), KINPASS_ERROR_INVALID_HANDLE, 0, 0);
  if (event == NULL) return 0;
  count.pulled++;
  if (event->user_data != NULL) promise_arrives(event, event->user_data);
  release(atomic_exchange(&pulled[below(PULLED)], event));
  return 1;
}

static void read_log(life *from) {
  const kinpass_log_line *line = NULL;
  EXPECT(kinpass_client_next_log_line(from->client, &line), KINPASS_ERROR_INVALID_HANDLE, 0, 0);
  if (line != NULL) EXPECT(kinpass_log_line_release(line), 0, 0, 0);
}

void receive(life *from) {
  if (one_in(8)) read_log(from);
  if (from->how == WORKER) return;
  if (one_in(4))
    EXPECT(kinpass_client_wait(from->client, below(3)), KINPASS_ERROR_TIMEOUT, KINPASS_ERROR_INVALID_HANDLE,
           KINPASS_ERROR_CANCELLED);
  if (from->how == PUMP) {
    EXPECT(kinpass_client_poll(from->client, NULL), KINPASS_ERROR_INVALID_HANDLE, 0, 0);
    return;
  }
  for (int at = 0; at < AT_ONCE && pull(from); at++) {
  }
}

void receive_all(life *from) {
  if (from->how == WORKER) {
    pause_ms(1);
    return;
  }
  EXPECT(kinpass_client_wait(from->client, 10), KINPASS_ERROR_TIMEOUT, 0, 0);
  if (from->how == PUMP) EXPECT(kinpass_client_poll(from->client, NULL), 0, 0, 0);
  while (from->how == PULL && pull(from)) {
  }
  release_pulled();
}

void release_pulled(void) {
  for (int at = 0; at < PULLED; at++) release(atomic_exchange(&pulled[at], NULL));
}
