// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#pragma once

// Rows are `width` numbers each, one after the other. `scratch` holds 32 * width numbers.

// out[p * stride + i] is the squared Euclidean distance from row i to point p.
void martlet_squared_distances_f64(
  const double *rows, size_t count, size_t width, const double *points, size_t point_count, double *scratch, double *out,
  size_t stride);

// The point nearest to each row, the first of several, and its squared Euclidean distance.
void martlet_nearest_points_f64(
  const double *rows, size_t count, size_t width, const double *points, size_t point_count, double *scratch,
  int32_t *nearest, double *distances);

// Adds each row, times its weight, to its label's sum, and the weight to the label's total; no weights are ones.
void martlet_add_by_label_f64(
  const double *rows, size_t count, size_t width, const int32_t *labels, const double *weights, double *sums,
  double *totals);

// Distances from one row to `count` others.
void martlet_euclidean_squared_f64(const double *row, const double *rows, size_t count, size_t width, double *out);
void martlet_manhattan_f64(const double *row, const double *rows, size_t count, size_t width, double *out);
void martlet_chebyshev_f64(const double *row, const double *rows, size_t count, size_t width, double *out);

// Writes the places i, in rising order, where values[i] >= bounds[i] + shift; `places` has room for all. Returns how many.
size_t martlet_places_at_least_f32(const float *values, const float *bounds, float shift, size_t count, int32_t *places);
