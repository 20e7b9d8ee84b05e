// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#include "loops.h"

// Processors gather no faster than they load.
#define MARTLET_ONE_BY_ONE _Pragma("clang loop vectorize(disable) unroll_count(8)")

// One function for each size of elements.
#define FOR_SIZES(size, call) \
  switch (size) {             \
    case 1: call(u8); break;  \
    case 2: call(u16); break; \
    case 4: call(u32); break; \
    case 8: call(u64); break; \
  }

// Written always, kept only where the mask is true: no branch to guess.
#define COMPRESS(T)                                                                         \
  MARTLET_BODY size_t compress_##T(const T *x, const bool *mask, T *out, size_t count, size_t room) { \
    size_t found = 0, i = 0;                                                                \
    for (; i + 8 <= count && found + 8 <= room; i += 8) {                                                        \
      u64 eight;                                                                            \
      __builtin_memcpy(&eight, mask + i, 8);                                                \
      if (eight == 0) continue;                                                             \
      for (size_t k = i; k < i + 8; k++) {                                                  \
        out[found] = x[k];                                                                  \
        found += mask[k];                                                                   \
      }                                                                                     \
    }                                                                                       \
    for (; i < count; i++) {                                                                \
      if (mask[i]) out[found++] = x[i];                                                     \
    }                                                                                       \
    return found;                                                                           \
  }                                                                                         \
  MARTLET_BODY void place_##T(T *x, const bool *mask, const T *values, size_t step, size_t count) { \
    if (step == 0) {                                                                        \
      T value = *values;                                                                    \
      LANES_##T for (size_t i = 0; i < count; i++) {                                   \
        T old = x[i];                                                                       \
        x[i] = mask[i] ? value : old;                                                       \
      }                                                                                     \
      return;                                                                               \
    }                                                                                       \
    size_t next = 0;                                                                        \
    for (size_t i = 0; i < count; i++) {                                                    \
      if (mask[i]) x[i] = values[next++];                                                   \
    }                                                                                       \
  }                                                                                         \
  MARTLET_BODY void choose_##T(const bool *mask, ptrdiff_t m, const T *a, ptrdiff_t p, const T *b, ptrdiff_t q, T *out, \
                               size_t count) {                                              \
    if (m == 1 && p == 1 && q == 1) {                                                       \
      LANES_##T for (size_t i = 0; i < count; i++) {                                   \
        T yes = a[i], no = b[i];                                                            \
        out[i] = mask[i] ? yes : no;                                                        \
      }                                                                                     \
    } else if (m == 1 && p == 0 && q == 1) {                                                \
      T value = *a;                                                                         \
      LANES_##T for (size_t i = 0; i < count; i++) {                                   \
        T no = b[i];                                                                        \
        out[i] = mask[i] ? value : no;                                                      \
      }                                                                                     \
    } else if (m == 1 && p == 1 && q == 0) {                                                \
      T value = *b;                                                                         \
      LANES_##T for (size_t i = 0; i < count; i++) {                                   \
        T yes = a[i];                                                                       \
        out[i] = mask[i] ? yes : value;                                                     \
      }                                                                                     \
    } else {                                                                                \
      for (size_t i = 0; i < count; i++) {                                                  \
        ptrdiff_t k = (ptrdiff_t)i;                                                         \
        out[i] = mask[k * m] ? a[k * p] : b[k * q];                                         \
      }                                                                                     \
    }                                                                                       \
  }                                                                                         \
  MARTLET_BODY void strided_##T(const T *x, ptrdiff_t step, T *out, size_t count) {         \
    if (step == 1) {                                                                        \
      __builtin_memcpy(out, x, count * sizeof(T));                                          \
    } else if (step == 2 && count > 0) {                                                    \
      LANES_##T for (size_t i = 0; i < count - 1; i++) out[i] = x[2 * i];                   \
      out[count - 1] = x[2 * (count - 1)];                                                  \
    } else if (step == -1) {                                                                \
      LANES_##T for (size_t i = 0; i < count; i++) out[i] = x[-(ptrdiff_t)i];               \
    } else {                                                                                \
      for (size_t i = 0; i < count; i++) out[i] = x[(ptrdiff_t)i * step];                   \
    }                                                                                       \
  }                                                                                         \
  MARTLET_BODY bool take_##T(const T *x, ptrdiff_t stride, const i64 *positions, T *out, size_t count, i64 length) {        \
    /* Blocks are looked through first: positions that all count from the beginning are the rule. */                        \
    for (size_t start = 0; start < count; start += 1024) {                                  \
      size_t part = count - start < 1024 ? count - start : 1024;                            \
      const i64 *places = positions + start;                                                \
      T *to = out + start;                                                                  \
      u64 beyond = 0, outside = 0;                                                          \
      LANES_i64 for (size_t i = 0; i < part; i++) beyond |= (u64)places[i] >= (u64)length;  \
      if (!beyond && stride == 1) {                                                         \
        MARTLET_ONE_BY_ONE for (size_t i = 0; i < part; i++) to[i] = x[places[i]];          \
        continue;                                                                           \
      }                                                                                     \
      for (size_t i = 0; i < part; i++) {                                                   \
        i64 place = places[i];                                                              \
        place += place < 0 ? length : 0;                                                    \
        bool bad = (u64)place >= (u64)length;                                               \
        outside |= bad;                                                                     \
        to[i] = x[(bad ? 0 : place) * stride];                                              \
      }                                                                                     \
      if (outside) return false;                                                            \
    }                                                                                       \
    return true;                                                                            \
  }                                                                                         \
  /* Tiles that both sides hold in the nearest cache. */                                    \
  MARTLET_BODY void transpose_##T(const T *x, ptrdiff_t stride, T *out, ptrdiff_t out_stride, size_t rows, size_t first, \
                                  size_t last) {                                            \
    const size_t tile = 64 / sizeof(T) < 16 ? 16 : 64 / sizeof(T);                          \
    for (size_t j = first; j < last; j += tile) {                                           \
      size_t end = last - j < tile ? last : j + tile;                                       \
      for (size_t i = 0; i < rows; i += tile) {                                             \
        size_t stop = rows - i < tile ? rows : i + tile;                                    \
        for (size_t b = j; b < end; b++) {                                                  \
          for (size_t a = i; a < stop; a++)                                                 \
            out[(ptrdiff_t)b * out_stride + (ptrdiff_t)a] = x[(ptrdiff_t)a * stride + (ptrdiff_t)b]; \
        }                                                                                   \
      }                                                                                     \
    }                                                                                       \
  }

COMPRESS(u8)
COMPRESS(u16)
COMPRESS(u32)
COMPRESS(u64)

MARTLET_VECTORIZED size_t martlet_compress(const void *x, const bool *mask, void *out, size_t count, size_t room,
                                          size_t size) {
  size_t found = 0;
#define CALL(T) found = compress_##T(x, mask, out, count, room)
  FOR_SIZES(size, CALL)
#undef CALL
  return found;
}

MARTLET_VECTORIZED size_t martlet_positions(const bool *mask, int64_t *out, size_t count, size_t room, int64_t start,
                                            int64_t stride) {
  size_t found = 0, i = 0;
  for (; i + 8 <= count && found + 8 <= room; i += 8) {
    u64 eight;
    __builtin_memcpy(&eight, mask + i, 8);
    if (eight == 0) continue;
    for (size_t k = i; k < i + 8; k++) {
      out[found] = start + (int64_t)k * stride;
      found += mask[k];
    }
  }
  for (; i < count; i++) {
    if (mask[i]) out[found++] = start + (int64_t)i * stride;
  }
  return found;
}

MARTLET_VECTORIZED void martlet_place(void *x, const bool *mask, const void *values, size_t step, size_t count,
                                      size_t size) {
#define CALL(T) place_##T(x, mask, values, step, count)
  FOR_SIZES(size, CALL)
#undef CALL
}

MARTLET_VECTORIZED void martlet_choose(const bool *mask, ptrdiff_t step_mask, const void *a, ptrdiff_t step_a,
                                       const void *b, ptrdiff_t step_b, void *out, size_t count, size_t size) {
#define CALL(T) choose_##T(mask, step_mask, a, step_a, b, step_b, out, count)
  FOR_SIZES(size, CALL)
#undef CALL
}

MARTLET_VECTORIZED void martlet_gather_strided(const void *x, ptrdiff_t step, void *out, size_t count, size_t size) {
#define CALL(T) strided_##T(x, step, out, count)
  FOR_SIZES(size, CALL)
#undef CALL
}

MARTLET_VECTORIZED void martlet_transpose(const void *x, ptrdiff_t stride, void *out, ptrdiff_t out_stride, size_t rows,
                                          size_t first, size_t last, size_t size) {
#define CALL(T) transpose_##T(x, stride, out, out_stride, rows, first, last)
  FOR_SIZES(size, CALL)
#undef CALL
}

MARTLET_VECTORIZED bool martlet_take(const void *x, ptrdiff_t stride, const int64_t *positions, void *out, size_t count,
                                     int64_t length, size_t size) {
  bool fits = false;
#define CALL(T) fits = take_##T(x, stride, positions, out, count, length)
  FOR_SIZES(size, CALL)
#undef CALL
  return fits;
}
