#ifndef C_MATRIX_KERNEL_H
#define C_MATRIX_KERNEL_H

#include <stdbool.h>
#include <stddef.h>

/// Which of the two factors is stored transposed.
typedef enum {
  MATRIX_PLAIN,
  MATRIX_LEFT_TRANSPOSED,
  MATRIX_RIGHT_TRANSPOSED,
} matrix_layout;

/// Computes the m×n matrix c = a·b, or adds a·b to c.
///
/// All matrices are stored row by row without gaps. a is m×k, or k×m if it is stored transposed; b
/// is k×n, or n×k if it is stored transposed. c must not overlap them. Every element is the sum of
/// its products in ascending order of k, beginning with 0, each product rounded before it is added:
/// the same numbers on every processor.
void matrix_product(
    matrix_layout layout, ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const double *a, const double *b,
    double *c, bool adds);

#endif
