// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#include "loops.h"

#define TOP ((u64)1 << 63)
#define TOP_32 ((u32)1 << 31)

// The bits of positive numbers grow with them; those of negative ones fall.
MARTLET_BODY void keys_f64(const f64 *x, u64 *keys, size_t count) {
  LANES_u64 for (size_t i = 0; i < count; i++) {
    f64 value = x[i];
    u64 bits;
    __builtin_memcpy(&bits, &value, 8);
    u64 key = bits >> 63 ? ~bits : bits | TOP;
    keys[i] = value != value ? ~(u64)0 : key;
  }
}

MARTLET_BODY void keys_f32(const f32 *x, u32 *keys, size_t count) {
  LANES_u32 for (size_t i = 0; i < count; i++) {
    f32 value = x[i];
    u32 bits;
    __builtin_memcpy(&bits, &value, 4);
    u32 key = bits >> 31 ? ~bits : bits | TOP_32;
    keys[i] = value != value ? ~(u32)0 : key;
  }
}

MARTLET_BODY void numbers_f64(const u64 *keys, f64 *x, size_t count) {
  LANES_u64 for (size_t i = 0; i < count; i++) {
    u64 bits = keys[i] >> 63 ? keys[i] & ~TOP : ~keys[i];
    __builtin_memcpy(&x[i], &bits, 8);
  }
}

MARTLET_BODY void numbers_f32(const u32 *keys, f32 *x, size_t count) {
  LANES_u32 for (size_t i = 0; i < count; i++) {
    u32 bits = keys[i] >> 31 ? keys[i] & ~TOP_32 : ~keys[i];
    __builtin_memcpy(&x[i], &bits, 4);
  }
}

MARTLET_VECTORIZED void martlet_keys_f64(const double *x, uint64_t *keys, size_t count) { keys_f64(x, keys, count); }
MARTLET_VECTORIZED void martlet_keys_f32(const float *x, uint32_t *keys, size_t count) { keys_f32(x, keys, count); }
MARTLET_VECTORIZED void martlet_numbers_f64(const uint64_t *keys, double *x, size_t count) { numbers_f64(keys, x, count); }
MARTLET_VECTORIZED void martlet_numbers_f32(const uint32_t *keys, float *x, size_t count) { numbers_f32(keys, x, count); }

// Digits of 8 bits from the lowest, each counted in one walk over the keys; a digit that all share moves nothing.
#define RADIX(T)                                                                   \
  T *martlet_sort_##T(T *keys, T *other, size_t count) {                           \
    enum { DIGITS = sizeof(T) };                                                   \
    u32 counts[DIGITS][256] = {{0}};                                               \
    for (size_t i = 0; i < count; i++) {                                           \
      T key = keys[i];                                                             \
      for (int digit = 0; digit < DIGITS; digit++) counts[digit][(u8)(key >> (8 * digit))]++; \
    }                                                                              \
    for (int digit = 0; digit < DIGITS; digit++) {                                 \
      if (count == 0 || counts[digit][(u8)(keys[0] >> (8 * digit))] == count) continue; \
      u32 sum = 0;                                                                 \
      for (int k = 0; k < 256; k++) {                                              \
        u32 here = counts[digit][k];                                               \
        counts[digit][k] = sum;                                                    \
        sum += here;                                                               \
      }                                                                            \
      for (size_t i = 0; i < count; i++) {                                         \
        T key = keys[i];                                                           \
        other[counts[digit][(u8)(key >> (8 * digit))]++] = key;                    \
      }                                                                            \
      T *swap = keys;                                                              \
      keys = other;                                                                \
      other = swap;                                                                \
    }                                                                              \
    return keys;                                                                   \
  }

RADIX(u64)
RADIX(u32)
