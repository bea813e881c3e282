#include "CArguments.h"

static int count;
static char *const *values;

// What runs before the program begins is given its arguments, by glibc and by dyld alike.
__attribute__((constructor)) static void keep(int argc, char **argv) {
  count = argc;
  values = argv;
}

int arguments_count(void) { return count; }

char *const *arguments_values(void) { return values; }
