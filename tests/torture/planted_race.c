/* For the race detector to find: two threads have the library write to the same struct, with nothing in between. */
#include <kinpass.h>

#include <pthread.h>
#include <stddef.h>

static kinpass_config shared;

static void *init(void *unused) {
  for (int at = 0; at < 1000; at++) kinpass_config_init(&shared, sizeof shared);
  return unused;
}

int main(void) {
  pthread_t one, other;
  pthread_create(&one, NULL, init, NULL);
  pthread_create(&other, NULL, init, NULL);
  pthread_join(one, NULL);
  pthread_join(other, NULL);
  return 0;
}
