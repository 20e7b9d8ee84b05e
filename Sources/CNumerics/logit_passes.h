// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

// The loops of logit_scan.c over the training rows.

#pragma once

#include "CNumerics.h"

#pragma GCC visibility push(hidden)

// Σ σ, Σ σ u, Σ w, Σ w u, Σ w u² with σ the probability at z = c0 + c1 u, and w = σ (1 - σ).
struct martlet_logit_sums {
  double s, su, w, wu, wuu;
  double softplus;  // Σ log(1 + e^z); of martlet_logit_pass_f64 only
};

void martlet_logit_pass_f32(const float *u, size_t count, float c0, float c1, struct martlet_logit_sums *sums);
void martlet_logit_pass_f64(const double *u, size_t count, double c0, double c1, struct martlet_logit_sums *sums);

// Sum, smallest and largest.
void martlet_logit_range(const double *x, size_t count, double *sum, double *low, double *high);

// u = x - centre, and Σ u and Σ u².
void martlet_logit_centre(const double *x, size_t count, double centre, double *u, double *sum, double *squares);

void martlet_logit_scale(const double *u, size_t count, double scale, float *out);

// How many have b0 + b1 x > 0.
size_t martlet_logit_positive(const double *x, size_t count, double b0, double b1);

#pragma GCC visibility pop
