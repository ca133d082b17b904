/*
 * A process that is forked off while the library is at work: what is of its parent is gone, nothing hangs, and it can
 * make clients of its own.
 */
#include "client.h"

#include <signal.h>
#include <sys/wait.h>

/* Of the parent. */
static kinpass_client parents_client;
static kinpass_account parents_account;
static kinpass_operation parents_operation;
static const kinpass_event *parents_event;
static const kinpass_log_line *parents_line;
static inbox parents_box;

static void parents_things_are_gone(void) {
  kinpass_operation operation = {0};
  kinpass_account account = {0};
  kinpass_account_open_options options;
  const kinpass_event *event = NULL;
  kinpass_callback callback = into(&parents_box);
  kinpass_account_open_options_init(&options, sizeof options);
  options.player_key = kinpass_str("other");
  CHECK_STATUS(KINPASS_ERROR_INVALID_HANDLE, kinpass_client_poll(parents_client, NULL));
  CHECK_STATUS(KINPASS_ERROR_INVALID_HANDLE, kinpass_client_next_event(parents_client, &event));
  CHECK_STATUS(KINPASS_ERROR_INVALID_HANDLE, kinpass_client_wait(parents_client, 600000));
  CHECK_STATUS(KINPASS_ERROR_INVALID_HANDLE, kinpass_client_cancel_all(parents_client));
  CHECK_STATUS(KINPASS_ERROR_INVALID_HANDLE,
               kinpass_lootlocker_ping(parents_client, kinpass_str("session"), &callback, &operation));
  CHECK_STATUS(KINPASS_ERROR_INVALID_HANDLE, kinpass_operation_cancel(parents_operation));
  CHECK_STATUS(KINPASS_ERROR_INVALID_HANDLE, kinpass_account_open(parents_client, &options, NULL, &account));
  CHECK_STATUS(KINPASS_ERROR_INVALID_HANDLE, kinpass_account_close(parents_account));
  CHECK_STATUS(KINPASS_ERROR_INVALID_HANDLE, kinpass_event_release(parents_event));
  CHECK_STATUS(KINPASS_ERROR_INVALID_HANDLE, kinpass_log_line_release(parents_line));
  CHECK_STATUS(KINPASS_ERROR_INVALID_HANDLE, kinpass_client_destroy(parents_client, 600000));
  CHECK(releases(&parents_box) == 0);
}

static void own_client_works(receiving how) {
  inbox box;
  kinpass_callback callback = into(&box);
  kinpass_client client = new_client(how);
  inbox_init(&box, NULL);
  CHECK(client.id != parents_client.id);
  CHECK_STATUS(KINPASS_OK, kinpass_lootlocker_ping(client, kinpass_str("session"), &callback, NULL));
  CHECK_STATUS(KINPASS_ERROR_UNAUTHORIZED, finish(client, how, &box));
  end_client(client);
}

/* Says in one byte how it went. It does not exit: what its parent's threads had would pass for leaks. */
static void be_the_child(int result, receiving how) {
  char verdict;
  alarm((unsigned)(PATIENCE_MS / 1000));
  harness_failed = 0;
  parents_things_are_gone();
  own_client_works(how);
  verdict = harness_failed ? 'x' : 'k';
  if (write(result, &verdict, 1) != 1) abort();
  kill(getpid(), SIGKILL);
}

static void fork_and_look(receiving how) {
  char verdict = 0;
  int result[2];
  pid_t child;
  REQUIRE(pipe(result) == 0);
  fflush(stdout);
  child = fork();
  REQUIRE(child >= 0);
  if (child == 0) be_the_child(result[1], how);
  close(result[1]);
  CHECK(read(result[0], &verdict, 1) == 1 && verdict == 'k');
  close(result[0]);
  waitpid(child, NULL, 0);
}

static void make_the_parents_things(void) {
  kinpass_callback callback = into(&parents_box);
  kinpass_account_open_options options;
  inbox_init(&parents_box, NULL);
  parents_client = new_client(PULL);
  kinpass_account_open_options_init(&options, sizeof options);
  options.player_key = kinpass_str("forked");
  CHECK_STATUS(KINPASS_OK, kinpass_account_open(parents_client, &options, NULL, &parents_account));
  CHECK_STATUS(KINPASS_OK, kinpass_client_keep_log(parents_client, KINPASS_LOG_LEVEL_TRACE, 0));
  CHECK_STATUS(KINPASS_ERROR_INVALID_ARGUMENT, kinpass_lootlocker_ping(parents_client, kinpass_str(""), NULL, NULL));
  CHECK_STATUS(KINPASS_OK, kinpass_client_next_log_line(parents_client, &parents_line));
  CHECK(parents_line != NULL);
  CHECK_STATUS(KINPASS_OK, kinpass_lootlocker_ping(parents_client, kinpass_str("session"), &callback, &parents_operation));
  CHECK_STATUS(KINPASS_OK, kinpass_client_wait(parents_client, (uint32_t)PATIENCE_MS));
  CHECK_STATUS(KINPASS_OK, kinpass_client_next_event(parents_client, &parents_event));
  REQUIRE(parents_event != NULL);
}

/* Nothing of it is harmed by what its children did. */
static void end_the_parents_things(void) {
  CHECK_STATUS(KINPASS_OK, kinpass_client_poll(parents_client, NULL));
  CHECK_STATUS(KINPASS_OK, kinpass_log_line_release(parents_line));
  CHECK_STATUS(KINPASS_OK, kinpass_event_release(parents_event));
  CHECK(releases(&parents_box) == 1);
  CHECK_STATUS(KINPASS_OK, kinpass_account_close(parents_account));
  end_client(parents_client);
}

static void a_forked_process_has_clients_of_its_own(void) {
  receiving how;
  make_the_parents_things();
  for (how = PUMP; how <= WORKER; how = (receiving)(how + 1)) fork_and_look(how);
  end_the_parents_things();
}

/* The child of a child. */
static void it_goes_on_from_process_to_process(void) {
  int result[2], status = 0;
  pid_t child;
  make_the_parents_things();
  REQUIRE(pipe(result) == 0);
  fflush(stdout);
  child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    alarm((unsigned)(PATIENCE_MS / 1000));
    harness_failed = 0;
    memset(&parents_box, 0, sizeof parents_box);
    make_the_parents_things();
    fork_and_look(PUMP);
    end_the_parents_things();
    if (!harness_failed && write(result[1], "k", 1) != 1) abort();
    kill(getpid(), SIGKILL);
  }
  close(result[1]);
  {
    char verdict = 0;
    CHECK(read(result[0], &verdict, 1) == 1 && verdict == 'k');
  }
  close(result[0]);
  waitpid(child, &status, 0);
  end_the_parents_things();
}

/* AddressSanitizer itself has locks, which GCC's does not give back in a child before version 14. */
#ifndef __SANITIZE_ADDRESS__

enum { THREADS = 3 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int stop;

static int stopped(void) {
  int value;
  pthread_mutex_lock(&lock);
  value = stop;
  pthread_mutex_unlock(&lock);
  return value;
}

static void set_stop(int value) {
  pthread_mutex_lock(&lock);
  stop = value;
  pthread_mutex_unlock(&lock);
}

/* Somebody is in the table of handles at nearly every moment, and takes and gives back what was handed out. */
static void *keep_busy(void *unused) {
  char child[64];
  kinpass_buffer buffer;
  memset(&buffer, 0, sizeof buffer);
  buffer.data = child;
  buffer.capacity = sizeof child;
  while (!stopped()) {
    kinpass_client client = {0};
    kinpass_config config = sandbox_config();
    const kinpass_event *event = NULL;
    int at;
    kinpass_client_create(&config, &client);
    for (at = 0; at < 100; at++) {
      kinpass_operation operation = {0};
      kinpass_account_peek_child_token(parents_account, kinpass_str(CHILD_ALPHA), 0, &buffer);
      kinpass_lootlocker_ping(client, kinpass_str("session"), NULL, &operation);
      kinpass_operation_cancel(operation);
      if (kinpass_client_next_event(client, &event) == KINPASS_OK && event != NULL) kinpass_event_release(event);
    }
    kinpass_client_destroy(client, 0);
  }
  return unused;
}

static void what_others_held_at_the_fork_hangs_nobody(void) {
  pthread_t threads[THREADS];
  int at;
  make_the_parents_things();
  set_stop(0);
  for (at = 0; at < THREADS; at++) pthread_create(&threads[at], NULL, keep_busy, NULL);
  for (at = 0; at < rounds(40); at++) fork_and_look((receiving)(at % 3));
  set_stop(1);
  for (at = 0; at < THREADS; at++) pthread_join(threads[at], NULL);
  end_the_parents_things();
}

#endif

static const harness_test tests[] = {
    TEST(a_forked_process_has_clients_of_its_own),
#ifndef __SANITIZE_ADDRESS__
    TEST(what_others_held_at_the_fork_hangs_nobody),
#endif
    TEST(it_goes_on_from_process_to_process),
};

HARNESS_MAIN(tests)
