// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#pragma once

// Each takes `count` elements from `x` and writes as many to `out`.

// Exact: the correctly rounded square root, NaN below zero.
void martlet_sqrt_f64(const double *x, double *out, size_t count);
void martlet_sqrt_f32(const float *x, float *out, size_t count);

// Within 1 unit in the last place; 0 and infinity beyond the range, subnormal results included.
void martlet_exp_f64(const double *x, double *out, size_t count);
