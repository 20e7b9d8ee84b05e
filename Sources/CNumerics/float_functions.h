// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors
//
// Elementary functions of one float without branches or tables, so that a loop over them becomes vector code in every
// clone of MARTLET_VECTORIZED. The polynomials are minimax fits (weighted least squares) of our own; the errors
// are measured in Tests/TrainingTests/NeuralKernelTests.swift.

#pragma once

#include <stddef.h>
#include <stdint.h>

#define MARTLET_INLINE static inline __attribute__((always_inline))

// Before a loop whose steps touch no element of another step: memory that is read and written in place may then be the
// same. Without it such a loop runs one by one, since the compiler's own test for overlap fails.
#define MARTLET_INDEPENDENT _Pragma("clang loop vectorize(assume_safety)")

MARTLET_INLINE float martlet_float(uint32_t bits) {
  float value;
  __builtin_memcpy(&value, &bits, sizeof value);
  return value;
}

MARTLET_INLINE uint32_t martlet_bits(float value) {
  uint32_t bits;
  __builtin_memcpy(&bits, &value, sizeof bits);
  return bits;
}

MARTLET_INLINE float martlet_absolute(float x) { return martlet_float(martlet_bits(x) & 0x7fffffffu); }

// The magnitude of `x` with the sign of `sign`.
MARTLET_INLINE float martlet_signed(float x, float sign) {
  return martlet_float((martlet_bits(x) & 0x7fffffffu) | (martlet_bits(sign) & 0x80000000u));
}

// exp(x) - 1 for |x| <= ln 2 / 2, without its first term: exp(r) = 1 + (r + r^2 q(r)).
MARTLET_INLINE float martlet_exponential_tail(float r) {
#pragma clang fp contract(fast)
  float q = 0.000198458845f;
  q = q * r + 0.00139407208f;
  q = q * r + 0.00833338965f;
  q = q * r + 0.0416663587f;
  q = q * r + 0.166666657f;
  q = q * r + 0.5f;
  return q * (r * r) + r;
}

// exp(x) = 2^n exp(r) with n the integer nearest to x / ln 2. Within 1 unit in the last place; subnormal results, 0,
// infinity and NaN as they should be.
MARTLET_INLINE float martlet_exponential(float x) {
#pragma clang fp contract(fast)
  const float shift = 0x1.8p23f;  // adding it rounds to an integer, which then stands in the lowest bits
  float y = x < -104.0f ? -104.0f : x > 89.0f ? 89.0f : x;
  float n = (y * 0x1.715476p0f + shift) - shift;
  // ln 2 in two parts; n times the first is exact, with or without fused operations.
  float r = (y - n * 0x1.62ep-1f) - n * 0x1.0bfbe8p-15f;
  float p = martlet_exponential_tail(r) + 1.0f;
  // 2^n in two factors, since neither subnormal results nor those just below infinity have one.
  float half = (n * 0.5f + shift) - shift;
  uint32_t first = (martlet_bits(half + shift) + 127u) << 23;
  uint32_t second = (martlet_bits((n - half) + shift) + 127u) << 23;
  return p * martlet_float(first) * martlet_float(second);
}

// tanh(x) = h / (h + 1) with 2h = exp(2|x|) - 1, which is computed without cancellation; within 2 units in the last place.
// 2|x| = n ln 2 + 2r, and the polynomial is that of the exponential in r instead of 2r.
MARTLET_INLINE float martlet_tangent(float x) {
#pragma clang fp contract(fast)
  const float shift = 0x1.8p23f;
  float t = martlet_absolute(x), a = t > 10.0f ? 10.0f : t;
  float shifted = a * 0x1.715476p1f + shift, n = shifted - shift;
  float r = (a - n * 0x1.62ep-2f) - n * 0x1.0bfbe8p-16f;
  float q = 32.0f * 0.000198458845f * 2.0f;
  q = q * r + 32.0f * 0.00139407208f;
  q = q * r + 16.0f * 0.00833338965f;
  q = q * r + 8.0f * 0.0416663587f;
  q = q * r + 4.0f * 0.166666657f;
  q = q * r + 1.0f;
  float tail = q * (r * r) + r, power = martlet_float((martlet_bits(shifted) + 127u) << 23);
  float h = power * tail + (power * 0.5f - 0.5f);
  // Of small h the quotient makes up for what the sum lost; both errors would add to more than 2 units.
  float below = h + 1.0f, quotient = h / below, lost = h < 0.5f ? h - (below - 1.0f) : 0.0f;
  return martlet_signed(quotient - quotient * lost, x);
}

// 1 / (1 + exp(-x))
MARTLET_INLINE float martlet_logistic(float x) { return 1.0f / (1.0f + martlet_exponential(-x)); }

// erf(x): an odd polynomial near zero, 1 - exp(p(|x|)) beyond. Both are computed and one is taken.
MARTLET_INLINE float martlet_error_function(float x) {
#pragma clang fp contract(fast)
  float t = martlet_absolute(x);
  float s = x * x;
  float near = 8.18509070e-05f;
  near = near * s - 0.000809770252f;
  near = near * s + 0.00519695180f;
  near = near * s - 0.0268577058f;
  near = near * s + 0.112836633f;
  near = near * s - 0.376126319f;
  near = near * s + 0.128379166f;
  near = near * x + x;
  float y = t > 4.1f ? 4.1f : t;
  float p = -2.08285273e-05f;
  p = p * y + 0.000431392575f;
  p = p * y - 0.00415625051f;
  p = p * y + 0.0250806063f;
  p = p * y - 0.108220369f;
  p = p * y - 0.633400857f;
  p = p * y - 1.12948835f;
  p = p * y + 0.000169203922f;
  float far = martlet_signed(1.0f - martlet_exponential(p), x);
  return t < 0.95f ? near : (x != x ? x : far);
}

// x times the logistic function of 2u, which is x (1 + tanh u) / 2; u = sqrt(2 / pi) (x + 0.044715 x^3).
MARTLET_INLINE float martlet_gelu_tanh(float x) {
#pragma clang fp contract(fast)
  float u = 1.59576912f * (x + 0.044715f * (x * x * x));
  return x / (1.0f + martlet_exponential(-u));
}

MARTLET_INLINE float martlet_gelu_tanh_slope(float x) {
#pragma clang fp contract(fast)
  float z = x < -30.0f ? -30.0f : x > 30.0f ? 30.0f : x;  // beyond, the slope is 0 or 1; squares must not overflow
  float square = z * z;
  float u = 1.59576912f * z * (1.0f + 0.044715f * square);
  // The logistic function s and its slope s (1 - s), neither of which loses digits where s is close to 1.
  float e = martlet_exponential(-martlet_absolute(u)), reciprocal = 1.0f / (1.0f + e);
  float s = (u < 0.0f ? e : 1.0f) * reciprocal;
  return s + z * (e * reciprocal * reciprocal) * (1.59576912f * (1.0f + 0.134145f * square));
}

MARTLET_INLINE float martlet_gelu_erf(float x) {
  return 0.5f * x * (1.0f + martlet_error_function(x * 0.707106781f));
}

// The normal distribution function plus x times its density.
MARTLET_INLINE float martlet_gelu_erf_slope(float x) {
#pragma clang fp contract(fast)
  float z = x < -30.0f ? -30.0f : x > 30.0f ? 30.0f : x;
  float density = 0.398942280f * martlet_exponential(-0.5f * z * z);
  return 0.5f * (1.0f + martlet_error_function(z * 0.707106781f)) + z * density;
}
