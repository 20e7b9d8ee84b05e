// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#pragma once

// Mean and sum of squared distances from the mean of each column of `rows` × `columns` numbers; `stride` elements lie
// between the starts of neighbouring rows. At least one row. One pass over memory: a block of rows stays in the cache
// for its second pass, and blocks are joined by the formula of Chan, Golub and LeVeque (1983). A column whose numbers
// are all equal gives exactly that number, and 0.
void martlet_column_moments_f64(
    const double *x, size_t rows, size_t columns, size_t stride, double *mean, double *squares);
void martlet_column_moments_f32(
    const float *x, size_t rows, size_t columns, size_t stride, double *mean, double *squares);

// The same of the differences `x` - `y`.
void martlet_difference_moments_f64(
    const double *x, const double *y, size_t rows, size_t columns, size_t stride_x, size_t stride_y, double *mean,
    double *squares);
