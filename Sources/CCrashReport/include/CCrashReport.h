#pragma once

// What is left of the program when it crashes: a terminal in order, and a report on stderr.

#include <stddef.h>

/// From now on a crash is reported before it ends the process as it would have anyway. Does nothing
/// when it is called again.
void crash_report_start(void);
/// Takes back what was said to Swift's runtime before the program began. Call it first.
void crash_report_restore_environment(void);
/// The first line of a report: what has crashed.
void crash_report_set_program(const char *name);
/// The lines below the first. They are copied, and cut where they are very long; a signal that comes
/// meanwhile finds the lines from before.
void crash_report_set_lines(const char *text, size_t length);
/// What puts the terminal in order before anything is written: safe in a signal handler.
void crash_report_set_restore(void (*restore)(void));
