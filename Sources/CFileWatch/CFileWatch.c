#include "CFileWatch.h"

#include <fcntl.h>
#include <unistd.h>

#if defined(__linux__)

#include <sys/inotify.h>

int file_watch_start(void) { return inotify_init1(IN_NONBLOCK | IN_CLOEXEC); }

/// In a folder, renames count as well: editors write a new file and give it the name of the old one.
/// A file that is being written is of no interest until it is closed.
void file_watch_add(int watch, const char *path) {
  inotify_add_watch(
    watch, path,
    IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF
      | IN_MOVE_SELF);
}

void file_watch_drain(int watch) {
  char buffer[4096];
  while (read(watch, buffer, sizeof buffer) > 0) {}
}

#elif defined(__APPLE__)

#include <sys/event.h>

int file_watch_start(void) {
  int watch = kqueue();
  if (watch >= 0) fcntl(watch, F_SETFD, FD_CLOEXEC);
  return watch;
}

/// A folder reports renames, a file reports writes. The descriptor stays open as long as the process:
/// a file is added again only after it has changed.
void file_watch_add(int watch, const char *path) {
  int file = open(path, O_EVTONLY | O_CLOEXEC);
  if (file < 0) return;
  struct kevent change;
  EV_SET(
    &change, file, EVFILT_VNODE, EV_ADD | EV_ENABLE | EV_CLEAR,
    NOTE_WRITE | NOTE_EXTEND | NOTE_ATTRIB | NOTE_DELETE | NOTE_RENAME, 0, NULL);
  if (kevent(watch, &change, 1, NULL, 0, NULL) < 0) close(file);
}

void file_watch_drain(int watch) {
  struct kevent events[16];
  struct timespec at_once = {0, 0};
  while (kevent(watch, NULL, 0, events, 16, &at_once) > 0) {}
}

#else

int file_watch_start(void) { return -1; }
void file_watch_add(int watch, const char *path) { (void)watch, (void)path; }
void file_watch_drain(int watch) { (void)watch; }

#endif
