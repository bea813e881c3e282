#include "CPseudoTerminal.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>
#ifdef __APPLE__
#include <libproc.h>
#include <mach/mach_time.h>
#include <util.h>
#else
#include <pty.h>
#include <utmp.h>
#endif

/// Only what may be called between fork and exec in a process with threads.
static void become(
  const char *path, char *const arguments[], char *const environment[], int terminal, int input,
  bool ignores_hang_up) {
  if (login_tty(terminal) < 0) _exit(126);
  if (input >= 0) dup2(input, STDIN_FILENO);
  for (int file = 3; file < 1024; file++) close(file);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = SIG_DFL;
  for (int number = 1; number < 32; number++) sigaction(number, &action, NULL);
  action.sa_handler = SIG_IGN;
  if (ignores_hang_up) sigaction(SIGHUP, &action, NULL);
  // Threads of a test runner block nearly all signals, and a child inherits that.
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  execve(path, arguments, environment);
  _exit(127);
}

pid_t pseudo_terminal_start(
  const char *path, char *const arguments[], char *const environment[], int rows, int columns,
  int input, bool ignores_hang_up, int *controller, struct termios *settings) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  int terminal;
  if (openpty(controller, &terminal, NULL, NULL, &size) < 0) return -1;
  fcntl(*controller, F_SETFD, FD_CLOEXEC);
  fcntl(*controller, F_SETFL, O_NONBLOCK);
  tcgetattr(terminal, settings);
  pid_t process = fork();
  if (process == 0) become(path, arguments, environment, terminal, input, ignores_hang_up);
  close(terminal);
  if (process < 0) close(*controller);
  return process;
}

int pseudo_terminal_unread(int controller) {
  char name[128];
  if (ptsname_r(controller, name, sizeof name) != 0) return -1;
  int terminal = open(name, O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  if (terminal < 0) return -1;
  int count = -1;
  if (ioctl(terminal, FIONREAD, &count) < 0) count = -1;
  close(terminal);
  return count;
}

double process_seconds(pid_t process) {
#ifdef __APPLE__
  struct rusage_info_v2 usage;
  if (proc_pid_rusage(process, RUSAGE_INFO_V2, (rusage_info_t *)&usage) != 0) return -1;
  mach_timebase_info_data_t base;
  mach_timebase_info(&base);
  return (double)(usage.ri_user_time + usage.ri_system_time) * base.numer / base.denom * 1e-9;
#else
  clockid_t clock;
  struct timespec time;
  if (clock_getcpuclockid(process, &clock) != 0 || clock_gettime(clock, &time) < 0) return -1;
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
#endif
}

void pseudo_terminal_resize(int controller, int rows, int columns) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  ioctl(controller, TIOCSWINSZ, &size);
}

bool pseudo_terminal_settings_equal(int controller, const struct termios *settings) {
  struct termios now;
  if (tcgetattr(controller, &now) < 0) return false;
  return now.c_iflag == settings->c_iflag && now.c_oflag == settings->c_oflag
    && now.c_cflag == settings->c_cflag && now.c_lflag == settings->c_lflag
    && memcmp(now.c_cc, settings->c_cc, sizeof now.c_cc) == 0;
}
