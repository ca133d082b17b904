#include <kinpass.h>

#if !defined(KINPASS_STATIC)
#  error "kinpass::kinpass_static has to define KINPASS_STATIC"
#endif

unsigned version_from_c(void);

unsigned version_from_c(void) { return kinpass_version(); }
