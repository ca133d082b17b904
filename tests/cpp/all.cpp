// All tests in one translation unit: they are compiled by two compilers, for two standards, with and without
// exceptions, and the standard library's headers are most of that work.
#include "support/harness.hpp"
#include "support/sandbox.hpp"

#include "accounts.cpp"
#include "completions.cpp"
#include "coroutines.cpp"
#include "discordpp.cpp"
#include "exceptions.cpp"
#include "lifetimes.cpp"
#include "logs.cpp"
#include "operations.cpp"
#include "stores.cpp"
#include "values.cpp"

int main(int arguments, char **names) { return harness::run_all(arguments, names); }
