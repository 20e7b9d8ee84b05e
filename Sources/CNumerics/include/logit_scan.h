// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#pragma once

// One logistic regression on one neuron's activations, with the constant penalised as well, for every neuron of a
// block: minimises -logL(b0, b1) + l1 (|b0| + |b1|) over the neuron's training rows, which are its own.

enum {
  MARTLET_LOGIT_INTERCEPT,
  MARTLET_LOGIT_SLOPE,
  MARTLET_LOGIT_INTERCEPT_ERROR,  // standard errors: NaN where the parameter is 0
  MARTLET_LOGIT_SLOPE_ERROR,
  MARTLET_LOGIT_LIKELIHOOD,    // logL at the optimum
  MARTLET_LOGIT_RATIO,         // 2 (largest logL with a slope - largest without), both without penalty; NaN if constant
  MARTLET_LOGIT_KKT,           // the violation of the optimality conditions
  MARTLET_LOGIT_TRAIN,         // the fraction of rows on the right side
  MARTLET_LOGIT_TEST,
  MARTLET_LOGIT_STATUS,        // sum of the flags below
  MARTLET_LOGIT_COLUMNS
};

enum {
  MARTLET_LOGIT_CONSTANT = 1,     // the activations do not vary over the training rows
  MARTLET_LOGIT_SEPARATED = 2,    // a threshold tells the classes apart without error, or with error at itself only
  MARTLET_LOGIT_UNCONVERGED = 4,  // the optimality conditions are not met within the tolerance
};

struct martlet_logit_problem {
  const uint32_t *rows0, *rows1;  // the rows of either class; unused where splits are given
  uint32_t count0, count1;
  uint32_t train0, train1;  // how many of them are for training
  uint32_t tie;             // 1: one more row goes to the training side of one class or the other, by chance
  const uint8_t *labels;    // 0 or 1 for each row
  // Given splits: `given_train` rows for training and then `given_test` for testing, for each neuron from the first of
  // the block on; `given_step` from one neuron's to the next's, 0 where all share one.
  const uint32_t *given;
  uint32_t given_train, given_test;
  size_t given_step;
  double l1, tolerance;
  uint64_t seed;
};

enum { MARTLET_LOGIT_BLOCK = 32 };

// The bytes of scratch memory that one thread needs.
size_t martlet_logit_scratch_bytes(size_t rows, size_t element_size);

// Fits the `width` (at most MARTLET_LOGIT_BLOCK) neurons from `x` on; `stride` elements from row to row. `number` is the
// first neuron's number in its layer and with `layer` chooses its split. Column k of neuron j goes to
// `out[k * out_stride + j]`. Returns the row of the first number that is not finite, and its neuron in `*where`, or -1.
ptrdiff_t martlet_logit_scan_f32(
    const float *x, size_t rows, size_t stride, size_t width, uint64_t layer, uint64_t number,
    const struct martlet_logit_problem *problem, void *scratch, double *out, size_t out_stride, size_t *where);
ptrdiff_t martlet_logit_scan_f64(
    const double *x, size_t rows, size_t stride, size_t width, uint64_t layer, uint64_t number,
    const struct martlet_logit_problem *problem, void *scratch, double *out, size_t out_stride, size_t *where);

// The rows of one neuron's split, training rows first: `count0` + `count1` of them. Returns how many are for training.
size_t martlet_logit_split(
    uint64_t layer, uint64_t number, const struct martlet_logit_problem *problem, uint32_t *order,
    uint32_t counts[4]);
