/* Libraries that do not fit the wrapper, each in one way: it has to say so before it uses them. */
#include <stddef.h>
#include <stdint.h>

#define API __attribute__((visibility("default")))

API uint32_t kinpass_abi_version(void);
API const char *kinpass_version_string(void);

uint32_t kinpass_abi_version(void) {
#if defined(OTHER_ABI)
  return 99;
#else
  return 1;
#endif
}

const char *kinpass_version_string(void) { return "9.9.9"; }

#if defined(OTHER_LAYOUT)
API int32_t kinpass_config_init(void *config, size_t struct_size);

/* Knows a shorter struct. */
int32_t kinpass_config_init(void *config, size_t struct_size) {
  *(size_t *)config = struct_size - sizeof(void *);
  return 0;
}
#endif
