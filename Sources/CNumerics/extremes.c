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
#define COLUMNS 128
#define AT(T, i) (*(const wide_##T *)(x + (i)))

// One bit for each lane of a comparison.
typedef bool bits_64 __attribute__((ext_vector_type(8)));
typedef bool bits_32 __attribute__((ext_vector_type(16)));
typedef bool bits_16 __attribute__((ext_vector_type(32)));
typedef bool bits_8 __attribute__((ext_vector_type(64)));
#define BITS_f64 bits_64
#define BITS_i64 bits_64
#define BITS_u64 bits_64
#define BITS_f32 bits_32
#define BITS_i32 bits_32
#define BITS_u32 bits_32
#define BITS_i16 bits_16
#define BITS_u16 bits_16
#define BITS_i8 bits_8
#define BITS_u8 bits_8
#define BITS(T, comparison)                                                   \
  ({                                                                          \
    BITS_##T lanes = __builtin_convertvector(comparison, BITS_##T);           \
    u64 bits = 0;                                                             \
    __builtin_memcpy(&bits, &lanes, LANES(T) / 8);                            \
    bits;                                                                     \
  })
#define PICK(a, b, beats) ((a)beats(b) ? (a) : (b))

// The extreme of all lanes, none of which is NaN: compilers take twice as long with floating point, as they prepare for it.
#define ACROSS_FOUR(v, beats)                         \
  ({                                                  \
    __typeof__((v).lo) two = PICK((v).lo, (v).hi, beats); \
    PICK(two[0], two[1], beats);                      \
  })
#define ACROSS_f64(v, beats, reducer)                   \
  ({                                                    \
    __typeof__((v).lo) four = PICK((v).lo, (v).hi, beats); \
    ACROSS_FOUR(four, beats);                           \
  })
#define ACROSS_f32(v, beats, reducer)                    \
  ({                                                     \
    __typeof__((v).lo) eight = PICK((v).lo, (v).hi, beats); \
    ACROSS_f64(eight, beats, reducer);                   \
  })
#define ACROSS_i64(v, beats, reducer) __builtin_reduce_##reducer(v)
#define ACROSS_i32 ACROSS_i64
#define ACROSS_i16 ACROSS_i64
#define ACROSS_i8 ACROSS_i64
#define ACROSS_u64 ACROSS_i64
#define ACROSS_u32 ACROSS_i64
#define ACROSS_u16 ACROSS_i64
#define ACROSS_u8 ACROSS_i64

// The extreme of a line; `missing` is set if there is a NaN, which is left out.
#define EXTREME(T, name, beats, start, reducer)                                                            \
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
  /* The first place of a value that is there. A vector at the end may overlap those before it. */   \
  MARTLET_BODY size_t first_##name##_##T(const T *x, size_t count, T value) {                       \
    size_t i = 0;                                                                                   \
    for (; i + LANES(T) <= count; i += LANES(T)) {                                                  \
      u64 met = BITS(T, AT(T, i) == value);                                                         \
      if (met) return i + (size_t)__builtin_ctzll(met);                                             \
    }                                                                                               \
    while (i < count && x[i] != value) i++;                                                         \
    return i;                                                                                       \
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
    return (int64_t)(place + first_##name##_##T(x + place, length, best));                          \
  }                                                                                                 \
  /* The same for a line of few elements, all of which the nearest cache holds; at least a vector of them. */ \
  MARTLET_BODY int64_t position_in_short_##name##_##T(const T *x, size_t count) {                   \
    wide_##T a = AT(T, count - LANES(T)), b = a;                                                    \
    __typeof__(a != a) unequal = a != a;                                                            \
    size_t i = 0;                                                                                   \
    for (; i + 2 * LANES(T) <= count; i += 2 * LANES(T)) {                                          \
      wide_##T p = AT(T, i), q = AT(T, i + LANES(T));                                               \
      a = PICK(p, a, beats);                                                                        \
      b = PICK(q, b, beats);                                                                        \
      unequal |= (p != p) | (q != q);                                                               \
    }                                                                                               \
    if (i + LANES(T) <= count) {                                                                    \
      wide_##T p = AT(T, i);                                                                        \
      b = PICK(p, b, beats);                                                                        \
      unequal |= p != p;                                                                            \
    }                                                                                               \
    if (BITS(T, unequal)) {                                                                         \
      for (i = 0; x[i] == x[i];) i++;                                                               \
      return (int64_t)i;                                                                            \
    }                                                                                               \
    a = PICK(b, a, beats);                                                                          \
    return (int64_t)first_##name##_##T(x, count, ACROSS_##T(a, beats, reducer));                    \
  }                                                                                                 \
  /* Lines shorter than a vector, which is read whole where that stays within the lines. */         \
  MARTLET_BODY void positions_in_tiny_##name##_##T(const T *x, size_t lines, size_t length, int64_t *out) { \
    wide_##T rest = (T)(start);                                                                     \
    __typeof__(rest != rest) inside = {0};                                                          \
    for (size_t k = 0; k < length; k++) inside[k] = -1;                                             \
    for (size_t i = 0; i < lines; i++, x += length) {                                               \
      if ((lines - i) * length < LANES(T)) {                                                        \
        out[i] = position_of_##name##_##T##_body(x, length);                                        \
        continue;                                                                                   \
      }                                                                                             \
      wide_##T p = AT(T, 0);                                                                        \
      p = inside ? p : rest;                                                                        \
      u64 missing = BITS(T, p != p), met = BITS(T, p == ACROSS_##T(p, beats, reducer));             \
      out[i] = __builtin_ctzll(missing ? missing : met);                                            \
    }                                                                                               \
  }                                                                                                 \
  MARTLET_BODY void positions_of_##name##_##T##_body(const T *x, size_t lines, size_t length, int64_t *out) { \
    if (length < LANES(T)) {                                                                        \
      positions_in_tiny_##name##_##T(x, lines, length, out);                                        \
    } else if (length <= 1024) {                                                                    \
      for (size_t i = 0; i < lines; i++) out[i] = position_in_short_##name##_##T(x + i * length, length); \
    } else {                                                                                        \
      for (size_t i = 0; i < lines; i++) out[i] = position_of_##name##_##T##_body(x + i * length, length); \
    }                                                                                               \
  }                                                                                                 \
  MARTLET_VECTORIZED void martlet_positions_of_##name##_##T(const void *x, size_t lines, size_t length, int64_t *out) { \
    positions_of_##name##_##T##_body(x, lines, length, out);                                        \
  } \
  /* Walks down a few columns, whose best so far stay in the nearest cache. */                      \
  MARTLET_BODY void walk_##name##_##T(const T *x, size_t rows, size_t stride, size_t width, int64_t *out) { \
    T best[COLUMNS];                                                                                \
    u32 places[COLUMNS] = {0};                                                                      \
    for (size_t k = 0; k < width; k++) best[k] = x[k];                                              \
    for (size_t row = 1; row < rows; row++) {                                                       \
      const T *line = x + row * stride;                                                             \
      LANES_##T for (size_t k = 0; k < width; k++) {                                                \
        T next = line[k], held = best[k];                                                           \
        bool better = ((next)beats(held)) | ((next != next) & (held == held));                      \
        best[k] = better ? next : held;                                                             \
        places[k] = better ? (u32)row : places[k];                                                  \
      }                                                                                             \
    }                                                                                               \
    for (size_t k = 0; k < width; k++) out[k] = places[k];                                          \
  }                                                                                                 \
  MARTLET_VECTORIZED void martlet_positions_down_##name##_##T(const void *x, size_t rows, size_t stride, size_t width, \
                                                              int64_t *out) {                       \
    size_t at = 0;                                                                               \
    for (; at + COLUMNS <= width; at += COLUMNS) {                                            \
      walk_##name##_##T((const T *)x + at, rows, stride, COLUMNS, out + at);                  \
    }                                                                                               \
    if (at < width) walk_##name##_##T((const T *)x + at, rows, stride, width - at, out + at); \
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
  EXTREME(T, least, <, MAXIMUM, min) \
  EXTREME(T, greatest, >, MINIMUM, max)
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
  };
  if (type < 0 || type >= MARTLET_TYPES || operation < 0 || operation >= MARTLET_REDUCTIONS) return NULL;
  return table[operation][type];
}

#undef ROW
#define ROW(name)                                                                                                     \
  {martlet_positions_of_##name##_f64, martlet_positions_of_##name##_f32, martlet_positions_of_##name##_i64,           \
   martlet_positions_of_##name##_i32, martlet_positions_of_##name##_i16, martlet_positions_of_##name##_i8,            \
   martlet_positions_of_##name##_u64, martlet_positions_of_##name##_u32, martlet_positions_of_##name##_u16,           \
   martlet_positions_of_##name##_u8,  NULL}

martlet_line_positions martlet_line_positions_kernel(bool greatest, int32_t type) {
  static const martlet_line_positions table[][MARTLET_TYPES] = {ROW(least), ROW(greatest)};
  return type < 0 || type >= MARTLET_TYPES ? NULL : table[greatest][type];
}

#undef ROW
#define ROW(name)                                                                                                     \
  {martlet_positions_down_##name##_f64, martlet_positions_down_##name##_f32, martlet_positions_down_##name##_i64,     \
   martlet_positions_down_##name##_i32, martlet_positions_down_##name##_i16, martlet_positions_down_##name##_i8,      \
   martlet_positions_down_##name##_u64, martlet_positions_down_##name##_u32, martlet_positions_down_##name##_u16,     \
   martlet_positions_down_##name##_u8,  NULL}

martlet_column_positions martlet_column_positions_kernel(bool greatest, int32_t type) {
  static const martlet_column_positions table[][MARTLET_TYPES] = {ROW(least), ROW(greatest)};
  return type < 0 || type >= MARTLET_TYPES ? NULL : table[greatest][type];
}
