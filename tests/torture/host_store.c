/* A store in the host's memory: shared by all clients, slow and failing now and then. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "lives.h"

enum { RECORDS = 64 };

typedef struct {
  char key[256];
  char *data;
  size_t size;
} record;

static record records[RECORDS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static int misfortune(void) {
  if (one_in(50)) pause_ms(below(20));
  return one_in(30);
}

/* Under the lock: the record of this name, or a place for it; NULL if there is none left. */
static record *find(const char *key) {
  record *free_place = NULL;
  for (int at = 0; at < RECORDS; at++) {
    if (strcmp(records[at].key, key) == 0) return &records[at];
    if (records[at].data == NULL && free_place == NULL) free_place = &records[at];
  }
  return free_place;
}

static void put(record *it, const char *key, char *data, size_t size) {
  free(it->data);
  it->data = data;
  it->size = size;
  strncpy(it->key, data == NULL ? "" : key, sizeof it->key - 1);
}

static int32_t load(void *user_data, const char *key, kinpass_store_sink sink, void *to) {
  (void)user_data;
  if (misfortune()) return 1;
  pthread_mutex_lock(&lock);
  record *it = find(key);
  if (it != NULL && it->data != NULL) sink(to, it->data, it->size);
  pthread_mutex_unlock(&lock);
  return 0;
}

static int32_t save(void *user_data, const char *key, const char *data, size_t size) {
  (void)user_data;
  if (misfortune()) return 1;
  char *copy = malloc(size);
  memcpy(copy, data, size);
  pthread_mutex_lock(&lock);
  record *it = find(key);
  if (it != NULL) put(it, key, copy, size);
  else free(copy);
  pthread_mutex_unlock(&lock);
  return it == NULL;
}

static int32_t erase(void *user_data, const char *key) {
  (void)user_data;
  if (misfortune()) return 1;
  pthread_mutex_lock(&lock);
  record *it = find(key);
  if (it != NULL) put(it, key, NULL, 0);
  pthread_mutex_unlock(&lock);
  return 0;
}

const kinpass_store_functions *host_store(void) {
  static const kinpass_store_functions functions = {
      .struct_size = sizeof functions, .load = load, .save = save, .erase = erase};
  return &functions;
}
