#if !__has_include(<ncurses.h>)
#error "ncurses is missing: sudo apt install libncurses-dev, or sudo dnf install ncurses-devel"
#endif

#include "CCrashReport.h"
#include "CCursesParts.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/select.h>
#include <sys/time.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include <ncurses.h>
#include <term.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char paste_on[] = "\033[?2004h";
static const char paste_off[] = "\033[?2004l";
bool speaks_ansi;
static const char mouse_off[] = "\033[?1006l\033[?1000l";

static const int ending_signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

static volatile sig_atomic_t running;
static enum ccurses_outcome outcome = CCURSES_FAILED;
static bool wants_mouse;

static int terminal = -1;
static struct termios termios_before;
/// While input is waited for, no key is a signal for the system: in a paste it is text. While the
/// program computes for long, nobody reads keys, and they are signals again.
static struct termios termios_reading, termios_computing;
static volatile sig_atomic_t keys_are_signals;
enum { milliseconds_before_keys_are_signals = 100 };
/// A pad takes the keys, because reading from a window would also draw it.
static WINDOW *keyboard;

static int signal_pipe[2] = {-1, -1};
static struct sigaction ending_before[COUNT(ending_signals)];
static struct sigaction stop_before, stop_of_ncurses;
static struct sigaction resize_before, resize_of_ncurses;
static struct sigaction alarm_before;

static char reset_text[512];
static size_t reset_length;
static int stderr_before = -1, stderr_captured = -1;

// MARK: What is safe in a signal handler

static void write_all(int file, const char *text, size_t length) {
  while (length > 0) {
    ssize_t written = write(file, text, length);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    text += written;
    length -= (size_t)written;
  }
}

static void mark_pastes(bool on) {
  if (!speaks_ansi) return;
  write_all(terminal, on ? paste_on : paste_off, sizeof paste_on - 1);
}

static void replay_stderr(void) {
  if (stderr_before < 0) return;
  dup2(stderr_before, STDERR_FILENO);
  close(stderr_before);
  stderr_before = -1;
  char buffer[4096];
  ssize_t count;
  lseek(stderr_captured, 0, SEEK_SET);
  while ((count = read(stderr_captured, buffer, sizeof buffer)) > 0) {
    write_all(STDERR_FILENO, buffer, (size_t)count);
  }
  close(stderr_captured);
  stderr_captured = -1;
}

/// Restores the terminal without ncurses, which may be in the middle of anything.
static void restore_in_emergency(void) {
  if (!running) return;
  running = 0;
  write_all(terminal, reset_text, reset_length);
  if (wants_mouse) write_all(terminal, mouse_off, sizeof mouse_off - 1);
  tcsetattr(terminal, TCSANOW, &termios_before);
  replay_stderr();
}

/// Ends the process the way `number` would have ended it.
static _Noreturn void end_by(int number) {
  struct sigaction by_default = {.sa_handler = SIG_DFL};
  sigaction(number, &by_default, NULL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  raise(number);
  _exit(128 + number);
}

/// The first signal waits for the next read, where the screen can be left in order; a second one
/// means that nobody reads.
static void on_ending_signal(int number) {
  static volatile sig_atomic_t asked_before;
  if (asked_before) {
    restore_in_emergency();
    end_by(number);
  }
  asked_before = 1;
  int saved = errno;
  char byte = (char)number;
  write_all(signal_pipe[1], &byte, 1);
  errno = saved;
}

/// ncurses stops and continues the screen; it only does not know about bracketed paste.
static void on_stop(int number) {
  int saved = errno;
  mark_pastes(false);
  stop_of_ncurses.sa_handler(number);
  mark_pastes(true);
  errno = saved;
}

static void on_alarm(int number) {
  (void)number;
  int saved = errno;
  if (running && tcsetattr(terminal, TCSANOW, &termios_computing) == 0) keys_are_signals = 1;
  errno = saved;
}

// MARK: Entering and leaving

static void close_on_exec(int file) { fcntl(file, F_SETFD, FD_CLOEXEC); }

static bool make_signal_pipe(void) {
  if (signal_pipe[0] >= 0) return true;
  if (pipe(signal_pipe) < 0) return false;
  for (int i = 0; i < 2; i++) {
    close_on_exec(signal_pipe[i]);
    fcntl(signal_pipe[i], F_SETFL, O_NONBLOCK);
  }
  return true;
}

static void catch_ending_signals(void) {
  struct sigaction action = {.sa_handler = on_ending_signal, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  for (size_t i = 0; i < COUNT(ending_signals); i++) {
    sigaction(ending_signals[i], NULL, &ending_before[i]);
    // nohup and background jobs ignore some of these, and it stays so.
    if (ending_before[i].sa_handler != SIG_IGN) sigaction(ending_signals[i], &action, NULL);
  }
}

/// While the screen is on, SIGTSTP and SIGWINCH arrive only where input is waited for: never in the
/// middle of drawing, and never in the gap between looking for input and waiting for it.
static void block_stop_and_resize(int how) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTSTP);
  sigaddset(&signals, SIGWINCH);
  sigprocmask(how, &signals, NULL);
}

/// What a library writes to stderr would end up between the cells, so it waits in a nameless file.
static void capture_stderr(void) {
  if (!isatty(STDERR_FILENO)) return;
#ifdef __linux__
  stderr_captured = memfd_create("stderr", MFD_CLOEXEC);
#else
  FILE *file = tmpfile();
  if (!file) return;
  stderr_captured = dup(fileno(file));
  fclose(file);
#endif
  if (stderr_captured < 0) return;
  close_on_exec(stderr_captured);
  stderr_before = dup(STDERR_FILENO);
  close_on_exec(stderr_before);
  dup2(stderr_captured, STDERR_FILENO);
}

static int append_to_reset(int character) {
  if (reset_length < sizeof reset_text) reset_text[reset_length++] = (char)character;
  return character;
}

static void append_capability(const char *name) {
  const char *text = tigetstr(name);
  if (text && text != (const char *)-1) tputs(text, 1, append_to_reset);
}

static void build_reset_text(void) {
  reset_length = 0;
  if (speaks_ansi) tputs(paste_off, 1, append_to_reset);
  append_capability("sgr0");
  if (ccurses_colours() > 0) append_capability("op");
  append_capability("rmkx");
  append_capability("cnorm");
  append_capability("rmcup");
}

static void set_alarm(int milliseconds) {
  static int set;
  if (set == milliseconds) return;
  set = milliseconds;
  struct itimerval time = {.it_value = {.tv_usec = milliseconds * 1000}};
  setitimer(ITIMER_REAL, &time, NULL);
}

/// Keys are read from now on.
static void begin_reading(void) {
  set_alarm(0);
  if (!keys_are_signals) return;
  keys_are_signals = 0;
  tcsetattr(terminal, TCSANOW, &termios_reading);
}

static void enter(void) {
  catch_ending_signals();
  tcgetattr(terminal, &termios_reading);
  termios_computing = termios_reading;
  termios_computing.c_lflag |= termios_before.c_lflag & ISIG;
  struct sigaction on_time = {.sa_handler = on_alarm, .sa_flags = SA_RESTART};
  sigemptyset(&on_time.sa_mask);
  sigaction(SIGALRM, &on_time, &alarm_before);
  struct sigaction stop = {.sa_handler = on_stop, .sa_flags = SA_RESTART};
  sigemptyset(&stop.sa_mask);
  sigaction(SIGTSTP, NULL, &stop_before);
  if (stop_of_ncurses.sa_handler) sigaction(SIGTSTP, &stop, NULL);
  sigaction(SIGWINCH, &resize_of_ncurses, &resize_before);
  block_stop_and_resize(SIG_BLOCK);
  running = 1;
  mark_pastes(true);
  ccurses_capture_mouse(wants_mouse);
  capture_stderr();
  crash_report_set_restore(restore_in_emergency);
  crash_report_start();
}

static void leave(void) {
  if (!running) return;
  bool mouse = wants_mouse;
  ccurses_capture_mouse(false);
  wants_mouse = mouse;
  mark_pastes(false);
  // Where the screen is not put back, the shell goes on in its last line.
  move(LINES - 1, 0);
  clrtoeol();
  refresh();
  set_alarm(0);
  endwin();
  tcsetattr(terminal, TCSADRAIN, &termios_before);
  running = 0;
  keys_are_signals = 0;
  sigaction(SIGALRM, &alarm_before, NULL);
  for (size_t i = 0; i < COUNT(ending_signals); i++) {
    sigaction(ending_signals[i], &ending_before[i], NULL);
  }
  sigaction(SIGTSTP, &stop_before, NULL);
  // Its handler would interrupt whoever reads from the terminal meanwhile.
  sigaction(SIGWINCH, &resize_before, NULL);
  block_stop_and_resize(SIG_UNBLOCK);
  replay_stderr();
}

static void end_if_asked(void) {
  char number;
  if (signal_pipe[0] < 0 || read(signal_pipe[0], &number, 1) != 1) return;
  leave();
  end_by(number);
}

enum ccurses_outcome ccurses_start(bool with_colours, bool with_mouse) {
  wants_mouse = with_mouse;
  if (keyboard) {
    ccurses_resume();
    return outcome;
  }

  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  take_locale();
  fflush(stdout);

  FILE *input = stdin, *output = stdout;
  if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
    int file = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (file < 0) return CCURSES_NO_TERMINAL;
    input = output = fdopen(file, "r+");
  }
  terminal = fileno(output);
  if (tcgetattr(terminal, &termios_before) < 0) return CCURSES_NO_TERMINAL;

  const char *name;
  outcome = find_terminal_entry(terminal, &name);
  if (outcome != CCURSES_STARTED && outcome != CCURSES_STARTED_AS_XTERM) {
    forget_built_in_entry();
    return outcome;
  }

  if (!make_signal_pipe()) {
    forget_built_in_entry();
    return CCURSES_FAILED;
  }
  // ncurses leaves alone what is caught when it starts, so these come before it.
  catch_ending_signals();
  if (!getenv("ESCDELAY")) set_escdelay(25);
  use_tioctl(TRUE);
  sigaction(SIGTSTP, NULL, &stop_before);
  sigaction(SIGWINCH, NULL, &resize_before);
  bool has_started = newterm(name, output, input) != NULL;
  forget_built_in_entry();
  if (!has_started) {
    for (size_t i = 0; i < COUNT(ending_signals); i++) {
      sigaction(ending_signals[i], &ending_before[i], NULL);
    }
    return CCURSES_FAILED;
  }
  struct sigaction stop_now;
  sigaction(SIGTSTP, &stop_before, &stop_now);
  if (stop_now.sa_handler != SIG_DFL && stop_now.sa_handler != SIG_IGN) stop_of_ncurses = stop_now;
  sigaction(SIGWINCH, &resize_before, &resize_of_ncurses);
  for (size_t i = 0; i < COUNT(ending_signals); i++) {
    sigaction(ending_signals[i], &ending_before[i], NULL);
  }

  take_locale_for_screen();
  raw();
  noecho();
  nonl();
  keyboard = newpad(1, 1);
  if (!keyboard) {
    endwin();
    return CCURSES_FAILED;
  }
  keypad(keyboard, TRUE);
  nodelay(keyboard, TRUE);
  mouseinterval(0);
  // Otherwise a key that comes while a frame is being sent would leave half of it unsent.
  typeahead(-1);
  // Without a colour in use, not even the sequence for the default colours is sent.
  if (with_colours && has_colors()) {
    start_color();
    use_default_colors();
  }
  build_reset_text();
  enter();
  atexit(leave);
  return outcome;
}

void ccurses_stop(void) {
  leave();
  end_if_asked();
}

void ccurses_resume(void) {
  if (running || !keyboard) return;
  reset_prog_mode();
  enter();
  struct winsize now;
  if (ioctl(terminal, TIOCGWINSZ, &now) == 0 && is_term_resized(now.ws_row, now.ws_col)) {
    // This also leaves a KEY_RESIZE to be read.
    resizeterm(now.ws_row, now.ws_col);
  }
  ccurses_redraw();
}

// MARK: Drawing

int ccurses_colours(void) { return COLORS > 0 ? COLORS : 0; }

/// Some terminals show no dim text in colour; the Linux console is one.
bool ccurses_has_dim(void) {
  enum { dim_in_no_color_video = 16 };
  int spoiled = ccurses_colours() > 0 ? tigetnum("ncv") : 0;
  return (termattrs() & A_DIM) && !(spoiled > 0 && (spoiled & dim_in_no_color_video));
}

void ccurses_define_pair(int pair, int foreground, int background) {
  init_pair((short)pair, (short)foreground, (short)background);
}

int ccurses_last_pair(void) { return COLOR_PAIRS - 1; }

void ccurses_capture_mouse(bool on) {
  wants_mouse = on;
  mmask_t mask = BUTTON1_PRESSED | BUTTON4_PRESSED;
#ifdef BUTTON5_PRESSED
  mask |= BUTTON5_PRESSED;
#endif
  mousemask(on ? mask : 0, NULL);
}

void ccurses_size(int *rows, int *columns_) {
  *rows = getmaxy(stdscr);
  *columns_ = getmaxx(stdscr);
}

void ccurses_erase(void) { werase(stdscr); }

void ccurses_put(
  int row, int column, const char *text, size_t length, unsigned attributes, int pair) {
  attr_t attrs = 0;
  if (attributes & CCURSES_BOLD) attrs |= A_BOLD;
  if (attributes & CCURSES_DIM) attrs |= A_DIM;
  if (attributes & CCURSES_UNDERLINE) attrs |= A_UNDERLINE;
  if (attributes & CCURSES_REVERSE) attrs |= A_REVERSE;
  wattr_set(stdscr, attrs, (short)pair, NULL);
  mvwaddnstr(stdscr, row, column, text, (int)length);
}

void ccurses_flush(int cursor_row, int cursor_column) {
  if (cursor_row >= 0) wmove(stdscr, cursor_row, cursor_column);
  wnoutrefresh(stdscr);
  curs_set(cursor_row >= 0 ? 1 : 0);
  doupdate();
}

void ccurses_redraw(void) {
  clearok(curscr, TRUE);
  doupdate();
}

// MARK: Input

long long ccurses_milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/// Names that ncurses knows only as text: arrows and their neighbours with a modifier.
static int extended_key(int code) {
  static const struct {
    const char *name;
    int key;
  } keys[] = {
    {"kUP", CCURSES_UP},        {"kDN", CCURSES_DOWN},     {"kLFT", CCURSES_LEFT},
    {"kRIT", CCURSES_RIGHT},    {"kHOM", CCURSES_HOME},    {"kEND", CCURSES_END},
    {"kPRV", CCURSES_PAGE_UP},  {"kNXT", CCURSES_PAGE_DOWN}, {"kDC", CCURSES_DELETE},
  };
  const char *name = keyname(code);
  for (size_t i = 0; name && i < COUNT(keys); i++) {
    if (strncmp(name, keys[i].name, strlen(keys[i].name)) == 0) return keys[i].key;
  }
  return CCURSES_UNKNOWN_KEY;
}

static int plain_name(int code) {
  if (code <= 0xFF) return code;
  if (code >= KEY_F(1) && code <= KEY_F(63)) return CCURSES_FUNCTION + (code - KEY_F(0));
  switch (code) {
    case KEY_RESIZE: return CCURSES_RESIZE;
    case KEY_MOUSE: return CCURSES_MOUSE;
    case KEY_ENTER: return CCURSES_ENTER;
    case KEY_BACKSPACE: return CCURSES_BACKSPACE;
    case KEY_DC: case KEY_SDC: return CCURSES_DELETE;
    case KEY_BTAB: return CCURSES_BACK_TAB;
    case KEY_UP: case KEY_SR: return CCURSES_UP;
    case KEY_DOWN: case KEY_SF: return CCURSES_DOWN;
    case KEY_LEFT: case KEY_SLEFT: return CCURSES_LEFT;
    case KEY_RIGHT: case KEY_SRIGHT: return CCURSES_RIGHT;
    case KEY_HOME: case KEY_SHOME: case KEY_A1: case KEY_FIND: return CCURSES_HOME;
    case KEY_END: case KEY_SEND: case KEY_C1: case KEY_SELECT: return CCURSES_END;
    case KEY_PPAGE: case KEY_SPREVIOUS: case KEY_A3: return CCURSES_PAGE_UP;
    case KEY_NPAGE: case KEY_SNEXT: case KEY_C3: return CCURSES_PAGE_DOWN;
    default: return extended_key(code);
  }
}

enum wait_result {
  TIME_IS_OVER, TERMINAL_IS_READY, SIGNAL_CAME, WATCHED_IS_READY, TERMINAL_IS_BROKEN
};

/// Waits for the terminal, a signal, another descriptor unless it is negative, or the end of the
/// time; for ever if that is negative.
///
/// `pselect` lets the blocked signals in, and works for /dev/tty on macOS, where `poll` does not.
static enum wait_result wait_for_input(long long milliseconds, int watched) {
  struct timespec time = {
    .tv_sec = (time_t)(milliseconds / 1000), .tv_nsec = (long)(milliseconds % 1000) * 1000000};
  sigset_t none;
  sigemptyset(&none);
  fd_set files;
  FD_ZERO(&files);
  FD_SET(terminal, &files);
  FD_SET(signal_pipe[0], &files);
  int last = terminal > signal_pipe[0] ? terminal : signal_pipe[0];
  if (watched >= FD_SETSIZE) watched = -1;
  if (watched >= 0) FD_SET(watched, &files);
  if (watched > last) last = watched;
  int count = pselect(last + 1, &files, NULL, NULL, milliseconds < 0 ? NULL : &time, &none);
  if (count < 0) return errno == EINTR ? SIGNAL_CAME : TERMINAL_IS_BROKEN;
  if (count == 0) return TIME_IS_OVER;
  if (FD_ISSET(terminal, &files)) return TERMINAL_IS_READY;
  return watched >= 0 && FD_ISSET(watched, &files) ? WATCHED_IS_READY : SIGNAL_CAME;
}

/// A terminal that is ready although there is nothing to read has been closed.
static bool has_hung_up(void) {
  int waiting = 0;
  return ioctl(terminal, FIONREAD, &waiting) < 0 || waiting == 0;
}

/// The signal that a key sends where the terminal is as it was before; 0 for most keys.
static int signal_of_key(int key) {
  static const struct {
    int place, number;
  } keys[] = {{VINTR, SIGINT}, {VQUIT, SIGQUIT}, {VSUSP, SIGTSTP}};
  if (!(termios_before.c_lflag & ISIG) || key > 0xFF) return 0;
  for (size_t i = 0; i < COUNT(keys); i++) {
    cc_t own = termios_before.c_cc[keys[i].place];
    if (own != (cc_t)_POSIX_VDISABLE && own == key) return keys[i].number;
  }
  return 0;
}

static bool pasting;

void ccurses_begin_paste(void) { pasting = true; }
void ccurses_end_paste(void) { pasting = false; }

/// When ncurses began to wait for what follows an escape character, if that was read last.
static long long escape_began = -1;

static int put_back = CCURSES_TIMEOUT;

void ccurses_unread(int input) { put_back = input; }

static int read_input(long long milliseconds, int watched) {
  long long deadline = ccurses_milliseconds() + milliseconds;
  enum wait_result waited = TIME_IS_OVER;
  for (;;) {
    end_if_asked();
    long long began = ccurses_milliseconds();
    int code = wgetch(keyboard);
    if (code != ERR) {
      int number = pasting ? 0 : signal_of_key(code);
      if (number) {
        // As the system does it: to all programs that the terminal belongs to.
        kill(0, number);
        waited = SIGNAL_CAME;
        continue;
      }
      escape_began = code == '\033' ? began : -1;
      return plain_name(code);
    }
    if (waited == TERMINAL_IS_READY && has_hung_up()) return CCURSES_HANG_UP;
    long long remaining = milliseconds < 0 ? -1 : deadline - ccurses_milliseconds();
    if (milliseconds >= 0 && remaining < 0) remaining = 0;
    waited = wait_for_input(remaining, watched);
    if (waited == TIME_IS_OVER) return CCURSES_TIMEOUT;
    if (waited == WATCHED_IS_READY) return CCURSES_WATCHED;
    if (waited == TERMINAL_IS_BROKEN) return CCURSES_HANG_UP;
  }
}

int ccurses_read(long long milliseconds, int watched) {
  if (!running) return CCURSES_HANG_UP;
  if (put_back != CCURSES_TIMEOUT) {
    int input = put_back;
    put_back = CCURSES_TIMEOUT;
    return input;
  }
  begin_reading();
  int input = read_input(milliseconds, watched);
  if (running && !pasting) set_alarm(milliseconds_before_keys_are_signals);
  return input;
}

bool ccurses_read_mouse(struct ccurses_mouse *mouse) {
  MEVENT event;
  if (getmouse(&event) != OK) return false;
  mouse->row = event.y;
  mouse->column = event.x;
  mouse->wheel = 0;
  if (event.bstate & BUTTON4_PRESSED) mouse->wheel = -1;
#ifdef BUTTON5_PRESSED
  if (event.bstate & BUTTON5_PRESSED) mouse->wheel = 1;
#endif
  return mouse->wheel != 0 || (event.bstate & BUTTON1_PRESSED) != 0;
}

int ccurses_escape_delay(void) {
  if (escape_began < 0) return get_escdelay();
  long long rest = get_escdelay() - (ccurses_milliseconds() - escape_began);
  return rest > 0 ? (int)rest : 0;
}
