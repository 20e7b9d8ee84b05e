// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#pragma once

// One pass of SAGA over a logistic regression for two classes: as many draws as rows, with scikit-learn's generator and
// its roundings in the order of `sklearn.linear_model._sag_fast` for dense data. Of doubles the predictions are summed in
// lanes; of floats, where the order decides which weights are zero, one after another.
//
// rows            n × width, in row order
// targets         0 or 1
// alpha, beta     weights of half the squares and of the magnitudes, over n
// weights         width; likewise gradient_sum
// memory          the last derivative of each row's loss; seen says whether there is one
// counters        how many rows were seen, and the state of the generator
// intercept       its value, and its sum of gradients; NULL for none
void martlet_saga_epoch_f64(const double *rows, const double *targets, const double *sample_weights, size_t n,
                            size_t width, double step, double alpha, double beta, double *weights,
                            double *gradient_sum, double *memory, uint8_t *seen, uint64_t *counters,
                            double *intercept);
void martlet_saga_epoch_f32(const float *rows, const float *targets, const float *sample_weights, size_t n,
                            size_t width, double step, double alpha, double beta, float *weights, float *gradient_sum,
                            float *memory, uint8_t *seen, uint64_t *counters, float *intercept);

// The largest squared length of a row, as NumPy's einsum rounds it on x86-64 without fused operations.
float martlet_largest_row_norm_f32(const float *rows, size_t n, size_t width);
