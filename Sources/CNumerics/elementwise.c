// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#include "CNumerics.h"

MARTLET_VECTORIZED void martlet_sqrt_f64(const double *x, double *out, size_t count) {
  for (size_t i = 0; i < count; i++) out[i] = __builtin_sqrt(x[i]);
}
