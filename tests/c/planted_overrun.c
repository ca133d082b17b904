/* Writes behind a block on purpose: a checker that does not say so is not switched on. */
#include <stdlib.h>

int main(int count, char **args) {
  volatile char *block = (char *)malloc(8);
  (void)args;
  if (block != NULL) block[7 + count] = 1;
  free((void *)block);
  return 0;
}
