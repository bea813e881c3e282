// Measures one run of a program. It is a small process of its own because Linux counts the memory
// of the process that starts a program as the program's.
//
//   process-meter exit PROGRAM ARGUMENT...    until it has ended
//   process-meter frame PROGRAM ARGUMENT...   until its first picture is complete, then presses q
//
// Prints milliseconds, peak kilobytes and the number of bytes that the program wrote.

#ifdef __linux__
#define _GNU_SOURCE
#include <pty.h>
#else
#include <util.h>
#endif
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static int until_exit(char **arguments) {
  double start = now();
  pid_t child = fork();
  if (child == 0) {
    int null = open("/dev/null", O_RDWR);
    dup2(null, 0);
    dup2(null, 1);
    dup2(null, 2);
    execvp(arguments[0], arguments);
    _exit(127);
  }
  int status;
  struct rusage usage;
  if (child < 0 || wait4(child, &status, 0, &usage) != child) return 1;
  double end = now();
  if (!WIFEXITED(status) || WEXITSTATUS(status) == 127) return 1;
#ifdef __APPLE__
  usage.ru_maxrss /= 1024;
#endif
  printf("%f %ld 0\n", end - start, usage.ru_maxrss);
  return 0;
}

// The most memory a running process has had, or 0 where the system does not tell.
static long peak_kilobytes(pid_t process) {
  char path[64], line[256];
  snprintf(path, sizeof path, "/proc/%d/status", (int)process);
  FILE *file = fopen(path, "r");
  long peak = 0;
  while (file && fgets(line, sizeof line, file)) sscanf(line, "VmHWM: %ld", &peak);
  if (file) fclose(file);
  return peak;
}

// Reads until nothing has come for `quiet` milliseconds, or ten times as long while there is less
// than `enough`. Leaves the time of the last byte in `last`.
static long drain(int terminal, int quiet, long enough, double limit, double *last) {
  char buffer[65536];
  long total = 0;
  while (now() < limit) {
    struct pollfd poll_terminal = {.fd = terminal, .events = POLLIN};
    if (poll(&poll_terminal, 1, total < enough ? 10 * quiet : quiet) == 0) break;
    ssize_t count = read(terminal, buffer, sizeof buffer);
    if (count <= 0) break;
    total += count;
    *last = now();
  }
  return total;
}

static int until_frame(char **arguments) {
  struct winsize size = {.ws_row = 24, .ws_col = 80};
  int terminal;
  double start = now(), last = start;
  pid_t child = forkpty(&terminal, NULL, NULL, &size);
  if (child == 0) {
    setenv("TERM", "xterm-256color", 1);
    execvp(arguments[0], arguments);
    _exit(127);
  }
  if (child < 0) return 1;
  long bytes = drain(terminal, 30, 1000, start + 3000, &last);
  long peak = peak_kilobytes(child);
  int status = 0;
  pid_t ended = 0;
  for (int attempt = 0; attempt < 20 && ended == 0; attempt++) {
    double ignored;
    if (write(terminal, "q", 1) != 1) break;
    drain(terminal, 20, 0, now() + 100, &ignored);
    ended = waitpid(child, &status, WNOHANG);
  }
  if (ended == 0) {
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 127) return 1;
  printf("%f %ld %ld\n", last - start, peak, bytes);
  return 0;
}

int main(int count, char **arguments) {
  if (count < 3) return 2;
  if (strcmp(arguments[1], "exit") == 0) return until_exit(arguments + 2);
  if (strcmp(arguments[1], "frame") == 0) return until_frame(arguments + 2);
  return 2;
}
