// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#include "CNumerics.h"
#include "float_functions.h"

#define ELEMENTWISE(name, expression)                                                     \
  MARTLET_VECTORIZED void name(const float *input, float *out, size_t count) {            \
    MARTLET_INDEPENDENT                                                                   \
    for (size_t i = 0; i < count; i++) {                                                  \
      float x = input[i];                                                                 \
      out[i] = expression;                                                                \
    }                                                                                     \
  }

#define ELEMENTWISE_BACKWARD(name, slope)                                                                   \
  MARTLET_VECTORIZED void name(const float *input, const float *gradient, float *out, size_t count) {       \
    MARTLET_INDEPENDENT                                                                                     \
    for (size_t i = 0; i < count; i++) {                                                                    \
      float x = input[i];                                                                                   \
      out[i] = gradient[i] * (slope);                                                                       \
    }                                                                                                       \
  }

ELEMENTWISE(martlet_exp_f32, martlet_exponential(x))
ELEMENTWISE(martlet_tanh_f32, martlet_tangent(x))
ELEMENTWISE(martlet_erf_f32, martlet_error_function(x))
ELEMENTWISE(martlet_sigmoid_f32, martlet_logistic(x))
ELEMENTWISE(martlet_relu_f32, x < 0.0f ? 0.0f : x)
ELEMENTWISE(martlet_gelu_tanh_f32, martlet_gelu_tanh(x))
ELEMENTWISE(martlet_gelu_erf_f32, martlet_gelu_erf(x))

ELEMENTWISE_BACKWARD(martlet_relu_backward_f32, x > 0.0f ? 1.0f : 0.0f)
ELEMENTWISE_BACKWARD(martlet_gelu_tanh_backward_f32, martlet_gelu_tanh_slope(x))
ELEMENTWISE_BACKWARD(martlet_gelu_erf_backward_f32, martlet_gelu_erf_slope(x))
// These take the function's value instead of its argument.
ELEMENTWISE_BACKWARD(martlet_tanh_backward_f32, 1.0f - x * x)
ELEMENTWISE_BACKWARD(martlet_sigmoid_backward_f32, x * (1.0f - x))

// A bijection of 32 bits that leaves no pattern of its input: two rounds of multiplication and shift.
MARTLET_INLINE uint32_t scrambled(uint32_t x) {
  x = (x ^ (x >> 16)) * 0x7feb352du;
  x = (x ^ (x >> 15)) * 0x846ca68bu;
  return x ^ (x >> 16);
}

MARTLET_VECTORIZED void martlet_dropout_f32(const float *x, float *out, size_t count, size_t first, uint64_t seed,
                                            float probability) {
  uint32_t low = (uint32_t)seed, high = (uint32_t)(seed >> 32), start = (uint32_t)first;
  float scale = 1.0f / (1.0f - probability);
  uint32_t threshold = (uint32_t)(probability * 16777216.0f);
  MARTLET_INDEPENDENT
  for (size_t i = 0; i < count; i++) {
    uint32_t drawn = scrambled(scrambled((start + (uint32_t)i) ^ low) + high) >> 8;
    out[i] = drawn < threshold ? 0.0f : x[i] * scale;
  }
}

MARTLET_VECTORIZED void martlet_add_row_f32(const float *row, float *out, size_t rows, size_t width) {
  for (size_t r = 0; r < rows; r++) {
    float *line = out + r * width;
    for (size_t i = 0; i < width; i++) line[i] += row[i];
  }
}

MARTLET_VECTORIZED void martlet_add_column_sums_f32(const float *x, float *out, size_t rows, size_t width) {
  size_t r = 0;
  // Four rows at a time: `out` is then read and written a quarter as often.
  for (; r + 4 <= rows; r += 4) {
    const float *a = x + r * width, *b = a + width, *c = b + width, *d = c + width;
    for (size_t i = 0; i < width; i++) out[i] += (a[i] + b[i]) + (c[i] + d[i]);
  }
  for (; r < rows; r++) {
    for (size_t i = 0; i < width; i++) out[i] += x[r * width + i];
  }
}
