// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#include "loops.h"

// Lines go through four accumulators of 64 bytes. NaN is looked for beside the comparisons, which it never wins.
#define WIDE_VECTOR(T) typedef T wide_##T __attribute__((ext_vector_type(64 / sizeof(T)), aligned(sizeof(T))))
WIDE_VECTOR(f64);
WIDE_VECTOR(f32);
WIDE_VECTOR(i64);
WIDE_VECTOR(i32);
WIDE_VECTOR(i16);
WIDE_VECTOR(i8);
WIDE_VECTOR(u64);
WIDE_VECTOR(u32);
WIDE_VECTOR(u16);
WIDE_VECTOR(u8);

#define LANES(T) (64 / sizeof(T))
#define AT(T, i) (*(const wide_##T *)(x + (i)))
#define PICK(a, b, beats) ((a)beats(b) ? (a) : (b))

// The extreme of a line; `missing` is set if there is a NaN, which is left out.
#define EXTREME(T, name, beats, start)                                                              \
  MARTLET_BODY T name##_##T##_line(const T *x, size_t count, bool *missing) {                       \
    T best = start;                                                                                 \
    size_t i = 0;                                                                                   \
    bool odd = false;                                                                               \
    if (count >= 4 * LANES(T)) {                                                                    \
      wide_##T a = (T)(start), b = a, c = a, d = a;                                  \
      __typeof__(a != a) unequal = a != a;                                                          \
      for (; i + 4 * LANES(T) <= count; i += 4 * LANES(T)) {                                        \
        wide_##T p = AT(T, i), q = AT(T, i + LANES(T)), r = AT(T, i + 2 * LANES(T)), s = AT(T, i + 3 * LANES(T)); \
        a = PICK(p, a, beats);                                                                      \
        b = PICK(q, b, beats);                                                                      \
        c = PICK(r, c, beats);                                                                      \
        d = PICK(s, d, beats);                                                                      \
        unequal |= (p != p) | (q != q) | (r != r) | (s != s);                                       \
      }                                                                                             \
      a = PICK(b, a, beats);                                                                        \
      c = PICK(d, c, beats);                                                                        \
      a = PICK(c, a, beats);                                                                        \
      for (size_t k = 0; k < LANES(T); k++) {                                                       \
        best = PICK(a[k], best, beats);                                                             \
        odd |= unequal[k] != 0;                                                                     \
      }                                                                                             \
    }                                                                                               \
    for (; i < count; i++) {                                                                        \
      best = PICK(x[i], best, beats);                                                               \
      odd |= x[i] != x[i];                                                                          \
    }                                                                                               \
    *missing = odd;                                                                                 \
    return best;                                                                                    \
  }                                                                                                 \
  MARTLET_VECTORIZED int32_t martlet_line_##name##_##T(const void *x, size_t count, void *result) {      \
    bool missing;                                                                                   \
    T best = name##_##T##_line(x, count, &missing);                                                 \
    *(T *)result = missing ? (T)__builtin_nan("") : best;                                           \
    return 0;                                                                                       \
  }                                                                                                 \
  MARTLET_BODY int64_t position_of_##name##_##T##_body(const T *x, size_t count) {                  \
    /* The extreme of each block; the first block that beats all before holds the position. */      \
    T best = start;                                                                                 \
    size_t place = 0, length = 0;                                                                   \
    for (size_t at = 0; at < count; at += 2048) {                                                   \
      size_t part = count - at < 2048 ? count - at : 2048;                                          \
      bool missing;                                                                                 \
      T found = name##_##T##_line(x + at, part, &missing);                                          \
      if (missing) {                                                                                \
        while (x[at] == x[at]) at++;                                                                \
        return (int64_t)at;                                                                         \
      }                                                                                             \
      if (length == 0 || (found)beats(best)) {                                                      \
        best = found;                                                                               \
        place = at;                                                                                 \
        length = part;                                                                              \
      }                                                                                             \
    }                                                                                               \
    for (size_t at = place; at < place + length; at += 64) {                                        \
      size_t part = place + length - at < 64 ? place + length - at : 64;                            \
      /* Whether it is among 64 elements is asked of all at once. */                                \
      u8 met = 0;                                                                                   \
      if (part == 64) {                                                                             \
        for (size_t k = 0; k < 64; k++) met |= x[at + k] == best;                                   \
        if (!met) continue;                                                                         \
      }                                                                                             \
      for (size_t k = 0; k < part; k++) {                                                           \
        if (x[at + k] == best) return (int64_t)(at + k);                                            \
      }                                                                                             \
    }                                                                                               \
    return 0;                                                                                       \
  }                                                                                                 \
  MARTLET_VECTORIZED int32_t martlet_line_position_of_##name##_##T(const void *x, size_t count, void *result) { \
    *(int64_t *)result = position_of_##name##_##T##_body(x, count);                                 \
    return 0;                                                                                       \
  }

// Without any number there is none: NaN.
#define EXTREME_NUMBER(T, name)                                                                     \
  MARTLET_VECTORIZED int32_t martlet_line_##name##_number_##T(const void *x, size_t count, void *result) { \
    bool missing;                                                                                   \
    T best = name##_##T##_line(x, count, &missing);                                                 \
    if (missing) {                                                                                  \
      const T *line = x;                                                                            \
      size_t i = 0;                                                                                 \
      while (i < count && line[i] != line[i]) i++;                                                  \
      if (i == count) best = (T)__builtin_nan("");                                                  \
    }                                                                                               \
    *(T *)result = best;                                                                            \
    return 0;                                                                                       \
  }

#define BOTH(T, MINIMUM, MAXIMUM) \
  EXTREME(T, least, <, MAXIMUM)   \
  EXTREME(T, greatest, >, MINIMUM)
BOTH(f64, -__builtin_inf(), __builtin_inf())
BOTH(f32, -__builtin_inff(), __builtin_inff())
EXTREME_NUMBER(f64, least)
EXTREME_NUMBER(f64, greatest)
EXTREME_NUMBER(f32, least)
EXTREME_NUMBER(f32, greatest)
BOTH(i64, INT64_MIN, INT64_MAX)
BOTH(i32, INT32_MIN, INT32_MAX)
BOTH(i16, INT16_MIN, INT16_MAX)
BOTH(i8, INT8_MIN, INT8_MAX)
BOTH(u64, 0, UINT64_MAX)
BOTH(u32, 0, UINT32_MAX)
BOTH(u16, 0, UINT16_MAX)
BOTH(u8, 0, UINT8_MAX)

#define DECLARE(name, T) int32_t martlet_line_##name##_##T(const void *, size_t, void *);
#define DECLARE_WHOLE(T) DECLARE(sum, T) DECLARE(product, T)
#define DECLARE_FLOAT(T) DECLARE_WHOLE(T) DECLARE(sum_of_squares, T) DECLARE(sum_of_absolutes, T)
DECLARE_FLOAT(f64)
DECLARE_FLOAT(f32)
DECLARE_WHOLE(i64)
DECLARE_WHOLE(i32)
DECLARE_WHOLE(i16)
DECLARE_WHOLE(i8)
DECLARE_WHOLE(u64)
DECLARE_WHOLE(u32)
DECLARE_WHOLE(u16)
DECLARE_WHOLE(u8)

#define PAIR(name) {martlet_line_##name##_f64, martlet_line_##name##_f32}
#define ROW(name)                                                                                                     \
  {martlet_line_##name##_f64, martlet_line_##name##_f32, martlet_line_##name##_i64, martlet_line_##name##_i32, martlet_line_##name##_i16,      \
   martlet_line_##name##_i8,  martlet_line_##name##_u64, martlet_line_##name##_u32, martlet_line_##name##_u16, martlet_line_##name##_u8, NULL}

martlet_reduction martlet_reduction_kernel(int32_t operation, int32_t type) {
  static const martlet_reduction table[][MARTLET_TYPES] = {
      [MARTLET_SUM] = ROW(sum),
      [MARTLET_SUM_OF_SQUARES] = PAIR(sum_of_squares),
      [MARTLET_SUM_OF_ABSOLUTES] = PAIR(sum_of_absolutes),
      [MARTLET_PRODUCT] = ROW(product),
      [MARTLET_LEAST] = ROW(least),
      [MARTLET_GREATEST] = ROW(greatest),
      [MARTLET_LEAST_NUMBER] = PAIR(least_number),
      [MARTLET_GREATEST_NUMBER] = PAIR(greatest_number),
      [MARTLET_POSITION_OF_LEAST] = ROW(position_of_least),
      [MARTLET_POSITION_OF_GREATEST] = ROW(position_of_greatest),
  };
  if (type < 0 || type >= MARTLET_TYPES || operation < 0 || operation >= MARTLET_REDUCTIONS) return NULL;
  return table[operation][type];
}
