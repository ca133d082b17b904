/* Signals belong to the host: no thread of the library takes one. */
#include "client.h"

#include <dirent.h>
#include <signal.h>

/* What a thread blocks, as the system tells; its name, too. */
static unsigned long long blocked_by(const char *thread, char name[64]) {
  char path[300], line[256];
  unsigned long long blocked = 0;
  FILE *status;
  snprintf(path, sizeof path, "/proc/self/task/%s/status", thread);
  status = fopen(path, "r");
  /* It may have ended meanwhile. */
  if (status == NULL) return ~0ULL;
  while (fgets(line, sizeof line, status) != NULL) {
    sscanf(line, "Name: %63[^\n]", name);
    sscanf(line, "SigBlk: %llx", &blocked);
  }
  fclose(status);
  return blocked;
}

static int has(unsigned long long blocked, int number) { return (blocked >> (number - 1)) & 1; }

/* A request by a name: then the worker, the HTTP client and the one who looks up names have each a thread. */
static void no_thread_of_the_library_takes_a_signal(void) {
  static const int taken[] = {SIGPIPE, SIGINT,  SIGTERM, SIGHUP, SIGALRM, SIGCHLD,
                              SIGUSR1, SIGUSR2, SIGQUIT, SIGURG, SIGTSTP, SIGCONT};
  static const int own[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT};
  char url[128], main_thread[32];
  kinpass_config config = sandbox_config();
  kinpass_client client = {0};
  inbox box;
  kinpass_callback callback = into(&box);
  DIR *tasks;
  struct dirent *task;
  int threads = 0;
  size_t at;
  snprintf(url, sizeof url, "http://localhost%s", strrchr(sandbox_url(), ':'));
  config.lootlocker_url = kinpass_str(url);
  inbox_init(&box, NULL);
  CHECK_STATUS(KINPASS_OK, kinpass_client_create(&config, &client));
  CHECK_STATUS(KINPASS_OK, kinpass_lootlocker_ping(client, kinpass_str("never-issued"), &callback, NULL));
  CHECK_STATUS(KINPASS_ERROR_UNAUTHORIZED, finish(client, PUMP, &box));
  snprintf(main_thread, sizeof main_thread, "%ld", (long)getpid());
  tasks = opendir("/proc/self/task");
  REQUIRE(tasks != NULL);
  while ((task = readdir(tasks)) != NULL) {
    char name[64] = "";
    unsigned long long blocked;
    if (task->d_name[0] == '.') continue;
    blocked = blocked_by(task->d_name, name);
    if (strcmp(task->d_name, main_thread) == 0) {
      for (at = 0; at < sizeof taken / sizeof taken[0]; at++) CHECK(!has(blocked, taken[at]));
      continue;
    }
    threads++;
    for (at = 0; at < sizeof taken / sizeof taken[0]; at++) {
      if (!has(blocked, taken[at])) printf("  %s takes signal %d\n", name, taken[at]);
      CHECK(has(blocked, taken[at]));
    }
    for (at = 0; at < sizeof own / sizeof own[0]; at++) CHECK(blocked == ~0ULL || !has(blocked, own[at]));
  }
  closedir(tasks);
  CHECK(threads >= 3);
  end_client(client);
}

static const harness_test tests[] = {
    TEST(no_thread_of_the_library_takes_a_signal),
};

HARNESS_MAIN(tests)
