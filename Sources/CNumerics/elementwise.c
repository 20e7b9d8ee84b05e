// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#include "CNumerics.h"

// Not the library function, which would have to report negative numbers through errno.
MARTLET_VECTORIZED void martlet_sqrt_f64(const double *x, double *out, size_t count) {
  for (size_t i = 0; i < count; i++) out[i] = __builtin_elementwise_sqrt(x[i]);
}

MARTLET_VECTORIZED void martlet_sqrt_f32(const float *x, float *out, size_t count) {
  for (size_t i = 0; i < count; i++) out[i] = __builtin_elementwise_sqrt(x[i]);
}

static inline double from_bits(uint64_t bits) {
  double value;
  __builtin_memcpy(&value, &bits, sizeof value);
  return value;
}

static inline uint64_t to_bits(double value) {
  uint64_t bits;
  __builtin_memcpy(&bits, &value, sizeof bits);
  return bits;
}

// exp(x) = 2^n exp(r) with n the integer nearest to x / ln 2, so that |r| <= ln 2 / 2, where the Taylor polynomial of
// degree 13 is exact to 5e-18.
static inline __attribute__((always_inline)) double exponential(double x) {
#pragma clang fp contract(fast)
  const double shift = 0x1.8p52;  // adding it rounds to an integer, which then stands in the lowest bits
  double y = x < -746.0 ? -746.0 : x > 710.0 ? 710.0 : x;
  double n = (y * 0x1.71547652b82fep0 + shift) - shift;
  // ln 2 in two parts; n times the first is exact, with or without fused operations.
  double r = (y - n * 0x1.62e42fefap-1) - n * 0x1.cf79abc9e3b3ap-40;
  double p = 1.0 / 6227020800.0;
  p = p * r + 1.0 / 479001600.0;
  p = p * r + 1.0 / 39916800.0;
  p = p * r + 1.0 / 3628800.0;
  p = p * r + 1.0 / 362880.0;
  p = p * r + 1.0 / 40320.0;
  p = p * r + 1.0 / 5040.0;
  p = p * r + 1.0 / 720.0;
  p = p * r + 1.0 / 120.0;
  p = p * r + 1.0 / 24.0;
  p = p * r + 1.0 / 6.0;
  p = p * r + 0.5;
  p = (p * r) * r + r;
  p = p + 1.0;
  // 2^n in two factors, since neither subnormal results nor those just below infinity have one.
  double half = (n * 0.5 + shift) - shift;
  uint64_t first = (to_bits(half + shift) + 1023) << 52;
  uint64_t second = (to_bits((n - half) + shift) + 1023) << 52;
  return p * from_bits(first) * from_bits(second);
}

MARTLET_VECTORIZED void martlet_exp_f64(const double *x, double *out, size_t count) {
  for (size_t i = 0; i < count; i++) out[i] = exponential(x[i]);
}
