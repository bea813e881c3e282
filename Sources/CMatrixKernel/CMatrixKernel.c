#include "CMatrixKernel.h"

#include <stdlib.h>
#include <string.h>

// A product and a sum must stay two roundings, or numbers would depend on the processor.
#pragma STDC FP_CONTRACT OFF

/// How many columns of c are computed side by side: the width of a panel of b.
#define WIDTH 8

/// Eight numbers in a row, wherever they begin; in one register or in several.
typedef double eight __attribute__((vector_size(64), aligned(8)));

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
  eight sums[12];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) sums[i] = (eight){0};
  for (ptrdiff_t p = 0; p < k; p++) {
    eight ys = *(const eight *)(b + p * b_step);
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) sums[i] += a.numbers[i * a.row + p * a.step] * ys;
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
    double *target = c + i * c_row;
    if (columns == WIDTH) {
      *(eight *)target = adds ? *(eight *)target + sums[i] : sums[i];
    } else {
      double elements[WIDTH];
      *(eight *)elements = sums[i];
      for (ptrdiff_t j = 0; j < columns; j++) {
        target[j] = adds ? target[j] + elements[j] : elements[j];
      }
    }
  }
}

/// Up to 8 columns of c to compute, from as many columns of b.
typedef struct {
  ptrdiff_t m, k, columns;
  left_factor a;
  const double *b;
  ptrdiff_t b_step;
  double *c;
  ptrdiff_t c_row;
  bool adds;
} panel;

/// Computes as many rows of a panel as are left, `rows` at a time.
__attribute__((always_inline)) static inline void tiles(const int rows, panel *left) {
  for (; left->m >= rows; left->m -= rows) {
    tile(
        rows, left->a, left->b, left->b_step, left->k, left->c, left->c_row, left->columns,
        left->adds);
    left->a.numbers += rows * left->a.row;
    left->c += rows * left->c_row;
  }
}

/// As many rows at a time as the registers of any processor hold.
static void compute_plain(panel left) {
#if !defined(__x86_64__)
  tiles(6, &left);
#endif
  tiles(2, &left);
  tiles(1, &left);
}

#if defined(__x86_64__)
// The same sums on wider registers, for processors that have them.

__attribute__((target("avx2"))) static void compute_avx2(panel left) {
  tiles(6, &left);
  tiles(3, &left);
  tiles(2, &left);
  tiles(1, &left);
}

__attribute__((target("avx512f"))) static void compute_avx512(panel left) {
  tiles(12, &left);
  tiles(6, &left);
  tiles(3, &left);
  tiles(2, &left);
  tiles(1, &left);
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

  void (*compute)(panel) = compute_plain;
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) compute = compute_avx2;
  if (__builtin_cpu_supports("avx512f")) compute = compute_avx512;
#endif
  double *packed = NULL;
  for (ptrdiff_t j = 0; j < n; j += WIDTH) {
    ptrdiff_t columns = n - j < WIDTH ? n - j : WIDTH;
    panel next = {m, k, columns, left, b + j * b_column, b_step, c + j, n, adds};
    // Columns side by side already need not be copied where that would cost as much as it saves.
    if (columns < WIDTH || b_column != 1 || (m > 12 && k > 64)) {
      if (!packed) packed = malloc((size_t)(k > 0 ? k : 1) * WIDTH * sizeof(double));
      if (!packed) abort();
      pack(packed, next.b, b_step, b_column, k, columns);
      next.b = packed;
      next.b_step = WIDTH;
    }
    compute(next);
  }
  free(packed);
}
