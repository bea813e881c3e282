#include "CCursesParts.h"

#include <stdlib.h>
#include <string.h>

#include <ncurses.h>
#include <term.h>

static const struct {
  const char *name, *entry;
} built_in[] = {
#include "Terminals.h"
};

static const char *built_in_entry(const char *name) {
  for (size_t i = 0; i < sizeof built_in / sizeof *built_in; i++) {
    if (strcmp(name, built_in[i].name) == 0) return built_in[i].entry;
  }
  return NULL;
}

/// TERMINFO as it was, while an entry of our own stands there.
static char *terminfo_before;
static bool terminfo_is_ours;

void forget_built_in_entry(void) {
  if (!terminfo_is_ours) return;
  if (terminfo_before) setenv("TERMINFO", terminfo_before, 1);
  else unsetenv("TERMINFO");
  free(terminfo_before);
  terminfo_before = NULL;
  terminfo_is_ours = false;
}

/// Takes the entry of the database or else, with ncurses 6.1 or later, the one in the program. For that
/// TERMINFO is the entry itself until `forget_built_in_entry`.
static bool knows(const char *name, int terminal, int *reason) {
  if (setupterm(name, terminal, reason) == OK) return true;
  bool prints_on_paper = *reason == 1;
  const char *entry = built_in_entry(name);
  if (prints_on_paper || !entry) return false;
  const char *before = getenv("TERMINFO");
  terminfo_before = before ? strdup(before) : NULL;
  terminfo_is_ours = true;
  setenv("TERMINFO", entry, 1);
  if (setupterm(name, terminal, reason) == OK) return true;
  forget_built_in_entry();
  return false;
}

enum ccurses_outcome find_terminal_entry(int terminal, const char **name) {
  *name = getenv("TERM");
  if (!*name || !**name || strcmp(*name, "dumb") == 0 || strcmp(*name, "unknown") == 0) {
    return CCURSES_PLAIN_TERMINAL;
  }
  enum ccurses_outcome found = CCURSES_STARTED;
  int reason = 0;
  if (!knows(*name, terminal, &reason)) {
    bool prints_on_paper = reason == 1;
    if (prints_on_paper) return CCURSES_PLAIN_TERMINAL;
    *name = "xterm-256color";
    if (!knows(*name, terminal, &reason)) return CCURSES_UNKNOWN_TERMINAL;
    found = CCURSES_STARTED_AS_XTERM;
  }
  const char *cup = tigetstr("cup"), *clear = tigetstr("clear");
  bool can_place_text = cup && cup != (const char *)-1 && clear && clear != (const char *)-1;
  speaks_ansi = can_place_text && strncmp(cup, "\033[", 2) == 0;
  del_curterm(cur_term);
  return can_place_text ? found : CCURSES_PLAIN_TERMINAL;
}
