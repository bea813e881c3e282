#include "CTape.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// The order of Swift's Primitive.
enum {
  ADD, SUBTRACT, MULTIPLY, DIVIDE, POWER,
  NEGATE, SQUARE, SQRT, EXP, LOG, ABS,
  SIN, COS,
  MAXIMUM, MINIMUM,
  SIGMOID, TANH, RELU
};

c_tape c_tape_create(int32_t leaf_count, int32_t gate_count) {
  size_t gates = (size_t)gate_count, numbers = (size_t)leaf_count + gates;
  return (c_tape){
    .leaf_count = leaf_count,
    .gate_count = gate_count,
    .primitives = calloc(gates, 1),
    .first = calloc(gates, sizeof(int32_t)),
    .second = calloc(gates, sizeof(int32_t)),
    .values = calloc(numbers, sizeof(double)),
    .gradients = calloc(numbers, sizeof(double)),
  };
}

void c_tape_destroy(c_tape tape) {
  free(tape.primitives);
  free(tape.first);
  free(tape.second);
  free(tape.values);
  free(tape.gradients);
}

static double logistic(double x) {
  if (x >= 0) return 1 / (1 + exp(-x));
  double e = exp(x);
  return e / (1 + e);
}

int c_tape_forward(const c_tape *tape) {
  const uint8_t *restrict primitives = tape->primitives;
  const int32_t *restrict first = tape->first, *restrict second = tape->second;
  double *values = tape->values, *outputs = values + tape->leaf_count;
  int32_t count = tape->gate_count;
  for (int32_t i = 0; i < count; i++) {
    double x = values[first[i]], y = values[second[i]], z;
    switch (primitives[i]) {
    case ADD: z = x + y; break;
    case SUBTRACT: z = x - y; break;
    case MULTIPLY: z = x * y; break;
    case DIVIDE: z = x / y; break;
    case NEGATE: z = -x; break;
    case SQUARE: z = x * x; break;
    case SQRT: z = sqrt(x); break;
    case EXP: z = exp(x); break;
    case LOG: z = log(x); break;
    case SIN: z = sin(x); break;
    case COS: z = cos(x); break;
    case MAXIMUM: z = x > y ? x : y; break;
    case MINIMUM: z = x < y ? x : y; break;
    case SIGMOID: z = logistic(x); break;
    case TANH: z = tanh(x); break;
    case RELU: z = x > 0 ? x : 0; break;
    default: return 0;
    }
    outputs[i] = z;
  }
  return 1;
}

void c_tape_zero(const c_tape *tape) {
  size_t count = (size_t)tape->leaf_count + (size_t)tape->gate_count;
  memset(tape->gradients, 0, count * sizeof(double));
}

void c_tape_backward(const c_tape *tape) {
  const uint8_t *restrict primitives = tape->primitives;
  const int32_t *restrict first = tape->first, *restrict second = tape->second;
  const double *restrict values = tape->values;
  double *gradients = tape->gradients;
  int32_t leaf_count = tape->leaf_count;
  for (int32_t i = tape->gate_count - 1; i >= 0; i--) {
    int32_t a = first[i], b = second[i];
    double z = values[leaf_count + i], upstream = gradients[leaf_count + i];
    switch (primitives[i]) {
    case ADD:
      gradients[a] += upstream;
      gradients[b] += upstream;
      break;
    case SUBTRACT:
      gradients[a] += upstream;
      gradients[b] -= upstream;
      break;
    case MULTIPLY:
      gradients[a] += upstream * values[b];
      gradients[b] += upstream * values[a];
      break;
    case DIVIDE:
      gradients[a] += upstream * (1 / values[b]);
      gradients[b] += upstream * (-values[a] / (values[b] * values[b]));
      break;
    case NEGATE: gradients[a] -= upstream; break;
    case SQUARE: gradients[a] += upstream * (2 * values[a]); break;
    case SQRT: gradients[a] += upstream * (0.5 / z); break;
    case EXP: gradients[a] += upstream * z; break;
    case LOG: gradients[a] += upstream * (1 / values[a]); break;
    case SIN: gradients[a] += upstream * cos(values[a]); break;
    case COS: gradients[a] -= upstream * sin(values[a]); break;
    case MAXIMUM: {
      double x = values[a], y = values[b];
      gradients[a] += upstream * (x > y ? 1 : x < y ? 0 : 0.5);
      gradients[b] += upstream * (x > y ? 0 : x < y ? 1 : 0.5);
      break;
    }
    case MINIMUM: {
      double x = values[a], y = values[b];
      gradients[a] += upstream * (x < y ? 1 : x > y ? 0 : 0.5);
      gradients[b] += upstream * (x < y ? 0 : x > y ? 1 : 0.5);
      break;
    }
    case SIGMOID: gradients[a] += upstream * (z * (1 - z)); break;
    case TANH: gradients[a] += upstream * (1 - z * z); break;
    case RELU: gradients[a] += values[a] > 0 ? upstream : 0; break;
    }
  }
}

#if defined(__GLIBC__)
#include <malloc.h>
size_t allocated_bytes(void) {
  struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}
#elif defined(__APPLE__)
#include <malloc/malloc.h>
size_t allocated_bytes(void) {
  malloc_statistics_t statistics;
  malloc_zone_statistics(NULL, &statistics);
  return statistics.size_in_use;
}
#else
size_t allocated_bytes(void) { return 0; }
#endif
