// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors
//
// Elementary functions of one double without branches, so that loops over them become vectors. Reductions and
// polynomials of log, log1p, sine and cosine are those of FreeBSD's msun (Sun Microsystems, 1993).

#pragma once

#include "loops.h"

#define FUSED _Pragma("clang fp contract(fast)")

MARTLET_BODY f64 f64_of(u64 bits) {
  f64 value;
  __builtin_memcpy(&value, &bits, sizeof value);
  return value;
}

MARTLET_BODY u64 bits_of(f64 value) {
  u64 bits;
  __builtin_memcpy(&bits, &value, sizeof bits);
  return bits;
}

// Adding it rounds to an integer, which then stands in the lowest bits.
#define SHIFT_F64 0x1.8p52

// x = n ln 2 + r with |r| <= ln 2 / 2.
typedef struct {
  f64 n, r;
} reduced_f64;

MARTLET_BODY reduced_f64 reduce_exponent(f64 x) {
  FUSED reduced_f64 result;
  f64 n = (x * 0x1.71547652b82fep0 + SHIFT_F64) - SHIFT_F64;
  result.n = n;
  // ln 2 in two parts; n times the first is exact, with or without fused operations.
  result.r = (x - n * 0x1.62e42fefap-1) - n * 0x1.cf79abc9e3b3ap-40;
  return result;
}

// exp(r) - 1 - r for |r| <= ln 2 / 2, by a minimax polynomial (Chebyshev) of degree 11, which is exact to 2e-17.
MARTLET_BODY f64 expm1_rest(f64 r) {
  FUSED f64 p = 0x1.af38a9b0ec855p-26;
  p = p * r + 0x1.289185613a3d6p-22;
  p = p * r + 0x1.71de0dae63bb3p-19;
  p = p * r + 0x1.a019b90d2ae7ap-16;
  p = p * r + 0x1.a01a01a7c41d5p-13;
  p = p * r + 0x1.6c16c1788bd90p-10;
  p = p * r + 0x1.11111111109b3p-7;
  p = p * r + 0x1.5555555553d63p-5;
  p = p * r + 0x1.5555555555556p-3;
  p = p * r + 0.5;
  return (p * r) * r;
}

MARTLET_BODY f64 expm1_polynomial(f64 r) { FUSED return expm1_rest(r) + r; }

// p 2^n in two factors, since neither subnormal results nor those just below infinity have one.
MARTLET_BODY f64 scale_f64(f64 p, f64 n) {
  f64 half = (n * 0.5 + SHIFT_F64) - SHIFT_F64;
  u64 first = (bits_of(half + SHIFT_F64) + 1023) << 52;
  u64 second = (bits_of((n - half) + SHIFT_F64) + 1023) << 52;
  return p * f64_of(first) * f64_of(second);
}

// One factor does for exponents of normal numbers.
MARTLET_BODY f64 power_of_two(f64 n) { return f64_of((bits_of(n + SHIFT_F64) + 1023) << 52); }

// For |x| up to 708.
MARTLET_BODY f64 exp_ordinary(f64 x) {
  FUSED reduced_f64 parts = reduce_exponent(x);
  return (expm1_polynomial(parts.r) + 1.0) * power_of_two(parts.n);
}

MARTLET_BODY f64 exp_f64(f64 x) {
  f64 y = x < -746.0 ? -746.0 : x > 710.0 ? 710.0 : x;
  reduced_f64 parts = reduce_exponent(y);
  return scale_f64(expm1_polynomial(parts.r) + 1.0, parts.n);
}

// For |x| up to 36. The larger part of the result, 2^n (1 + r) - 1, is nearly exact, and the smaller carries what the
// reduction lost.
MARTLET_BODY f64 expm1_ordinary(f64 x) {
  FUSED f64 n = (x * 0x1.71547652b82fep0 + SHIFT_F64) - SHIFT_F64;
  f64 high = x - n * 0x1.62e42fefap-1, low = n * 0x1.cf79abc9e3b3ap-40, r = high - low;
  f64 lost = (high - r) - low;
  f64 power = power_of_two(n);
  return power * (expm1_rest(r) + (lost + lost * r)) + (power * r + (power - 1.0));
}

MARTLET_BODY f64 expm1_f64(f64 x) {
  f64 near = expm1_ordinary(x < -40.0 ? -40.0 : x > 40.0 ? 40.0 : x);
  f64 result = x > 36.0 ? exp_f64(x) - 1.0 : near;
  return x == 0.0 || x != x ? x : result;
}

// x = 2^k m with sqrt(1/2) <= m < sqrt(2); x is positive.
typedef struct {
  f64 k, m;
} split_f64;

MARTLET_BODY split_f64 split_normal(f64 x) {
  u64 bits = bits_of(x), shifted = bits - 0x3fe6a09e667f3bcd + (1023ull << 52);
  split_f64 result;
  result.m = f64_of(bits - (shifted & 0xfffull << 52) + (1023ull << 52));
  result.k = f64_of((shifted >> 52) + bits_of(SHIFT_F64)) - (SHIFT_F64 + 1023.0);
  return result;
}

// Subnormal numbers too.
MARTLET_BODY split_f64 split_positive(f64 x) {
  bool tiny = x < 0x1p-1022;
  split_f64 result = split_normal(tiny ? x * 0x1p54 : x);
  result.k -= tiny ? 54.0 : 0.0;
  return result;
}

// log(1 + f) - (f - f^2 / 2) for |f| below 0.415.
MARTLET_BODY f64 log_tail(f64 f) {
  FUSED f64 s = f / (2.0 + f), z = s * s, w = z * z;
  f64 odd = z * (6.666666666666735130e-01 +
                 w * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
  f64 even = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
  return s * (0.5 * f * f + (odd + even));
}

#define LN2_HIGH 6.93147180369123816490e-01  // 33 bits: times an exponent it is exact
#define LN2_LOW 1.90821492927058770002e-10

// Logarithms at and below zero, of infinity and NaN.
MARTLET_BODY f64 log_edges(f64 x, f64 result) {
  f64 finite = x < __builtin_inf() ? result : x;
  f64 positive = x > 0.0 ? finite : x == 0.0 ? -__builtin_inf() : __builtin_nan("");
  return x != x ? x : positive;
}

MARTLET_BODY f64 log_of(split_f64 parts) {
  FUSED f64 f = parts.m - 1.0, square = 0.5 * f * f;
  return parts.k * LN2_HIGH - ((square - (log_tail(f) + parts.k * LN2_LOW)) - f);
}

MARTLET_BODY f64 log_ordinary(f64 x) { return log_of(split_normal(x)); }
MARTLET_BODY f64 log_f64(f64 x) { return log_edges(x, log_of(split_positive(x))); }

// The logarithm in another base: 1 / log(base) and log_base(2) in two parts each, the first ones short.
MARTLET_BODY f64 log_in_base(split_f64 parts, f64 inverse_high, f64 inverse_low, f64 two_high, f64 two_low) {
  FUSED f64 f = parts.m - 1.0, square = 0.5 * f * f;
  f64 high = f64_of(bits_of(f - square) & 0xffffffff00000000);
  f64 low = (f - high) - square + log_tail(f);
  f64 product = high * inverse_high, exponent = parts.k * two_high;
  f64 rest = parts.k * two_low + (low + high) * inverse_low + low * inverse_high;
  f64 sum = exponent + product;
  return (rest + ((exponent - sum) + product)) + sum;
}

MARTLET_BODY f64 log2_of(split_f64 parts) {
  return log_in_base(parts, 1.44269504072144627571e+00, 1.67517131648865118353e-10, 1.0, 0.0);
}

MARTLET_BODY f64 log10_of(split_f64 parts) {
  return log_in_base(parts, 4.34294481878168880939e-01, 2.50829467116452752298e-11, 3.01029995663611771306e-01,
                     3.69423907715893078616e-13);
}

MARTLET_BODY f64 log2_ordinary(f64 x) { return log2_of(split_normal(x)); }
MARTLET_BODY f64 log2_f64(f64 x) { return log_edges(x, log2_of(split_positive(x))); }
MARTLET_BODY f64 log10_ordinary(f64 x) { return log10_of(split_normal(x)); }
MARTLET_BODY f64 log10_f64(f64 x) { return log_edges(x, log10_of(split_positive(x))); }

// For x above -1, not infinite.
MARTLET_BODY f64 log1p_ordinary(f64 x) {
  FUSED f64 sum = 1.0 + x;
  split_f64 parts = split_normal(sum);
  // Near zero x itself is what is added to 1; elsewhere what the sum lost comes back as a share of it.
  bool near = x > -0.2928 && x < 0.4142;
  f64 lost = (x >= 1.0 ? 1.0 - (sum - x) : x - (sum - 1.0)) / sum;
  f64 k = near ? 0.0 : parts.k, f = near ? x : parts.m - 1.0, c = near ? 0.0 : lost;
  f64 square = 0.5 * f * f;
  f64 result = k * LN2_HIGH - ((square - (log_tail(f) + (k * LN2_LOW + c))) - f);
  return x == 0.0 ? x : result;
}

MARTLET_BODY f64 log1p_f64(f64 x) {
  f64 result = log_edges(1.0 + x, log1p_ordinary(x));
  return x == 0.0 ? x : result;
}

// tanh(x) = e / (e + 2) with e = exp(2|x|) - 1; from |x| = 20 on the result is 1.
MARTLET_BODY f64 tanh_f64(f64 x) {
  FUSED f64 magnitude = __builtin_fabs(x), a = 20.0 < magnitude ? 20.0 : magnitude;
  f64 n = (a * 0x1.71547652b82fep1 + SHIFT_F64) - SHIFT_F64;
  // What the reduction loses is too little to matter in the quotient.
  f64 r = (2.0 * a - n * 0x1.62e42fefap-1) - n * 0x1.cf79abc9e3b3ap-40, power = power_of_two(n);
  f64 e = power * expm1_rest(r) + (power * r + (power - 1.0));
  // The division with what the sum lost, since errors of both would add to more than 2 units in the last place.
  f64 below = e + 2.0, lost = e - (below - 2.0), inverse = 1.0 / below, first = e * inverse;
  return __builtin_copysign(first + ((e - first * below) - first * lost) * inverse, x);
}

// x = n pi / 2 + r + tail, exact to the last bit of r + tail for |x| below 2^22.
typedef struct {
  f64 r, tail;
  u64 n;
} reduced_angle;

#define LARGEST_ANGLE 0x1p22

MARTLET_BODY reduced_angle reduce_angle(f64 x) {
  reduced_angle result;
  f64 shifted = x * 0x1.45f306dc9c883p-1 + SHIFT_F64;
  f64 n = shifted - SHIFT_F64;
  f64 first = __builtin_fma(-n, 0x1.921fb54442d18p0, x);
  result.r = __builtin_fma(-n, 0x1.1a62633145c07p-54, first);
  result.tail = __builtin_fma(-n, 0x1.1a62633145c07p-54, first - result.r) + n * 0x1.f1976b7ed8fbcp-110;
  result.n = bits_of(shifted);
  return result;
}

// The sine of an angle n quarter turns further.
MARTLET_BODY f64 sine_of(reduced_angle angle, u64 turns) {
  FUSED f64 x = angle.r, y = angle.tail, z = x * x, v = z * x;
  f64 s = 8.33333333332248946124e-03 +
          z * (-1.98412698298579493134e-04 +
               z * (2.75573137070700676789e-06 + z * (-2.50507602534068634195e-08 + z * 1.58969099521155010221e-10)));
  f64 sine = x - ((z * (0.5 * y - v * s) - y) - v * -1.66666666666666324348e-01);
  f64 c = z * (4.16666666666666019037e-02 +
               z * (-1.38888888888741095749e-03 +
                    z * (2.48015872894767294178e-05 +
                         z * (-2.75573143513906633035e-07 +
                              z * (2.08757232129817482790e-09 + z * -1.13596475577881948265e-11)))));
  f64 half = 0.5 * z, w = 1.0 - half;
  f64 cosine = w + (((1.0 - w) - half) + (z * c - x * y));
  u64 n = angle.n + turns;
  f64 value = n & 1 ? cosine : sine;
  return f64_of(bits_of(value) ^ (n & 2) << 62);
}

MARTLET_BODY f64 sin_f64(f64 x) {
  f64 result = sine_of(reduce_angle(x), 0);
  return x == 0.0 ? x : result;
}

MARTLET_BODY f64 cos_f64(f64 x) { return sine_of(reduce_angle(x), 1); }

// log of a positive normal number in two numbers, after Dekker, by the series of the inverse hyperbolic tangent.
typedef struct {
  f64 high, low;
} double_f64;

MARTLET_BODY double_f64 log_in_two(f64 x) {
  FUSED split_f64 parts = split_normal(x);
  f64 m = parts.m, k = parts.k;
  // s = (m - 1) / (m + 1)
  f64 f = m - 1.0, below = m + 1.0, below_rest = m - (below - 1.0), inverse = 1.0 / below;
  f64 s = f * inverse, s_rest = (__builtin_fma(-s, below, f) - s * below_rest) * inverse;
  f64 z = s * s, z_rest = __builtin_fma(s, s, -z) + 2.0 * s * s_rest;
  // What follows s^3 / 3, over s^5: a minimax polynomial, exact to 2^-63 of the logarithm.
  f64 p = 0x1.08788c3e01713p-4;
  p = p * z + 0x1.1018ae366a914p-4;
  p = p * z + 0x1.3b18b8ee7a308p-4;
  p = p * z + 0x1.745d09f06d811p-4;
  p = p * z + 0x1.c71c71d7e7fc3p-4;
  p = p * z + 0x1.249249248e532p-3;
  p = p * z + 0x1.999999999999ep-3;
  const f64 third = 0x1.5555555555555p-2, third_rest = 0x1.5555555555555p-56;
  f64 cube = s * z, cube_rest = __builtin_fma(s, z, -cube) + s * z_rest + s_rest * z;
  f64 term = cube * third, term_rest = __builtin_fma(cube, third, -term) + cube * third_rest + cube_rest * third;
  f64 high = s + term, low = ((s - high) + term) + (s_rest + term_rest + cube * z * p);
  // + k ln 2
  f64 exponent = k * LN2_HIGH, log_high = exponent + 2.0 * high;
  f64 log_low = ((exponent - log_high) + 2.0 * high) + (2.0 * low + k * LN2_LOW);
  double_f64 result;
  result.high = log_high + log_low;
  result.low = (log_high - result.high) + log_low;
  return result;
}

// Powers of negative numbers are those of whole exponents; odd ones keep the sign.
MARTLET_BODY f64 signed_power_f64(f64 x, f64 y, f64 power) {
  f64 whole = __builtin_elementwise_trunc(y), half = __builtin_elementwise_trunc(y * 0.5);
  f64 negative = whole == y ? (half * 2.0 == y ? power : -power) : __builtin_nan("");
  return x < 0.0 ? negative : power;
}

// x to the power y for positive normal x and finite y; `within` is false where the result is not normal, and wrong then.
MARTLET_BODY f64 power_ordinary_f64(f64 x, f64 y, bool *within) {
  FUSED double_f64 log = log_in_two(x);
  f64 product = y * log.high, rest = __builtin_fma(y, log.high, -product) + y * log.low;
  *within = __builtin_fabs(product) <= 708.0;
  reduced_f64 reduced = reduce_exponent(product);
  return (expm1_polynomial(reduced.r + rest) + 1.0) * power_of_two(reduced.n);
}

// x to the power y for finite x but zero and subnormal numbers, and finite y.
MARTLET_BODY f64 power_f64(f64 x, f64 y) {
  FUSED double_f64 log = log_in_two(__builtin_fabs(x));
  f64 product = y * log.high, rest = __builtin_fma(y, log.high, -product) + y * log.low;
  bool outside = product < -746.0 || product > 710.0;
  product = product < -746.0 ? -746.0 : product > 710.0 ? 710.0 : product;
  reduced_f64 reduced = reduce_exponent(product);
  f64 power = scale_f64(expm1_polynomial(reduced.r + (outside ? 0.0 : rest)) + 1.0, reduced.n);
  return signed_power_f64(x, y, power);
}
