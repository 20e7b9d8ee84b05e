// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#pragma once

// Sums of squared distances from `mean`, in NumPy's pairwise order.
double martlet_squared_deviations_f64(const double *x, size_t count, double mean);
float martlet_squared_deviations_f32(const float *x, size_t count, float mean);

// Adds the squared distance of each x from its mean to its sum.
void martlet_add_squared_deviations_f64(const double *x, const double *means, double *sums, size_t count);
void martlet_add_squared_deviations_f32(const float *x, const float *means, float *sums, size_t count);

// How many of `count` bools are true.
size_t martlet_count_true(const bool *x, size_t count);

// Adds 1 to each sum where x is true.
void martlet_add_true(const bool *x, int64_t *sums, size_t count);
