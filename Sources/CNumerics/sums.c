// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#include "loops.h"

// NumPy's order: blocks of at most 128 in eight lanes, blocks pairwise. The error grows with the logarithm of the length.
// Blocks are visited from left to right and merged like a binary counter, since recursion could not be inlined.
#define EIGHT(T) typedef T eight_##T __attribute__((vector_size(8 * sizeof(T)), aligned(sizeof(T))))
EIGHT(f64);
EIGHT(f32);

#define PAIRWISE(T, name, lanes_expression, expression)                                       \
  MARTLET_BODY T name##_block(const T *x, size_t count, T mean) {                             \
    (void)mean;                                                                               \
    T sum = 0;                                                                                \
    size_t i = 0;                                                                             \
    if (count >= 8) {                                                                         \
      eight_##T v = *(const eight_##T *)x, sums = lanes_expression;                           \
      for (i = 8; i + 8 <= count; i += 8) {                                                   \
        v = *(const eight_##T *)(x + i);                                                      \
        sums += lanes_expression;                                                             \
      }                                                                                       \
      sum = ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7])); \
    }                                                                                         \
    for (; i < count; i++) {                                                                  \
      T v = x[i];                                                                             \
      sum += expression;                                                                      \
    }                                                                                         \
    return sum;                                                                               \
  }                                                                                           \
  MARTLET_BODY T name##_body(const T *x, size_t count, T mean) {                              \
    if (count <= 128) return name##_block(x, count, mean);                                    \
    size_t pending[64];                                                                       \
    T sums[64];                                                                               \
    size_t top = 0, depth = 0, done = 0;                                                      \
    pending[top++] = count;                                                                   \
    while (top > 0) {                                                                         \
      size_t rest = pending[--top];                                                           \
      if (rest == 0) {                                                                        \
        depth--;                                                                              \
        sums[depth - 1] += sums[depth];                                                       \
      } else if (rest <= 128) {                                                               \
        sums[depth++] = name##_block(x + done, rest, mean);                                   \
        done += rest;                                                                         \
      } else {                                                                                \
        size_t half = rest / 2 / 8 * 8;                                                       \
        pending[top++] = 0;                                                                   \
        pending[top++] = rest - half;                                                         \
        pending[top++] = half;                                                                \
      }                                                                                       \
    }                                                                                         \
    return sums[0];                                                                           \
  }

#define REDUCTION(T, name)                                                                    \
  MARTLET_VECTORIZED int32_t martlet_line_##name##_##T(const void *x, size_t count, void *result) { \
    *(T *)result = name##_##T##_body(x, count, 0);                                            \
    return 0;                                                                                 \
  }

PAIRWISE(f64, sum_f64, v, v)
PAIRWISE(f32, sum_f32, v, v)
PAIRWISE(f64, sum_of_squares_f64, (v * v), v *v)
PAIRWISE(f32, sum_of_squares_f32, (v * v), v *v)
PAIRWISE(f64, sum_of_absolutes_f64, __builtin_elementwise_abs(v), __builtin_fabs(v))
PAIRWISE(f32, sum_of_absolutes_f32, __builtin_elementwise_abs(v), __builtin_fabsf(v))
PAIRWISE(f64, squared_deviations_f64, ((v - mean) * (v - mean)), (v - mean) * (v - mean))
PAIRWISE(f32, squared_deviations_f32, ((v - mean) * (v - mean)), (v - mean) * (v - mean))
REDUCTION(f64, sum)
REDUCTION(f32, sum)
REDUCTION(f64, sum_of_squares)
REDUCTION(f32, sum_of_squares)
REDUCTION(f64, sum_of_absolutes)
REDUCTION(f32, sum_of_absolutes)

#define DISTANCES(T)                                                                                       \
  MARTLET_VECTORIZED T martlet_squared_deviations_##T(const T *x, size_t count, T mean) {                   \
    return squared_deviations_##T##_body(x, count, mean);                                                   \
  }                                                                                                        \
  MARTLET_BODY void add_squared_deviations_##T(const T *x, const T *means, T *sums, size_t count) {         \
    LANES_##T for (size_t i = 0; i < count; i++) sums[i] += (x[i] - means[i]) * (x[i] - means[i]);         \
  }                                                                                                        \
  MARTLET_VECTORIZED void martlet_add_squared_deviations_##T(const T *x, const T *means, T *sums, size_t count) { \
    add_squared_deviations_##T(x, means, sums, count);                                                      \
  }
DISTANCES(f64)
DISTANCES(f32)

// Products in eight lanes.
#define PRODUCT(T)                                                                             \
  MARTLET_BODY T product_##T##_body(const T *x, size_t count) {                                \
    T product = 1;                                                                             \
    size_t i = 0;                                                                              \
    if (count >= 8) {                                                                          \
      eight_##T lanes = *(const eight_##T *)x;                                                 \
      for (i = 8; i + 8 <= count; i += 8) lanes *= *(const eight_##T *)(x + i);                \
      for (int k = 0; k < 8; k++) product *= lanes[k];                                         \
    }                                                                                          \
    for (; i < count; i++) product *= x[i];                                                    \
    return product;                                                                            \
  }                                                                                            \
  MARTLET_VECTORIZED int32_t martlet_line_product_##T(const void *x, size_t count, void *result) {  \
    *(T *)result = product_##T##_body(x, count);                                               \
    return 0;                                                                                  \
  }
PRODUCT(f64)
PRODUCT(f32)

// Whole numbers: halves of 64-bit ones are summed apart, narrower ones in 64 bits; a block cannot overflow either.
#define WHOLE_BLOCK ((size_t)1 << 30)
#define WHOLE(T, W, MINIMUM, MAXIMUM)                                                          \
  MARTLET_BODY __int128 whole_block_##T(const T *x, size_t count) {                            \
    u64 low = 0;                                                                               \
    W high = 0;                                                                                \
    if (sizeof(T) == 8) {                                                                      \
      _Pragma("clang loop vectorize_width(8) interleave_count(4)") for (size_t i = 0; i < count; i++) { \
        low += (u32)x[i];                                                                      \
        high += (W)x[i] >> 32;                                                                 \
      }                                                                                        \
      return (__int128)high * ((__int128)1 << 32) + low;                                       \
    }                                                                                          \
    _Pragma("clang loop vectorize_width(8) interleave_count(4)") for (size_t i = 0; i < count; i++) high += x[i]; \
    return high;                                                                               \
  }                                                                                            \
  MARTLET_VECTORIZED int32_t martlet_line_sum_##T(const void *x, size_t count, void *result) {      \
    __int128 sum = 0;                                                                          \
    for (size_t start = 0; start < count; start += WHOLE_BLOCK) {                              \
      size_t part = count - start < WHOLE_BLOCK ? count - start : WHOLE_BLOCK;                 \
      sum += whole_block_##T((const T *)x + start, part);                                      \
    }                                                                                          \
    *(T *)result = (T)sum;                                                                     \
    return sum < (__int128)(MINIMUM) || sum > (__int128)(MAXIMUM);                             \
  }                                                                                            \
  int32_t martlet_line_product_##T(const void *x, size_t count, void *result) {                     \
    const T *values = x;                                                                       \
    T product = 1;                                                                             \
    bool overflow = false;                                                                     \
    for (size_t i = 0; i < count; i++) overflow |= __builtin_mul_overflow(product, values[i], &product); \
    *(T *)result = product;                                                                    \
    return overflow;                                                                           \
  }
WHOLE(i64, i64, INT64_MIN, INT64_MAX)
WHOLE(i32, i64, INT32_MIN, INT32_MAX)
WHOLE(i16, i64, INT16_MIN, INT16_MAX)
WHOLE(i8, i64, INT8_MIN, INT8_MAX)
WHOLE(u64, u64, 0, UINT64_MAX)
WHOLE(u32, u64, 0, UINT32_MAX)
WHOLE(u16, u64, 0, UINT16_MAX)
WHOLE(u8, u64, 0, UINT8_MAX)

MARTLET_VECTORIZED size_t martlet_count_true(const bool *x, size_t count) {
  size_t total = 0;
  for (size_t start = 0; start < count; start += 255 * 64) {
    size_t end = count - start < 255 * 64 ? count : start + 255 * 64;
    // Bytes are summed in 64 lanes of bytes, which 255 rounds cannot overflow.
    u8 lanes[64] = {0};
    size_t i = start;
    for (; i + 64 <= end; i += 64) {
      for (int k = 0; k < 64; k++) lanes[k] += x[i + k];
    }
    for (int k = 0; k < 64; k++) total += lanes[k];
    for (; i < end; i++) total += x[i];
  }
  return total;
}

MARTLET_VECTORIZED void martlet_add_true(const bool *x, int64_t *sums, size_t count) {
  LANES_i64 for (size_t i = 0; i < count; i++) sums[i] += x[i];
}
