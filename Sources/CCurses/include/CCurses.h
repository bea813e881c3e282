#pragma once

// The few things this program asks of ncurses, as plain functions: no macros, no WINDOW, no globals.
// The process has one screen; all functions are for the thread that started it.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// How starting went.
enum ccurses_outcome {
  CCURSES_STARTED,
  /// TERM was unknown here; the screen is driven as an xterm-256color.
  CCURSES_STARTED_AS_XTERM,
  /// There is no terminal to draw on.
  CCURSES_NO_TERMINAL,
  /// The terminal cannot place text: TERM is empty, "dumb", or has no `cup`.
  CCURSES_PLAIN_TERMINAL,
  /// Neither TERM nor xterm-256color is known here.
  CCURSES_UNKNOWN_TERMINAL,
  CCURSES_FAILED,
};

/// Attributes of text, as bits.
enum ccurses_attribute {
  CCURSES_BOLD = 1,
  CCURSES_DIM = 2,
  CCURSES_UNDERLINE = 4,
  CCURSES_REVERSE = 8,
};

/// What `ccurses_read` gives besides bytes (0 to 255); function key n is CCURSES_FUNCTION + n.
enum ccurses_input {
  CCURSES_TIMEOUT = -1,
  CCURSES_HANG_UP = -2,
  /// The watched descriptor is ready.
  CCURSES_WATCHED = -3,
  CCURSES_UNKNOWN_KEY = 0x1000,
  CCURSES_RESIZE,
  CCURSES_MOUSE,
  CCURSES_ENTER,
  CCURSES_BACKSPACE,
  CCURSES_DELETE,
  CCURSES_BACK_TAB,
  CCURSES_UP,
  CCURSES_DOWN,
  CCURSES_LEFT,
  CCURSES_RIGHT,
  CCURSES_HOME,
  CCURSES_END,
  CCURSES_PAGE_UP,
  CCURSES_PAGE_DOWN,
  CCURSES_FUNCTION = 0x2000,
};

/// A click (`wheel` is 0), or a turn of the wheel (-1 is up, 1 is down).
struct ccurses_mouse {
  int row;
  int column;
  int wheel;
};

/// Takes the character encoding from the environment; says whether it is UTF-8.
bool ccurses_locale_is_utf8(void);

/// Says how many columns a character takes where no locale can; negative if it cannot be drawn.
void ccurses_set_columns(int (*columns)(uint32_t scalar));

/// The columns of a character in the locale; -1 if it cannot be drawn.
int ccurses_columns(uint32_t scalar);

/// Takes the terminal over. A started screen is given back by `ccurses_stop`, by `exit`, by the
/// signals INT, TERM, HUP and QUIT, and by a crash.
enum ccurses_outcome ccurses_start(bool with_colours, bool with_mouse);
/// Gives the terminal back as it was, and replays what was written to stderr meanwhile.
void ccurses_stop(void);
/// Takes the terminal over again after `ccurses_stop` and shows what was there.
void ccurses_resume(void);

/// The number of colours, 0 without; and whether dim text can be told from other text.
int ccurses_colours(void);
bool ccurses_has_dim(void);
/// Makes a pair of colours; -1 is the colour that the terminal has by itself.
void ccurses_define_pair(int pair, int foreground, int background);
/// The largest number that a pair can have.
int ccurses_last_pair(void);
void ccurses_capture_mouse(bool on);

void ccurses_size(int *rows, int *columns);
void ccurses_erase(void);
/// Puts `length` bytes of text down; what passes the right edge is cut.
void ccurses_put(
  int row, int column, const char *text, size_t length, unsigned attributes, int pair);
/// Sends what changed since the last time; the cursor rests at a place, or is hidden at row -1.
void ccurses_flush(int cursor_row, int cursor_column);
/// Sends the whole screen again.
void ccurses_redraw(void);

/// Waits for input: for ever if `milliseconds` is negative. Another descriptor is waited for
/// meanwhile, unless `watched` is negative; the terminal comes first.
int ccurses_read(long long milliseconds, int watched);
/// Makes `input` the next thing that is read.
void ccurses_unread(int input);
/// What the mouse did, after CCURSES_MOUSE; false if it was nothing of interest.
bool ccurses_read_mouse(struct ccurses_mouse *mouse);
/// How long to wait for what follows in an escape sequence: ESCDELAY, of which ncurses has waited
/// the most itself right after the escape character.
int ccurses_escape_delay(void);
/// Between these, the keys that end or stop the program are text.
void ccurses_begin_paste(void);
void ccurses_end_paste(void);
/// Milliseconds of a clock that only runs forward.
long long ccurses_milliseconds(void);
