/* Two threads: one starts operations on an account, the other closes it. Whatever was started completes. */
#include "modes.h"

#include <pthread.h>
#include <sched.h>
#include <stdio.h>

#include "lives.h"

/* Enough for the other thread to get its turn. */
enum { MOST_STARTS_A_ROUND = 256 };

/* The account of this round, and whether its starts have begun. */
static atomic_uint_least64_t account;
static atomic_int begun, over;

/* Closes each account at another moment of its starts. */
static void *closer(void *unused) {
  uint64_t closed = 0;
  (void)unused;
  seed_thread(1);
  while (!over) {
    uint64_t open = account;
    if (open == closed || !begun) {
      sched_yield();
      continue;
    }
    for (volatile uint32_t moment = below(2000); moment > 0; moment--) {
    }
    EXPECT(kinpass_account_close((kinpass_account){open}), 0, 0, 0);
    closed = open;
    begun = 0;
  }
  return NULL;
}

static void open_account(life *on) {
  kinpass_account_open_options options;
  kinpass_account opened = {0};
  kinpass_account_open_options_init(&options, sizeof options);
  options.player_key = kinpass_str("ada");
  EXPECT(kinpass_account_open(on->client, &options, NULL, &opened), 0, 0, 0);
  count.accounts++;
  account = opened.id;
}

/* On an account without a link all of these complete by themselves. */
static kinpass_status start_one(int which, const kinpass_callback *callback, kinpass_operation *operation) {
  kinpass_account on = {account};
  kinpass_account_sign_in_options silently;
  kinpass_account_sign_in_options_init(&silently, sizeof silently);
  switch (which) {
    case 0:
      return kinpass_account_get_session(on, callback, operation);
    case 1:
      return kinpass_account_get_child_token(on, NULL, callback, operation);
    case 2:
      return kinpass_account_sign_in(on, &silently, callback, operation);
    default:
      return kinpass_account_sign_out(on, 0, callback, operation);
  }
}

static void one_round(life *on) {
  open_account(on);
  begun = 1;
  /* Until it is closed in the midst of them. */
  for (int at = 0; begun && at < MOST_STARTS_A_ROUND; at++) {
    static const char *const names[] = {"get_session", "get_child_token", "sign_in", "sign_out"};
    kinpass_callback callback;
    int which = (int)below(4);
    promise *given = promise_begin(on, &on->owes, OF_OPERATION, names[which], 0, &callback);
    kinpass_status status = CALL(start_one(which, &callback, promise_operation(given)));
    expect_status("a start", status, KINPASS_ERROR_INVALID_HANDLE, 0, 0);
    promise_returned(given, status);
  }
  for (receive(on); begun; receive(on)) sched_yield();
}

void race_close(void) {
  life *on = life_make(PUMP);
  pthread_t thread;
  pthread_create(&thread, NULL, closer, NULL);
  while (count.started < chosen.race_close) one_round(on);
  over = 1;
  pthread_join(thread, NULL);
  life_end_quietly(on);
}
