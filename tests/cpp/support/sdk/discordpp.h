// In the place of the Social SDK's own header, for code that includes it.
#include "../fake_discordpp.hpp"
