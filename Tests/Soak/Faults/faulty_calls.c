// Stands between a program and the system, and lets one of its calls fail: the file is loaded into
// the program with LD_PRELOAD. Every call that can change a file, or opens one, is counted and noted.
//
//   FAULT_ONLY    only calls about paths with this text in them, and about what was opened there
//   FAULT_LOG     the file in which the calls are noted, one on each line
//   FAULT_CALL    the number of the call that fails, counted from 1; 0 for none
//   FAULT_KIND    an error number; "short" writes a part; "kill" ends the process at the call;
//                 "full" is a disk on which from this call on nothing can be written or made

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { NONE, ERROR, SHORT, KILL, FULL };

static enum kind kind;
static int error_number;
static long fault_call, calls;
static int log_file = -1;
static const char *only;
static bool meant[1024];

__attribute__((constructor)) static void begin(void) {
  const char *text = getenv("FAULT_CALL");
  fault_call = text ? atol(text) : 0;
  text = getenv("FAULT_KIND");
  if (!text) return;
  if (strcmp(text, "short") == 0) kind = SHORT;
  else if (strcmp(text, "kill") == 0) kind = KILL;
  else if (strcmp(text, "full") == 0) kind = FULL;
  else {
    kind = ERROR;
    error_number = atoi(text);
  }
  only = getenv("FAULT_ONLY");
  text = getenv("FAULT_LOG");
  if (!text) return;
  int opened = (int)syscall(SYS_openat, AT_FDCWD, text, O_WRONLY | O_CREAT | O_APPEND, 0600);
  // Far from the numbers that the program may expect.
  log_file = fcntl(opened, F_DUPFD_CLOEXEC, 500);
  syscall(SYS_close, opened);
}

static bool is_meant(const char *path) { return !only || strstr(path, only); }

static bool is_meant_file(int file) {
  return !only || (file >= 0 && file < (int)sizeof meant && meant[file]);
}

/// Notes which file it is that was opened.
static int opened(int file, const char *path) {
  if (file >= 0 && file < (int)sizeof meant) meant[file] = is_meant(path);
  return file;
}

/// Counts a call; returns how it fails. `makes` where it needs room on the disk.
static enum kind count(const char *name, const char *what, bool is_meant, bool makes) {
  if (!is_meant) return NONE;
  calls++;
  bool fails = kind != NONE && fault_call > 0
    && (kind == FULL ? calls >= fault_call && makes : calls == fault_call);
  if (log_file >= 0) {
    char line[512];
    int length =
      snprintf(line, sizeof line, "%ld %s %s%s\n", calls, name, what, fails ? " FAULT" : "");
    syscall(SYS_write, log_file, line, length < (int)sizeof line ? length : (int)sizeof line - 1);
  }
  if (!fails) return NONE;
  if (kind == KILL) syscall(SYS_kill, getpid(), SIGKILL);
  errno = kind == FULL ? ENOSPC : error_number;
  return kind == FULL ? ERROR : kind;
}

static const char *number(int file) {
  static char text[16];
  snprintf(text, sizeof text, "%d", file);
  return text;
}

#define REAL(name) \
  static __typeof__(name) *real; \
  if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    REAL(name); \
    va_list list; \
    va_start(list, flags); \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(list, mode_t) : 0; \
    va_end(list); \
    if (count(#name, path, is_meant(path), flags & O_CREAT) == ERROR) return -1; \
    return opened(real(path, flags, mode), path); \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(name) \
  int name(int folder, const char *path, int flags, ...) { \
    REAL(name); \
    va_list list; \
    va_start(list, flags); \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(list, mode_t) : 0; \
    va_end(list); \
    if (count(#name, path, is_meant(path), flags & O_CREAT) == ERROR) return -1; \
    return opened(real(folder, path, flags, mode), path); \
  }
OPENAT(openat)
OPENAT(openat64)

ssize_t write(int file, const void *bytes, size_t length) {
  REAL(write);
  // Messages are how a fault is told of.
  if (file == STDERR_FILENO) return real(file, bytes, length);
  switch (count("write", number(file), is_meant_file(file), true)) {
  case ERROR: return -1;
  case SHORT: return real(file, bytes, length > 1 ? length / 2 : length);
  default: return real(file, bytes, length);
  }
}

ssize_t pwrite(int file, const void *bytes, size_t length, off_t place) {
  REAL(pwrite);
  switch (count("pwrite", number(file), is_meant_file(file), true)) {
  case ERROR: return -1;
  case SHORT: return real(file, bytes, length > 1 ? length / 2 : length, place);
  default: return real(file, bytes, length, place);
  }
}

ssize_t writev(int file, const struct iovec *parts, int length) {
  REAL(writev);
  if (count("writev", number(file), is_meant_file(file), true) == ERROR) return -1;
  return real(file, parts, length);
}

/// The file is closed even where closing fails, as on Linux.
int close(int file) {
  REAL(close);
  if (file == log_file) return 0;
  bool fails = count("close", number(file), is_meant_file(file), false) == ERROR;
  int code = errno;
  int result = real(file);
  if (fails) errno = code;
  return fails ? -1 : result;
}

#define CALL(name, parameters, arguments, what, is_meant, makes) \
  int name parameters { \
    REAL(name); \
    return count(#name, what, is_meant, makes) == ERROR ? -1 : real arguments; \
  }
CALL(fsync, (int file), (file), number(file), is_meant_file(file), true)
CALL(fdatasync, (int file), (file), number(file), is_meant_file(file), true)
CALL(ftruncate, (int file, off_t length), (file, length), number(file), is_meant_file(file), false)
CALL(rename, (const char *from, const char *to), (from, to), to, is_meant(to) || is_meant(from), false)
CALL(renameat, (int a, const char *from, int b, const char *to), (a, from, b, to), to, is_meant(to) || is_meant(from), false)
CALL(renameat2, (int a, const char *from, int b, const char *to, unsigned flags),
  (a, from, b, to, flags), to, is_meant(to) || is_meant(from), false)
CALL(link, (const char *from, const char *to), (from, to), to, is_meant(to) || is_meant(from), true)
CALL(linkat, (int a, const char *from, int b, const char *to, int flags),
  (a, from, b, to, flags), to, is_meant(to) || is_meant(from), true)
CALL(symlink, (const char *from, const char *to), (from, to), to, is_meant(to) || is_meant(from), true)
CALL(mkdir, (const char *path, mode_t mode), (path, mode), path, is_meant(path), true)
CALL(mkdirat, (int a, const char *path, mode_t mode), (a, path, mode), path, is_meant(path), true)
CALL(unlink, (const char *path), (path), path, is_meant(path), false)
CALL(unlinkat, (int a, const char *path, int flags), (a, path, flags), path, is_meant(path), false)
CALL(rmdir, (const char *path), (path), path, is_meant(path), false)
CALL(chmod, (const char *path, mode_t mode), (path, mode), path, is_meant(path), false)
CALL(fchmod, (int file, mode_t mode), (file, mode), number(file), is_meant_file(file), false)
