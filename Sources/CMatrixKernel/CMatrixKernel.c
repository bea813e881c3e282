#include "CMatrixKernel.h"

#include <stdlib.h>
#include <string.h>

// A product and a sum must stay two roundings, or numbers would depend on the processor.
#pragma STDC FP_CONTRACT OFF

/// How many columns of c are computed side by side: the width of a panel of b.
#define WIDTH 8

/// Four numbers in a row, wherever they begin.
typedef double four __attribute__((vector_size(32), aligned(8)));

/// An element of a in row i and place p is a[i * row + p * step].
typedef struct {
  const double *numbers;
  ptrdiff_t row, step;
} left_factor;

/// Computes `rows` × 8 elements of c, which stay in registers while k passes by.
///
/// `rows` is a constant wherever this is inlined, so the loops over it dissolve.
__attribute__((always_inline)) static inline void tile(
    const int rows, left_factor a, const double *b, ptrdiff_t b_step, ptrdiff_t k, double *c,
    ptrdiff_t c_row, ptrdiff_t columns, bool adds) {
  four sums[6][2];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) sums[i][0] = sums[i][1] = (four){0, 0, 0, 0};
  for (ptrdiff_t p = 0; p < k; p++) {
    four low = *(const four *)(b + p * b_step);
    four high = *(const four *)(b + p * b_step + 4);
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      double x = a.numbers[i * a.row + p * a.step];
      four xs = {x, x, x, x};
      sums[i][0] += xs * low;
      sums[i][1] += xs * high;
    }
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
    double *target = c + i * c_row;
    if (columns == WIDTH) {
      four *low = (four *)target;
      four *high = (four *)(target + 4);
      *low = adds ? *low + sums[i][0] : sums[i][0];
      *high = adds ? *high + sums[i][1] : sums[i][1];
    } else {
      double elements[WIDTH];
      *(four *)elements = sums[i][0];
      *(four *)(elements + 4) = sums[i][1];
      for (ptrdiff_t j = 0; j < columns; j++) {
        target[j] = adds ? target[j] + elements[j] : elements[j];
      }
    }
  }
}

/// Computes up to 8 columns of c, `height` rows at a time.
__attribute__((always_inline)) static inline void panel(
    const int height, ptrdiff_t m, left_factor a, const double *b, ptrdiff_t b_step, ptrdiff_t k,
    double *c, ptrdiff_t c_row, ptrdiff_t columns, bool adds) {
  ptrdiff_t i = 0;
  for (; i + height <= m; i += height) {
    tile(height, a, b, b_step, k, c + i * c_row, c_row, columns, adds);
    a.numbers += height * a.row;
  }
  c += i * c_row;
  switch (m - i) {
  case 5: tile(5, a, b, b_step, k, c, c_row, columns, adds); break;
  case 4: tile(4, a, b, b_step, k, c, c_row, columns, adds); break;
  case 3: tile(3, a, b, b_step, k, c, c_row, columns, adds); break;
  case 2: tile(2, a, b, b_step, k, c, c_row, columns, adds); break;
  case 1: tile(1, a, b, b_step, k, c, c_row, columns, adds); break;
  }
}

/// As many rows as the registers of the processor hold.
static void panel_plain(
    ptrdiff_t m, left_factor a, const double *b, ptrdiff_t b_step, ptrdiff_t k, double *c,
    ptrdiff_t c_row, ptrdiff_t columns, bool adds) {
#if defined(__x86_64__)
  panel(2, m, a, b, b_step, k, c, c_row, columns, adds);
#else
  panel(6, m, a, b, b_step, k, c, c_row, columns, adds);
#endif
}

#if defined(__x86_64__)
/// The same sums on wider registers, for processors that have them.
__attribute__((target("avx2"))) static void panel_avx2(
    ptrdiff_t m, left_factor a, const double *b, ptrdiff_t b_step, ptrdiff_t k, double *c,
    ptrdiff_t c_row, ptrdiff_t columns, bool adds) {
  panel(6, m, a, b, b_step, k, c, c_row, columns, adds);
}
#endif

/// m×1 numbers, each a sum along a row of a.
static void column(
    ptrdiff_t m, left_factor a, const double *b, ptrdiff_t b_step, ptrdiff_t k, double *c,
    bool adds) {
  ptrdiff_t i = 0;
  for (; i + 8 <= m; i += 8) {
    // Eight sums that do not wait for each other.
    double sums[8] = {0};
    const double *rows = a.numbers + i * a.row;
    for (ptrdiff_t p = 0; p < k; p++) {
      double y = b[p * b_step];
#pragma clang loop unroll(full)
      for (int r = 0; r < 8; r++) sums[r] += rows[r * a.row + p * a.step] * y;
    }
    for (int r = 0; r < 8; r++) c[i + r] = adds ? c[i + r] + sums[r] : sums[r];
  }
  for (; i < m; i++) {
    double sum = 0;
    for (ptrdiff_t p = 0; p < k; p++) {
      sum += a.numbers[i * a.row + p * a.step] * b[p * b_step];
    }
    c[i] = adds ? c[i] + sum : sum;
  }
}

/// Copies up to 8 columns of b next to each other, with zeros for those that are missing.
static void pack(
    double *restrict packed, const double *restrict b, ptrdiff_t b_step, ptrdiff_t b_column,
    ptrdiff_t k, ptrdiff_t columns) {
  for (ptrdiff_t p = 0; p < k; p++) {
    for (ptrdiff_t j = 0; j < WIDTH; j++) {
      packed[p * WIDTH + j] = j < columns ? b[p * b_step + j * b_column] : 0;
    }
  }
}

void matrix_product(
    matrix_layout layout, ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const double *a, const double *b,
    double *c, bool adds) {
  left_factor left = {
      a, layout == MATRIX_LEFT_TRANSPOSED ? 1 : k, layout == MATRIX_LEFT_TRANSPOSED ? m : 1};
  ptrdiff_t b_step = layout == MATRIX_RIGHT_TRANSPOSED ? 1 : n;
  ptrdiff_t b_column = layout == MATRIX_RIGHT_TRANSPOSED ? k : 1;
  if (n == 1) {
    column(m, left, b, b_step, k, c, adds);
    return;
  }
  if (m == 1 && b_step == 1) {
    // One row times columns without gaps is the same with the factors exchanged.
    left_factor right = {b, b_column, 1};
    column(n, right, a, left.step, k, c, adds);
    return;
  }

  void (*compute)(
      ptrdiff_t, left_factor, const double *, ptrdiff_t, ptrdiff_t, double *, ptrdiff_t, ptrdiff_t,
      bool) = panel_plain;
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) compute = panel_avx2;
#endif
  double *packed = NULL;
  for (ptrdiff_t j = 0; j < n; j += WIDTH) {
    ptrdiff_t columns = n - j < WIDTH ? n - j : WIDTH;
    const double *from = b + j * b_column;
    // Columns side by side already need not be copied where that would cost as much as it saves.
    if (columns == WIDTH && b_column == 1 && (m <= 12 || k <= 64)) {
      compute(m, left, from, b_step, k, c + j, n, columns, adds);
      continue;
    }
    if (!packed) packed = malloc((size_t)(k > 0 ? k : 1) * WIDTH * sizeof(double));
    if (!packed) abort();
    pack(packed, from, b_step, b_column, k, columns);
    compute(m, left, packed, WIDTH, k, c + j, n, columns, adds);
  }
  free(packed);
}
