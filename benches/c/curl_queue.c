#include "curl_queue.h"

#include <curl/curl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "measure.h"
#include "rivals.h"

enum { ROOM = 64, ANSWER = 1 << 16 };

/* A ring of requests on their way there, and of answers on their way back. */
typedef struct {
  int items[ROOM];
  unsigned first, count;
  pthread_cond_t arrived;
} ring;

struct curl_queue {
  CURL *easy;
  struct curl_slist *headers;
  char *body;
  const char *field;
  char answer[ANSWER];
  size_t answer_size;
  pthread_mutex_t lock;
  ring requests, answers;
  pthread_t thread;
};

enum { END = -1, SEND = 0 };

static void push(curl_queue *queue, ring *to, int item) {
  pthread_mutex_lock(&queue->lock);
  require(to->count < ROOM, "room in the queue");
  to->items[(to->first + to->count++) % ROOM] = item;
  pthread_mutex_unlock(&queue->lock);
  pthread_cond_signal(&to->arrived);
}

static int pop(curl_queue *queue, ring *from) {
  pthread_mutex_lock(&queue->lock);
  while (from->count == 0) pthread_cond_wait(&from->arrived, &queue->lock);
  int item = from->items[from->first];
  from->first = (from->first + 1) % ROOM;
  from->count--;
  pthread_mutex_unlock(&queue->lock);
  return item;
}

static size_t on_body(char *data, size_t size, size_t count, void *user_data) {
  curl_queue *queue = user_data;
  size_t bytes = size * count;
  if (bytes > ANSWER - queue->answer_size) return 0;
  memcpy(queue->answer + queue->answer_size, data, bytes);
  queue->answer_size += bytes;
  return bytes;
}

static int perform(curl_queue *queue) {
  long status = 0;
  queue->answer_size = 0;
  if (curl_easy_perform(queue->easy) != CURLE_OK) return 0;
  curl_easy_getinfo(queue->easy, CURLINFO_RESPONSE_CODE, &status);
  return status == 200 && is_good_json((const uint8_t *)queue->answer, queue->answer_size, queue->field);
}

static void *run(void *argument) {
  curl_queue *queue = argument;
  while (pop(queue, &queue->requests) != END) push(queue, &queue->answers, perform(queue));
  return NULL;
}

curl_queue *curl_queue_new(const char *url, const char *const *headers, const char *body, const char *field) {
  curl_queue *queue = calloc(1, sizeof *queue);
  require(queue != NULL, "memory");
  queue->easy = curl_easy_init();
  queue->field = field;
  for (; *headers != NULL; headers++) queue->headers = curl_slist_append(queue->headers, *headers);
  curl_easy_setopt(queue->easy, CURLOPT_URL, url);
  curl_easy_setopt(queue->easy, CURLOPT_HTTPHEADER, queue->headers);
  curl_easy_setopt(queue->easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(queue->easy, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(queue->easy, CURLOPT_WRITEDATA, queue);
  if (body != NULL) {
    queue->body = strdup(body);
    curl_easy_setopt(queue->easy, CURLOPT_POSTFIELDS, queue->body);
  }
  pthread_mutex_init(&queue->lock, NULL);
  pthread_cond_init(&queue->requests.arrived, NULL);
  pthread_cond_init(&queue->answers.arrived, NULL);
  require(pthread_create(&queue->thread, NULL, run, queue) == 0, "a thread");
  return queue;
}

int curl_queue_send(curl_queue *queue) {
  push(queue, &queue->requests, SEND);
  return pop(queue, &queue->answers);
}

void curl_queue_free(curl_queue *queue) {
  push(queue, &queue->requests, END);
  pthread_join(queue->thread, NULL);
  curl_easy_cleanup(queue->easy);
  curl_slist_free_all(queue->headers);
  free(queue->body);
  free(queue);
}
