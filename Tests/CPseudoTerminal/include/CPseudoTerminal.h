#pragma once

#include <stdbool.h>
#include <sys/types.h>
#include <termios.h>

/// Starts a program on a new terminal, with ordinary signals and no files but the first three.
///
/// `input` is its stdin, or -1 for the terminal. `ignores_hang_up` is what `nohup` does.
/// Returns the process, or -1; the other end of the terminal goes to `controller`.
pid_t pseudo_terminal_start(
  const char *path, char *const arguments[], char *const environment[], int rows, int columns,
  int input, bool ignores_hang_up, int *controller, struct termios *settings);

/// How many bytes wait for the program on the terminal; -1 where nobody can know.
int pseudo_terminal_unread(int controller);

/// The processor time that a process has taken, in seconds; negative where there is none.
double process_seconds(pid_t process);

void pseudo_terminal_resize(int controller, int rows, int columns);

/// Whether the settings of the terminal are those that it had at the start.
bool pseudo_terminal_settings_equal(int controller, const struct termios *settings);
