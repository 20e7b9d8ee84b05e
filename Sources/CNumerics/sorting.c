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

// Sorting takes digits of 8 bits from the lowest, each counted in one walk over the keys; a digit that all share moves
// nothing. More bits mean fewer walks, but to more places than the nearest cache holds. Selecting only counts, and takes 11.
#define DIGIT 11
#define VALUES (1 << DIGIT)
#define DIGIT_OF(key, place) ((size_t)((key) >> (DIGIT * (place))) & (VALUES - 1))
#define BYTE_OF(key, place) ((u8)((key) >> (8 * (place))))
#define RADIX(T)                                                                        \
  T *martlet_sort_##T(T *keys, T *other, size_t count) {                                \
    enum { DIGITS = sizeof(T) };                              \
    u32 counts[DIGITS][256];                                                         \
    __builtin_memset(counts, 0, sizeof counts);                                         \
    for (size_t i = 0; i < count; i++) {                                                \
      T key = keys[i];                                                                  \
      for (int place = 0; place < DIGITS; place++) counts[place][BYTE_OF(key, place)]++; \
    }                                                                                   \
    for (int place = 0; place < DIGITS; place++) {                                      \
      u32 *starts = counts[place];                                                      \
      if (count == 0 || starts[BYTE_OF(keys[0], place)] == count) continue;            \
      u32 sum = 0;                                                                      \
      for (int k = 0; k < 256; k++) {                                                \
        u32 here = starts[k];                                                           \
        starts[k] = sum;                                                                \
        sum += here;                                                                    \
      }                                                                                 \
      for (size_t i = 0; i < count; i++) other[starts[BYTE_OF(keys[i], place)]++] = keys[i]; \
      T *swap = keys;                                                                   \
      keys = other;                                                                     \
      other = swap;                                                                     \
    }                                                                                   \
    return keys;                                                                        \
  }                                                                                     \
  /* From the highest digit down only the keys that share it with the wanted one stay. */ \
  static T select_##T(T *keys, T *other, size_t count, size_t rank) {                   \
    u32 counts[VALUES];                                                                 \
    for (int place = (8 * sizeof(T) + DIGIT - 1) / DIGIT - 1; place >= 0 && count > 1; place--) { \
      __builtin_memset(counts, 0, sizeof counts);                                       \
      for (size_t i = 0; i < count; i++) counts[DIGIT_OF(keys[i], place)]++;            \
      size_t digit = 0;                                                                 \
      while (rank >= counts[digit]) rank -= counts[digit++];                            \
      size_t kept = 0;                                                                  \
      for (size_t i = 0; i < count; i++) {                                              \
        other[kept] = keys[i];                                                          \
        kept += DIGIT_OF(keys[i], place) == digit;                                      \
      }                                                                                 \
      count = kept;                                                                     \
      T *swap = keys;                                                                   \
      keys = other;                                                                     \
      other = swap;                                                                     \
    }                                                                                   \
    return keys[0];                                                                     \
  }                                                                                     \
  MARTLET_BODY T next_##T(const T *keys, size_t count, T key, size_t rank) {            \
    T least = (T) ~(T)0;                                                                \
    u64 upTo = 0;                                                                       \
    for (size_t i = 0; i < count; i++) {                                                \
      T candidate = keys[i] > key ? keys[i] : (T) ~(T)0;                                \
      least = candidate < least ? candidate : least;                                    \
      upTo += keys[i] <= key;                                                           \
    }                                                                                   \
    return upTo > rank + 1 || rank + 1 >= count ? key : least;                          \
  }

RADIX(u64)
RADIX(u32)

#define NEIGHBOURS(F, K)                                                                                         \
  MARTLET_VECTORIZED void martlet_neighbours_##F(const F *x, size_t count, size_t rank, K *work, F *pair) {      \
    keys_##F(x, work, count);                                                                                    \
    K found[2] = {select_##K(work, work + count, count, rank), 0};                                               \
    keys_##F(x, work, count);                                                                                    \
    found[1] = next_##K(work, count, found[0], rank);                                                            \
    numbers_##F(found, pair, 2);                                                                                 \
  }
NEIGHBOURS(f64, u64)
NEIGHBOURS(f32, u32)
