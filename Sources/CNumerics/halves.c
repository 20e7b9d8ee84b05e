// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#include "CNumerics.h"

static inline uint16_t load(const void *x, size_t i) {
  uint16_t bits;
  __builtin_memcpy(&bits, (const char *)x + 2 * i, sizeof bits);
  return bits;
}

static inline float from_bits(uint32_t bits) {
  float value;
  __builtin_memcpy(&value, &bits, sizeof value);
  return value;
}

MARTLET_VECTORIZED void martlet_bf16_to_f32(const void *x, float *out, size_t count) {
  for (size_t i = 0; i < count; i++) out[i] = from_bits((uint32_t)load(x, i) << 16);
}

// The exponent is moved by multiplying, which is exact and serves subnormal numbers too; infinity and NaN, whose
// exponent is all ones, get theirs back afterwards.
MARTLET_VECTORIZED void martlet_f16_to_f32(const void *x, float *out, size_t count) {
  for (size_t i = 0; i < count; i++) {
    uint32_t bits = load(x, i);
    uint32_t sign = (bits & 0x8000u) << 16, rest = (bits & 0x7fffu) << 13;
    float magnitude = from_bits(rest) * 0x1p112f;
    uint32_t scaled;
    __builtin_memcpy(&scaled, &magnitude, sizeof scaled);
    uint32_t special = rest | 0x7f800000u;
    uint32_t chosen = rest >= 0x0f800000u ? special : scaled;
    out[i] = from_bits(chosen | sign);
  }
}
