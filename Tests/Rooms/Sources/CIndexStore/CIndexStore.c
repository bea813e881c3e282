#include "CIndexStore.h"

#include <dlfcn.h>

const char *index_library_load(const char *path, IndexLibrary *library) {
  void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (handle == NULL) return dlerror();
  const struct {
    void **function;
    const char *name;
  } functions[] = {
    {(void **)&library->open_store, "indexstore_store_create"},
    {(void **)&library->each_unit, "indexstore_store_units_apply_f"},
    {(void **)&library->open_unit, "indexstore_unit_reader_create"},
    {(void **)&library->close_unit, "indexstore_unit_reader_dispose"},
    {(void **)&library->each_dependency, "indexstore_unit_reader_dependencies_apply_f"},
    {(void **)&library->dependency_kind, "indexstore_unit_dependency_get_kind"},
    {(void **)&library->dependency_name, "indexstore_unit_dependency_get_name"},
    {(void **)&library->dependency_path, "indexstore_unit_dependency_get_filepath"},
    {(void **)&library->open_record, "indexstore_record_reader_create"},
    {(void **)&library->close_record, "indexstore_record_reader_dispose"},
    {(void **)&library->each_occurrence, "indexstore_record_reader_occurrences_apply_f"},
    {(void **)&library->occurrence_symbol, "indexstore_occurrence_get_symbol"},
    {(void **)&library->occurrence_roles, "indexstore_occurrence_get_roles"},
    {(void **)&library->each_relation, "indexstore_occurrence_relations_apply_f"},
    {(void **)&library->relation_symbol, "indexstore_symbol_relation_get_symbol"},
    {(void **)&library->relation_roles, "indexstore_symbol_relation_get_roles"},
    {(void **)&library->symbol_identifier, "indexstore_symbol_get_usr"},
    {(void **)&library->symbol_name, "indexstore_symbol_get_name"},
    {(void **)&library->symbol_kind, "indexstore_symbol_get_kind"},
  };
  for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
    *functions[i].function = dlsym(handle, functions[i].name);
    if (*functions[i].function == NULL) return functions[i].name;
  }
  return NULL;
}
