#include "CMatrixKernel.h"

#include <stdlib.h>

// A product and a sum must stay two roundings, or numbers would depend on the processor.
#pragma STDC FP_CONTRACT OFF

void matrix_product(
    matrix_layout layout, ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const double *a, const double *b,
    double *c, bool adds) {
  ptrdiff_t a_row = layout == MATRIX_LEFT_TRANSPOSED ? 1 : k;
  ptrdiff_t a_step = layout == MATRIX_LEFT_TRANSPOSED ? m : 1;
  ptrdiff_t b_column = layout == MATRIX_RIGHT_TRANSPOSED ? k : 1;
  ptrdiff_t b_step = layout == MATRIX_RIGHT_TRANSPOSED ? 1 : n;
  for (ptrdiff_t i = 0; i < m; i++) {
    for (ptrdiff_t j = 0; j < n; j++) {
      double sum = 0;
      for (ptrdiff_t p = 0; p < k; p++) {
        sum += a[i * a_row + p * a_step] * b[j * b_column + p * b_step];
      }
      c[i * n + j] = adds ? c[i * n + j] + sum : sum;
    }
  }
}
