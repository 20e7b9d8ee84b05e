// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#include "map.h"

#define WITHIN(limit) (x >= -(limit) && x <= (limit))

// For |x| up to 708: the series up to 1, whose rest is below 2^-60, and half the difference of exponentials beyond.
MARTLET_BODY f64 sinh_ordinary(f64 x) {
  FUSED f64 a = __builtin_fabs(x), z = a * a, e = exp_ordinary(a), p = 1.0 / 355687428096000.0;
  p = p * z + 1.0 / 1307674368000.0;
  p = p * z + 1.0 / 6227020800.0;
  p = p * z + 1.0 / 39916800.0;
  p = p * z + 1.0 / 362880.0;
  p = p * z + 1.0 / 5040.0;
  p = p * z + 1.0 / 120.0;
  p = p * z + 1.0 / 6.0;
  f64 near = a + a * z * p, far = 0.5 * e - 0.5 / e;
  return __builtin_copysign(a < 1.0 ? near : far, x);
}

// For |x| up to 708.
MARTLET_BODY f64 cosh_ordinary(f64 x) {
  f64 e = exp_ordinary(__builtin_fabs(x));
  return 0.5 * e + 0.5 / e;
}

MARTLET_BODY f64 sinh_careful(f64 x) { return WITHIN(708.0) ? sinh_ordinary(x) : sinh(x); }
MARTLET_BODY f64 cosh_careful(f64 x) { return WITHIN(708.0) ? cosh_ordinary(x) : cosh(x); }

// As doubles; beyond 100 floats are infinite.
MARTLET_BODY f64 exp_of_f32(f32 x) {
  f64 a = __builtin_fabsf(x);
  return exp_ordinary(100.0 < a ? 100.0 : a);
}

// Where x is small the difference would drop digits; x + x^3 / 6 has them.
MARTLET_BODY f32 sinh_f32(f32 x) {
  f64 e = exp_of_f32(x), a = __builtin_fabsf(x);
  f64 near = a + a * a * a * (1.0 / 6.0), far = 0.5 * e - 0.5 / e;
  return __builtin_copysignf((f32)(a < 0x1p-8 ? near : far), x);
}

MARTLET_BODY f32 cosh_f32(f32 x) {
  f64 e = exp_of_f32(x);
  return (f32)(0.5 * e + 0.5 / e);
}

MARTLET_MAP(f64, martlet_loop_sinh_f64, sinh_ordinary, WITHIN(708.0), sinh_careful)
MARTLET_MAP(f64, martlet_loop_cosh_f64, cosh_ordinary, WITHIN(708.0), cosh_careful)
MARTLET_MAP(f32, martlet_loop_sinh_f32, sinh_f32, true, sinh_f32)
MARTLET_MAP(f32, martlet_loop_cosh_f32, cosh_f32, true, cosh_f32)
