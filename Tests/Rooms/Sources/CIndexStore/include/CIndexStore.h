#ifndef C_INDEX_STORE_H
#define C_INDEX_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// What is used of libIndexStore, which comes with every toolchain; its header does not.

/// A text that belongs to the library.
typedef struct {
  const char *data;
  size_t length;
} IndexText;

/// Called for each of several things; `false` ends it.
typedef bool (*IndexVisitor)(void *context, void *thing);
typedef bool (*IndexNameVisitor)(void *context, IndexText name);

/// The library's functions.
typedef struct {
  void *(*open_store)(const char *path, void *error);
  bool (*each_unit)(void *store, unsigned sorted, void *context, IndexNameVisitor visit);
  void *(*open_unit)(void *store, const char *name, void *error);
  void (*close_unit)(void *unit);
  bool (*each_dependency)(void *unit, void *context, IndexVisitor visit);
  int (*dependency_kind)(void *dependency);
  IndexText (*dependency_name)(void *dependency);
  IndexText (*dependency_path)(void *dependency);
  void *(*open_record)(void *store, const char *name, void *error);
  void (*close_record)(void *record);
  bool (*each_occurrence)(void *record, void *context, IndexVisitor visit);
  void *(*occurrence_symbol)(void *occurrence);
  uint64_t (*occurrence_roles)(void *occurrence);
  bool (*each_relation)(void *occurrence, void *context, IndexVisitor visit);
  void *(*relation_symbol)(void *relation);
  uint64_t (*relation_roles)(void *relation);
  IndexText (*symbol_identifier)(void *symbol);
  IndexText (*symbol_name)(void *symbol);
  int (*symbol_kind)(void *symbol);
} IndexLibrary;

/// Loads the library from a file; returns what is missing, NULL where nothing is.
const char *index_library_load(const char *path, IndexLibrary *library);

#endif
