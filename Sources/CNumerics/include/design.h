// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#pragma once

// Products of a matrix of rows × width, in row order, with vectors of doubles. Sums are in double precision, also of
// floats, and in an order that depends on nothing but the sizes.

// out[i] = sum over j of x[i, j] w[j]
void martlet_gemv_f64(const double *x, size_t rows, size_t width, const double *w, double *out);
void martlet_gemv_f32(const float *x, size_t rows, size_t width, const double *w, double *out);

// out[j] = sum over i of r[i] x[i, j], for the columns from `first` on, `count` of them; `out` belongs to the first.
void martlet_gemvt_f64(const double *x, size_t rows, size_t width, size_t first, size_t count, const double *r,
                       double *out);
void martlet_gemvt_f32(const float *x, size_t rows, size_t width, size_t first, size_t count, const double *r,
                       double *out);

// The same with the squares of the elements.
void martlet_gemvt_squares_f64(const double *x, size_t rows, size_t width, size_t first, size_t count,
                               const double *r, double *out);
void martlet_gemvt_squares_f32(const float *x, size_t rows, size_t width, size_t first, size_t count, const double *r,
                               double *out);

// out[i, j] = factor[i] x[i, j]; a factor of NULL is 1.
void martlet_scale_rows_f64(const double *x, size_t rows, size_t width, const double *factor, double *out);
void martlet_scale_rows_f32(const float *x, size_t rows, size_t width, const double *factor, double *out);

double martlet_dot_f64(const double *x, const double *y, size_t count);
// y += a x
void martlet_axpy_f64(double a, const double *x, double *y, size_t count);
