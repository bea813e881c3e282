#pragma once

#include <stddef.h>

/// A file of `Graphs/`, as it was when the program was built.
typedef struct {
  /// The file's name without `.expr`, or the path of a file of rows: `data/xor.csv`.
  const char *_Nonnull name;
  /// What is in the file, without a zero at the end.
  const unsigned char *_Nonnull bytes;
  /// How many bytes there are.
  size_t length;
} CLectureGraph;

/// How many files there are.
size_t lectureGraphCount(void);

/// The file at `index`, which is less than `lectureGraphCount()`, in the order of the lecture.
CLectureGraph lectureGraph(size_t index);

/// How many files of rows there are.
size_t lectureDataCount(void);

/// The file of rows at `index`, which is less than `lectureDataCount()`.
CLectureGraph lectureData(size_t index);
