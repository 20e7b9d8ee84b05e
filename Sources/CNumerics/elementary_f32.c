// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#include "float_functions.h"
#include "map.h"

MARTLET_BODY f32 f32_of(u32 bits) {
  f32 value;
  __builtin_memcpy(&value, &bits, sizeof value);
  return value;
}

MARTLET_BODY u32 bits_of_f32(f32 value) {
  u32 bits;
  __builtin_memcpy(&bits, &value, sizeof bits);
  return bits;
}

#define SHIFT_F32 0x1.8p23f

typedef struct {
  f32 n, r;
} reduced_f32;

MARTLET_BODY reduced_f32 reduce_exponent_f32(f32 x) {
  FUSED reduced_f32 result;
  f32 n = (x * 0x1.715476p0f + SHIFT_F32) - SHIFT_F32;
  result.n = n;
  result.r = (x - n * 0x1.62e4p-1f) - n * 0x1.7f7d1cp-20f;
  return result;
}

// exp(r) - 1 - r for |r| <= ln 2 / 2; the Taylor polynomial of degree 7 is exact to 5e-9.
MARTLET_BODY f32 expm1_rest_f32(f32 r) {
  FUSED f32 p = 1.0f / 5040.0f;
  p = p * r + 1.0f / 720.0f;
  p = p * r + 1.0f / 120.0f;
  p = p * r + 1.0f / 24.0f;
  p = p * r + 1.0f / 6.0f;
  p = p * r + 0.5f;
  return (p * r) * r;
}

MARTLET_BODY f32 power_of_two_f32(f32 n) { return f32_of((bits_of_f32(n + SHIFT_F32) + 127) << 23); }

// For |x| up to 87.
MARTLET_BODY f32 exp_ordinary_f32(f32 x) {
  FUSED reduced_f32 parts = reduce_exponent_f32(x);
  return ((expm1_rest_f32(parts.r) + parts.r) + 1.0f) * power_of_two_f32(parts.n);
}

MARTLET_BODY f32 exp_f32(f32 x) {
  FUSED f32 y = x < -104.0f ? -104.0f : x > 89.0f ? 89.0f : x;
  reduced_f32 parts = reduce_exponent_f32(y);
  f32 half = (parts.n * 0.5f + SHIFT_F32) - SHIFT_F32;
  return ((expm1_rest_f32(parts.r) + parts.r) + 1.0f) * power_of_two_f32(half) * power_of_two_f32(parts.n - half);
}

// For |x| up to 18; see the one of doubles.
MARTLET_BODY f32 expm1_ordinary_f32(f32 x) {
  FUSED f32 n = (x * 0x1.715476p0f + SHIFT_F32) - SHIFT_F32;
  f32 high = x - n * 0x1.62e4p-1f, low = n * 0x1.7f7d1cp-20f, r = high - low;
  f32 lost = (high - r) - low;
  f32 power = power_of_two_f32(n);
  return power * (expm1_rest_f32(r) + (lost + lost * r)) + (power * r + (power - 1.0f));
}

MARTLET_BODY f32 expm1_f32(f32 x) {
  f32 near = expm1_ordinary_f32(x < -20.0f ? -20.0f : x > 20.0f ? 20.0f : x);
  f32 result = x > 18.0f ? exp_f32(x) - 1.0f : near;
  return x == 0.0f || x != x ? x : result;
}

// x = 2^k (1 + f), and log(1 + f) - (f - f^2 / 2), after FreeBSD's logf; x is positive and normal.
typedef struct {
  f32 k, f, square, tail;
} split_f32;

MARTLET_BODY split_f32 split_normal_f32(f32 x) {
  FUSED u32 bits = bits_of_f32(x), shifted = bits - 0x3f3504f3 + (127u << 23);
  f32 m = f32_of(bits - (shifted & 0xffu << 23) + (127u << 23));
  f32 f = m - 1.0f, s = f / (2.0f + f), z = s * s, w = z * z, square = 0.5f * f * f;
  f32 odd = z * (0xaaaaaa.0p-24f + w * 0x91e9ee.0p-25f), even = w * (0xccce13.0p-25f + w * 0xf89e26.0p-26f);
  split_f32 result = {(f32)((i32)(shifted >> 23) - 127), f, square, s * (square + (odd + even))};
  return result;
}

MARTLET_BODY f32 log_ordinary_f32(f32 x) {
  FUSED split_f32 parts = split_normal_f32(x);
  return parts.k * 6.9313812256e-01f - ((parts.square - (parts.tail + parts.k * 9.0580006145e-06f)) - parts.f);
}

// As for doubles.
MARTLET_BODY f32 log_in_base_f32(f32 x, f32 inverse_high, f32 inverse_low, f32 two_high, f32 two_low) {
  FUSED split_f32 parts = split_normal_f32(x);
  f32 high = f32_of(bits_of_f32(parts.f - parts.square) & 0xfffff000);
  f32 low = (parts.f - high) - parts.square + parts.tail;
  f32 rest = parts.k * two_low + (low + high) * inverse_low + low * inverse_high;
  f32 product = high * inverse_high, exponent = parts.k * two_high, sum = exponent + product;
  return (rest + ((exponent - sum) + product)) + sum;
}

MARTLET_BODY f32 log2_ordinary_f32(f32 x) {
  return log_in_base_f32(x, 1.4428710938e+00f, -1.7605285393e-04f, 1.0f, 0.0f);
}

MARTLET_BODY f32 log10_ordinary_f32(f32 x) {
  return log_in_base_f32(x, 4.3432617188e-01f, -3.1689971365e-05f, 3.0102920532e-01f, 7.9034151668e-07f);
}

// log x to 38 bits: the series of the inverse hyperbolic tangent, economized. x is positive and normal.
MARTLET_BODY f64 log_short(f64 x) {
  FUSED split_f64 parts = split_normal(x);
  f64 s = (parts.m - 1.0) / (parts.m + 1.0), z = s * s, p = 0x1.ddcf7101b6371p-3;
  p = p * z + 0x1.245c40aecb50cp-2;
  p = p * z + 0x1.9999eb63e783dp-2;
  p = p * z + 0x1.5555554bb1b2fp-1;
  return parts.k * 0x1.62e42fefa39efp-1 + (s * z * p + 2.0 * s);
}

// exp x to 27 bits, for |x| up to 708, by a minimax polynomial.
MARTLET_BODY f64 exp_short(f64 x) {
  FUSED reduced_f64 parts = reduce_exponent(x);
  f64 r = parts.r, p = 0x1.6d11093a17fd8p-10;
  p = p * r + 0x1.120b6e42d2112p-7;
  p = p * r + 0x1.5555192d5f5dep-5;
  p = p * r + 0x1.5554dcf88fd17p-3;
  p = p * r + 0.5;
  p = p * r + 1.0;
  p = p * r + 1.0;
  return p * power_of_two(parts.n);
}

MARTLET_BODY f32 log_edges_f32(f32 x, f32 result) { return x > 0.0f && x < __builtin_inff() ? result : (f32)log_edges(x, 0.0); }
// As doubles all numbers are normal.
MARTLET_BODY f32 log_f32(f32 x) { return log_edges_f32(x, (f32)log_short(x)); }
MARTLET_BODY f32 log2_f32(f32 x) { return log_edges_f32(x, (f32)(log_short(x) * 1.4426950408889634)); }
MARTLET_BODY f32 log10_f32(f32 x) { return log_edges_f32(x, (f32)(log_short(x) * 0.4342944819032518)); }

// For x above -1, not infinite.
MARTLET_BODY f32 log1p_ordinary_f32(f32 x) {
  FUSED f32 result = (f32)log_short(1.0 + x);
  // Of smaller numbers the sum would drop digits; x - x^2 / 2 has them.
  f32 near = (f32)(x - 0.5 * x * x);
  return __builtin_fabsf(x) < 0x1p-14f ? (x == 0.0f ? x : near) : result;
}

MARTLET_BODY f32 log1p_f32(f32 x) {
  return x > -1.0f && x < __builtin_inff() ? log1p_ordinary_f32(x) : (f32)log_edges(1.0 + x, 0.0);
}

// For |x| below 2^20: the product of n and pi / 2 is exact to 1e-10 of the smallest result.
MARTLET_BODY f32 sine_f32(f32 x, u64 turns) {
  FUSED f64 shifted = x * 0x1.45f306dc9c883p-1 + SHIFT_F64, n = shifted - SHIFT_F64;
  f64 r = (x - n * 0x1.921fb544p0) - n * 0x1.0b4611a626331p-34;
  f64 z = r * r, w = z * z, s = z * r;
  f64 sine = (r + s * (-0x15555554cbac77.0p-55 + z * 0x111110896efbb2.0p-59)) +
             s * w * (-0x1a00f9e2cae774.0p-65 + z * 0x16cd878c3b46a7.0p-71);
  f64 cosine = ((1.0 + z * -0x1ffffffd0c5e81.0p-54) + w * 0x155553e1053a42.0p-57) +
               (w * z) * (-0x16c087e80f1e27.0p-62 + z * 0x199342e0ee5069.0p-68);
  u64 quarter = bits_of(shifted) + turns;
  f64 value = quarter & 1 ? cosine : sine;
  return (f32)f64_of(bits_of(value) ^ (quarter & 2) << 62);
}

MARTLET_BODY f32 sin_f32(f32 x) {
  f32 result = sine_f32(x, 0);
  return x == 0.0f ? x : result;
}

MARTLET_BODY f32 cos_f32(f32 x) { return sine_f32(x, 1); }

MARTLET_BODY f32 signed_power_f32(f32 x, f32 y, f32 power) {
  f32 whole = __builtin_elementwise_trunc(y), half = __builtin_elementwise_trunc(y * 0.5f);
  f32 negative = whole == y ? (half * 2.0f == y ? power : -power) : __builtin_nanf("");
  return x < 0.0f ? negative : power;
}

// For positive finite x, and finite y; see the one of doubles.
MARTLET_BODY f32 power_ordinary_f32(f32 x, f32 y, bool *within) {
  f64 product = y * log_short(x);
  *within = __builtin_fabs(product) <= 708.0;
  return (f32)exp_short(product);
}

// For finite x but zero, and finite y.
MARTLET_BODY f32 power_f32(f32 x, f32 y) {
  f64 product = y * log_short(__builtin_fabsf(x));
  f32 power = (f32)exp_short(product < -200.0 ? -200.0 : product > 200.0 ? 200.0 : product);
  return signed_power_f32(x, y, power);
}

#define NORMAL (x >= 0x1p-126f && x < __builtin_inff())
#define WITHIN(limit) (x >= -(limit) && x <= (limit))

MARTLET_BODY f32 sin_careful(f32 x) { return WITHIN(0x1p20f) ? sin_f32(x) : sinf(x); }
MARTLET_BODY f32 cos_careful(f32 x) { return WITHIN(0x1p20f) ? cos_f32(x) : cosf(x); }

MARTLET_MAP(f32, martlet_loop_exp_f32, exp_ordinary_f32, WITHIN(87.0f), exp_f32)
MARTLET_MAP(f32, martlet_loop_expm1_f32, expm1_ordinary_f32, WITHIN(18.0f) && x != 0.0f, expm1_f32)
MARTLET_MAP(f32, martlet_loop_log_f32, log_ordinary_f32, NORMAL, log_f32)
MARTLET_MAP(f32, martlet_loop_log2_f32, log2_ordinary_f32, NORMAL, log2_f32)
MARTLET_MAP(f32, martlet_loop_log10_f32, log10_ordinary_f32, NORMAL, log10_f32)
MARTLET_MAP(f32, martlet_loop_log1p_f32, log1p_ordinary_f32, x > -1.0f && x < __builtin_inff(), log1p_f32)
MARTLET_MAP(f32, martlet_loop_sin_f32, sin_f32, WITHIN(0x1p20f), sin_careful)
MARTLET_MAP(f32, martlet_loop_cos_f32, cos_f32, WITHIN(0x1p20f), cos_careful)
MARTLET_MAP(f32, martlet_loop_tanh_f32, martlet_tangent, true, martlet_tangent)

MARTLET_POWER_OF(f32, 0x1p-149f, powf)
