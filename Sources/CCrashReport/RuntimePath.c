#include "CCrashReport.h"

#ifdef __linux__

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *wish_before;
static int wish_is_ours;

/// Swift's runtime looks for the program that prints its backtraces beside itself, before `main`. A
/// program that is linked whole knows where it is only from /proc, and where there is none, the runtime
/// ends the process. With a path for that program in SWIFT_BACKTRACE it does not look.
__attribute__((constructor(101))) static void name_backtracer(void) {
  Dl_info place;
  if (dladdr((void *)name_backtracer, &place)) return;
  const char *wish = getenv("SWIFT_BACKTRACE");
  char text[1024];
  static const char path[] = "swift-backtrace=/usr/bin/swift-backtrace";
  int length = wish && *wish ? snprintf(text, sizeof text, "%s,%s", path, wish)
                             : snprintf(text, sizeof text, "%s", path);
  if (length < 0 || (size_t)length >= sizeof text) return;
  wish_before = wish ? strdup(wish) : NULL;
  wish_is_ours = setenv("SWIFT_BACKTRACE", text, 1) == 0;
}

void crash_report_restore_environment(void) {
  if (!wish_is_ours) return;
  wish_is_ours = 0;
  if (wish_before) setenv("SWIFT_BACKTRACE", wish_before, 1);
  else unsetenv("SWIFT_BACKTRACE");
  free(wish_before);
}

#else

void crash_report_restore_environment(void) {}

#endif
