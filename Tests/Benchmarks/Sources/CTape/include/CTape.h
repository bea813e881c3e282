#ifndef CTAPE_H
#define CTAPE_H

#include <stddef.h>
#include <stdint.h>

// The baseline: what one writes in C when only speed matters and nothing has to be shown.
//
// The leaves come first, then the gates in topological order, so that the output of gate i is the
// number leaf_count + i.

typedef struct {
  int32_t leaf_count, gate_count;
  uint8_t *primitives;       // the raw values of Swift's Primitive
  int32_t *first, *second;   // the operands
  double *values, *gradients;
} c_tape;

c_tape c_tape_create(int32_t leaf_count, int32_t gate_count);
void c_tape_destroy(c_tape tape);

// Computes all gates, first to last; 0 if the tape has a primitive that the baseline lacks.
int c_tape_forward(const c_tape *tape);

// Sets all gradients to 0.
void c_tape_zero(const c_tape *tape);

// Sends all gradients to the operands, last gate first.
void c_tape_backward(const c_tape *tape);

// How many bytes malloc has handed out, or 0 where that cannot be asked.
size_t allocated_bytes(void);

#endif
