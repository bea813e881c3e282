#include "CCursesParts.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <wchar.h>

#include <ncurses.h>

static bool is_utf8(const char *codeset) {
  return strcasecmp(codeset, "UTF-8") == 0 || strcasecmp(codeset, "utf8") == 0;
}

/// Whether the environment asks for UTF-8 by a name such as `de_DE.UTF-8`, installed or not.
static bool names_utf8(void) {
  static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
  for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
    const char *name = getenv(variables[i]);
    if (!name || !*name) continue;
    const char *dot = strchr(name, '.');
    char codeset[16] = "";
    if (dot) strncpy(codeset, dot + 1, sizeof codeset - 1);
    codeset[strcspn(codeset, "@")] = 0;
    return is_utf8(codeset);
  }
  return false;
}

static int (*columns_without_locale)(uint32_t);

#ifdef CCURSES_WITHOUT_LOCALES

// A program that is linked whole cannot rely on the C library for characters: it takes them from
// files of locales, which need not be there. These stand in place of the library's functions, and
// know UTF-8 and ASCII.

static bool writes_utf8;

void take_locale(void) { writes_utf8 = names_utf8(); }

void take_locale_for_screen(void) {
  // Without a locale ncurses takes bytes for characters of ISO 8859-1.
  use_legacy_coding(0);
}

bool ccurses_locale_is_utf8(void) {
  take_locale();
  return writes_utf8;
}

int wcwidth(wchar_t character) {
  if (character == 0) return 0;
  if (character < 0x80) return character >= 0x20 && character != 0x7F ? 1 : -1;
  return writes_utf8 && columns_without_locale ? columns_without_locale((uint32_t)character) : -1;
}

wint_t btowc(int byte) { return byte >= 0 && byte < 0x80 ? (wint_t)byte : WEOF; }

int wctob(wint_t character) { return character < 0x80 ? (int)character : EOF; }

size_t wcrtomb(char *bytes, wchar_t character, mbstate_t *state) {
  (void)state;
  if (!bytes) return 1;
  uint32_t scalar = (uint32_t)character;
  size_t length = scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4;
  bool is_surrogate = scalar >= 0xD800 && scalar < 0xE000;
  if ((length > 1 && !writes_utf8) || scalar > 0x10FFFF || is_surrogate) {
    errno = EILSEQ;
    return (size_t)-1;
  }
  static const unsigned char marks[] = {0, 0, 0xC0, 0xE0, 0xF0};
  for (size_t i = length - 1; i > 0; i--) {
    bytes[i] = (char)(0x80 | (scalar & 0x3F));
    scalar >>= 6;
  }
  bytes[0] = (char)(marks[length] | scalar);
  return length;
}

size_t mbrtowc(wchar_t *character, const char *bytes, size_t count, mbstate_t *state) {
  (void)state;
  enum { ill_formed = -1, incomplete = -2 };
  if (!bytes) return 0;
  if (count == 0) return (size_t)incomplete;
  unsigned char first = (unsigned char)*bytes;
  size_t length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3
    : first < 0xF5 ? 4 : 0;
  if (length == 0 || (length > 1 && !writes_utf8)) {
    errno = EILSEQ;
    return (size_t)ill_formed;
  }
  uint32_t scalar = length == 1 ? first : first & (0x7F >> length);
  for (size_t i = 1; i < length; i++) {
    if (i == count) return (size_t)incomplete;
    unsigned char next = (unsigned char)bytes[i];
    if ((next & 0xC0) != 0x80) {
      errno = EILSEQ;
      return (size_t)ill_formed;
    }
    scalar = scalar << 6 | (next & 0x3F);
  }
  static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  if (scalar < least[length] || scalar > 0x10FFFF || (scalar >= 0xD800 && scalar < 0xE000)) {
    errno = EILSEQ;
    return (size_t)ill_formed;
  }
  if (character) *character = (wchar_t)scalar;
  return scalar == 0 ? 0 : length;
}

#else

void take_locale(void) {
  // A name that is not installed still says which characters the terminal takes.
  if (!setlocale(LC_CTYPE, "") && names_utf8()) setlocale(LC_CTYPE, "C.UTF-8");
}

void take_locale_for_screen(void) {}

bool ccurses_locale_is_utf8(void) {
  take_locale();
  return is_utf8(nl_langinfo(CODESET));
}

#endif

void ccurses_set_columns(int (*columns)(uint32_t)) { columns_without_locale = columns; }

int ccurses_columns(uint32_t scalar) { return wcwidth((wchar_t)scalar); }
