/* A native plugin as a game may have one: the log and the store of a C# host, without a call into managed code. */
#include "kinpass.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define PLUGIN_API __attribute__((visibility("default")))

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int32_t lines;
static int32_t saves;
static char *record; /* The tests have one player. */

PLUGIN_API void plugin_log(kinpass_log_level level, const char *target, const char *text, void *user_data);
PLUGIN_API int32_t plugin_lines(void);
PLUGIN_API int32_t plugin_saves(void);
PLUGIN_API const kinpass_store_functions *plugin_store(void);

void plugin_log(kinpass_log_level level, const char *target, const char *text, void *user_data) {
  (void)level, (void)user_data;
  pthread_mutex_lock(&mutex);
  lines += target && text && *text;
  pthread_mutex_unlock(&mutex);
}

int32_t plugin_lines(void) {
  pthread_mutex_lock(&mutex);
  int32_t count = lines;
  pthread_mutex_unlock(&mutex);
  return count;
}

int32_t plugin_saves(void) {
  pthread_mutex_lock(&mutex);
  int32_t count = saves;
  pthread_mutex_unlock(&mutex);
  return count;
}

static int32_t load(void *user_data, const char *key, kinpass_store_sink put, void *sink) {
  (void)user_data, (void)key;
  pthread_mutex_lock(&mutex);
  if (record) {
    put(sink, record, strlen(record));
  }
  pthread_mutex_unlock(&mutex);
  return 0;
}

static int32_t replace(const char *data, size_t size) {
  char *copy = data ? calloc(size + 1, 1) : NULL;
  if (data && !copy) {
    return 1;
  }
  if (data) {
    memcpy(copy, data, size);
  }
  pthread_mutex_lock(&mutex);
  free(record);
  record = copy;
  saves += data != NULL;
  pthread_mutex_unlock(&mutex);
  return 0;
}

static int32_t save(void *user_data, const char *key, const char *data, size_t size) {
  (void)user_data, (void)key;
  return replace(data, size);
}

static int32_t erase(void *user_data, const char *key) {
  (void)user_data, (void)key;
  return replace(NULL, 0);
}

const kinpass_store_functions *plugin_store(void) {
  static kinpass_store_functions functions;
  functions.struct_size = sizeof functions;
  functions.load = load;
  functions.save = save;
  functions.erase = erase;
  return &functions;
}
