/* The rival that a C programmer would write: libcurl's easy interface on a thread of its own, fed by a queue. */
#ifndef CURL_QUEUE_H
#define CURL_QUEUE_H

typedef struct curl_queue curl_queue;

/* `body` NULL means GET. `field` as for is_good_json. */
curl_queue *curl_queue_new(const char *url, const char *const *headers, const char *body, const char *field);
/* Hands the request to the thread and waits until its answer is back; 1 if it was the right one. */
int curl_queue_send(curl_queue *queue);
void curl_queue_free(curl_queue *queue);

#endif
