#pragma once

// What the files of this target know of each other.

#include "CCurses.h"

/// Terminals that speak ANSI understand some sequences that others would print.
extern bool speaks_ansi;

/// Finds the entry for TERM; `*name` is what to start ncurses as. Until `forget_built_in_entry` ncurses
/// finds the same one.
enum ccurses_outcome find_terminal_entry(int terminal, const char **name);

/// Gives TERMINFO back to those who are started from here.
void forget_built_in_entry(void);

/// Takes the characters that the environment asks for.
void take_locale(void);

/// The same for the screen that has just been started.
void take_locale_for_screen(void);
