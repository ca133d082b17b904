/* Memory, threads and files over time, and whether they grow. */
#ifndef LEVELS_H
#define LEVELS_H

/* Takes a sample. */
void levels_sample(void);
/* Prints each level at the beginning and at the end, and says whether all stayed as they were. */
int levels_are_flat(void);

#endif
