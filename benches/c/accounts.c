/* Accounts: a token from memory, and what ten thousand of them weigh. */
#include <stdio.h>
#include <stdlib.h>

#include "benches.h"
#include "game.h"
#include "measure.h"

enum { BATCHES = 200, PEEKS = 10000, ACCOUNTS = 10000, AT_ONCE = 1000 };

void bench_peek(void) {
  static double took[BATCHES];
  static outcome out;
  kinpass_client client = game_client(0);
  kinpass_account account = open_account(client, "ada");
  kinpass_string application = kinpass_str(setting("BENCH_CHILD_APPLICATION_ID"));
  char token[2048];
  kinpass_buffer buffer = {token, sizeof token, 0};
  kinpass_callback callback = into(&out);
  uint64_t before = 0;
  heading("A child token from memory");
  finish(client, adopt_token(account, &callback), &out);
  callback = into(&out);
  finish(client, kinpass_account_get_child_token(account, NULL, &callback, NULL), &out);
  for (int batch = -1; batch < BATCHES; batch++) {
    if (batch == 0) before = allocations();
    uint64_t start = now_ns();
    for (int i = 0; i < PEEKS; i++)
      require(kinpass_account_peek_child_token(account, application, 60, &buffer) == KINPASS_OK, "peek");
    if (batch >= 0) took[batch] = (double)(now_ns() - start) / PEEKS;
  }
  uint64_t allocated = allocations() - before;
  report("kinpass_account_peek_child_token", median(took, BATCHES), "ns", 100);
  report("  allocations in all calls", (double)allocated, "", 0);
  kinpass_client_destroy(client, 0);
}

static void count(const kinpass_event *event, void *user_data) {
  if (event->kind != KINPASS_EVENT_KIND_COMPLETED) return;
  if (event->status != KINPASS_OK) fprintf(stderr, "%s\n", kinpass_status_name(event->status));
  require(event->status == KINPASS_OK, "an operation of an account");
  ++*(int *)user_data;
}

static void wait_for(kinpass_client client, const int *done, int wanted) {
  while (*done < wanted) {
    require(kinpass_client_wait(client, 60000) == KINPASS_OK, "kinpass_client_wait");
    kinpass_client_poll(client, NULL);
  }
}

/* What one account has taken since the figures in `heap` and `resident`. */
static void weigh(const char *what, int64_t heap, size_t resident, double goal) {
  char line[64];
  snprintf(line, sizeof line, "%s, heap per account", what);
  report(line, (double)(heap_bytes() - heap) / ACCOUNTS, "bytes", goal);
  report("  resident memory per account", ((double)resident_bytes() - (double)resident) / ACCOUNTS, "bytes", goal);
}

void bench_many_accounts(void) {
  static kinpass_account accounts[ACCOUNTS];
  kinpass_client client = game_client(0);
  static outcome session;
  int adopted = 0, exchanged = 0;
  kinpass_callback on_adopted = {count, &adopted, NULL}, on_exchanged = {count, &exchanged, NULL};
  kinpass_callback callback = into(&session);
  heading("10,000 accounts in one client, each with a parent token, a child token and its record in the memory store");
  finish(client, start_session(client, &callback), &session); /* connections are there */
  int64_t heap = heap_bytes();
  size_t resident = resident_bytes();
  for (int i = 0; i < ACCOUNTS; i++) {
    char key[32];
    snprintf(key, sizeof key, "player-%d", i);
    accounts[i] = open_account(client, key);
  }
  sleep_ms(1000); /* their records are looked for */
  weigh("open", heap, resident, 4096);
  for (int i = 0; i < ACCOUNTS; i += AT_ONCE) {
    for (int j = i; j < i + AT_ONCE; j++)
      require(adopt_token(accounts[j], &on_adopted) == KINPASS_OK, "kinpass_account_adopt_tokens");
    wait_for(client, &adopted, i + AT_ONCE);
    for (int j = i; j < i + AT_ONCE; j++)
      require(kinpass_account_get_child_token(accounts[j], NULL, &on_exchanged, NULL) == KINPASS_OK, "a start");
    wait_for(client, &exchanged, i + AT_ONCE);
  }
  sleep_ms(1000);
  weigh("linked, with a child token", heap, resident, 4096);
  kinpass_client_destroy(client, 0);
}
