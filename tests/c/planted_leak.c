/* Loses memory on purpose: a checker that does not say so is not switched on. */
#include <stdlib.h>

static void lose(void) {
  volatile char *lost = (char *)malloc(64);
  if (lost != NULL) lost[0] = 1;
}

int main(void) {
  int round;
  for (round = 0; round < 100; round++) lose();
  return 0;
}
