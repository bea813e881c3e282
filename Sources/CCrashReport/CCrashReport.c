#include "CCrashReport.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct {
  int number;
  const char *name, *meaning;
} crashes[] = {
  {SIGILL, "SIGILL", "the program has found a mistake in itself"},
  {SIGTRAP, "SIGTRAP", "the program has found a mistake in itself"},
  {SIGABRT, "SIGABRT", "the program has given up"},
  {SIGSEGV, "SIGSEGV", "memory that is not there, or a stack that is full"},
  {SIGBUS, "SIGBUS", "memory that is not there"},
  {SIGFPE, "SIGFPE", "an impossible division"},
};
static struct sigaction before[COUNT(crashes)];

static char program[128];
/// Two texts, of which one is whole at all times.
static struct {
  char text[12 * 1024];
  size_t length;
} notes[2];
static volatile sig_atomic_t current;
static void (*volatile restore_terminal)(void);

static void write_all(const char *text, size_t length) {
  while (length > 0) {
    ssize_t written = write(STDERR_FILENO, text, length);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    text += written;
    length -= (size_t)written;
  }
}

static void write_text(const char *text) { write_all(text, strlen(text)); }

static void write_report(size_t crash) {
  if (!program[0]) return;
  write_text("\n");
  write_text(program);
  write_text(" has crashed: ");
  write_text(crashes[crash].name);
  write_text(", ");
  write_text(crashes[crash].meaning);
  write_text("\n");
  write_all(notes[current].text, notes[current].length);
}

static void on_crash(int number, siginfo_t *info, void *context) {
  (void)context;
  static volatile sig_atomic_t is_reporting;
  if (!is_reporting) {
    is_reporting = 1;
    if (restore_terminal) restore_terminal();
    for (size_t i = 0; i < COUNT(crashes); i++) {
      if (crashes[i].number == number) write_report(i);
    }
  }
  for (size_t i = 0; i < COUNT(crashes); i++) sigaction(crashes[i].number, &before[i], NULL);
  // A fault happens again on return, now under the handler from before, which sees the place of the
  // crash. A signal that was sent does not, so it is sent again.
  if (info->si_code <= 0 || info->si_code == SI_USER || number == SIGABRT) raise(number);
}

/// Whether a crash goes on to who wanted to know of it first. Swift's backtrace asks questions on a
/// terminal, so it comes only to those who have asked for it.
static bool wants_others(void) {
  const char *wish = getenv("SWIFT_BACKTRACE");
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
  // A watch over memory has its own report, unless the wish is for none.
  if (!wish) return true;
#endif
#endif
  return wish && *wish;
}

void crash_report_start(void) {
  static bool has_started;
  if (has_started) return;
  has_started = true;
  // A full stack has no room for a handler.
  static char stack_memory[64 * 1024];
  stack_t stack;
  if (sigaltstack(NULL, &stack) == 0 && (stack.ss_flags & SS_DISABLE)) {
    stack = (stack_t){.ss_sp = stack_memory, .ss_size = sizeof stack_memory};
    sigaltstack(&stack, NULL);
  }
  struct sigaction action = {.sa_sigaction = on_crash, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  for (size_t i = 0; i < COUNT(crashes); i++) {
    sigaction(crashes[i].number, &action, &before[i]);
    if (!wants_others()) before[i] = (struct sigaction){.sa_handler = SIG_DFL};
  }
}

void crash_report_set_program(const char *name) {
  strncpy(program, name, sizeof program - 1);
}

void crash_report_set_lines(const char *text, size_t length) {
  int next = 1 - current;
  size_t room = sizeof notes[next].text;
  if (length > room) length = room;
  memcpy(notes[next].text, text, length);
  notes[next].length = length;
  current = next;
}

void crash_report_set_restore(void (*restore)(void)) { restore_terminal = restore; }
