// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#include "CNumerics.h"
#include "float_functions.h"

#define LANES 16

// Sixteen floats at any address; where vectors are narrower, several of them.
typedef float floats __attribute__((vector_size(4 * LANES), aligned(4), may_alias));

size_t martlet_attention_row(size_t keys) { return (keys + LANES - 1) / LANES * LANES; }

size_t martlet_attention_scratch(size_t keys, size_t width) { return martlet_attention_row(keys) * width; }

// c = a b for `rows` (at most 4) rows and 16 columns: as many independent sums as the processor has additions in flight.
MARTLET_INLINE void tile(const float *a, size_t a_stride, const float *b, size_t b_stride, size_t depth, float *c,
                         size_t c_stride, const size_t rows) {
#pragma clang fp contract(fast)
  floats sums[4] = {{0}, {0}, {0}, {0}};
  for (size_t p = 0; p < depth; p++) {
    floats row = *(const floats *)(b + p * b_stride);
    for (size_t r = 0; r < rows; r++) sums[r] += a[r * a_stride + p] * row;
  }
  for (size_t r = 0; r < rows; r++) *(floats *)(c + r * c_stride) = sums[r];
}

// `rows` as a constant, so that the sums stay in registers.
MARTLET_INLINE void tiles(const float *a, size_t a_stride, const float *b, size_t b_stride, size_t depth, float *c,
                          size_t c_stride, size_t rows) {
  switch (rows) {
    case 1: tile(a, a_stride, b, b_stride, depth, c, c_stride, 1); break;
    case 2: tile(a, a_stride, b, b_stride, depth, c, c_stride, 2); break;
    case 3: tile(a, a_stride, b, b_stride, depth, c, c_stride, 3); break;
    default: tile(a, a_stride, b, b_stride, depth, c, c_stride, 4); break;
  }
}

MARTLET_INLINE size_t largest(const int32_t *limits, size_t count) {
  int32_t most = 0;
  for (size_t i = 0; i < count; i++) most = limits[i] > most ? limits[i] : most;
  return (size_t)most;
}

MARTLET_INLINE float dot(const float *a, const float *b, size_t count) {
#pragma clang fp contract(fast)
  floats sums = {0};
  size_t i = 0;
  for (; i + LANES <= count; i += LANES) sums += *(const floats *)(a + i) * *(const floats *)(b + i);
  float sum = 0;
  for (size_t lane = 0; lane < LANES; lane++) sum += sums[lane];
  for (; i < count; i++) sum += a[i] * b[i];
  return sum;
}

MARTLET_VECTORIZED void martlet_attention_scores_f32(const float *q, size_t q_stride, const float *k, size_t k_stride,
                                                     const int32_t *limits, size_t queries, size_t keys, size_t width,
                                                     float scale, float *scratch, float *scores) {
  size_t row = (keys + LANES - 1) / LANES * LANES;
  // A few queries do not pay for turning the keys.
  if (queries < 3) {
    for (size_t i = 0; i < queries; i++)
      for (size_t j = 0; j < (size_t)limits[i]; j++)
        scores[i * row + j] = scale * dot(q + i * q_stride, k + j * k_stride, width);
    return;
  }
  size_t seen = largest(limits, queries), padded = (seen + LANES - 1) / LANES * LANES;
  for (size_t j = 0; j < seen; j++)
    for (size_t p = 0; p < width; p++) scratch[p * padded + j] = scale * k[j * k_stride + p];
  for (size_t p = 0; p < width; p++)
    for (size_t j = seen; j < padded; j++) scratch[p * padded + j] = 0;
  for (size_t i = 0; i < queries; i += 4) {
    size_t rows = queries - i < 4 ? queries - i : 4, most = largest(limits + i, rows);
    for (size_t j = 0; j < most; j += LANES)
      tiles(q + i * q_stride, q_stride, scratch + j, padded, width, scores + i * row + j, row, rows);
  }
}

MARTLET_VECTORIZED void martlet_attention_softmax_f32(float *scores, const int32_t *limits, size_t queries,
                                                      size_t keys) {
#pragma clang fp contract(fast) reassociate(on)
  size_t row = (keys + LANES - 1) / LANES * LANES;
  for (size_t i = 0; i < queries; i++) {
    float *x = scores + i * row;
    size_t seen = (size_t)limits[i];
    float most = x[0];
    for (size_t j = 1; j < seen; j++) most = x[j] > most ? x[j] : most;
    // Where everything is ignored (minus infinity) there is nothing to weigh: NaN, as in torch.
    for (size_t j = 0; j < seen; j++) x[j] = martlet_exponential(x[j] - most);
    float sum = 0;
    for (size_t j = 0; j < seen; j++) sum += x[j];
    float factor = 1.0f / sum;
    for (size_t j = 0; j < seen; j++) x[j] *= factor;
    for (size_t j = seen; j < row; j++) x[j] = 0;
  }
}

MARTLET_VECTORIZED void martlet_attention_values_f32(const float *pattern, const float *v, size_t v_stride,
                                                     const int32_t *limits, size_t queries, size_t keys, size_t width,
                                                     float *out, size_t out_stride) {
  size_t row = (keys + LANES - 1) / LANES * LANES;
  for (size_t i = 0; i < queries; i += 4) {
    size_t rows = queries - i < 4 ? queries - i : 4, most = largest(limits + i, rows);
    const float *weights = pattern + i * row;
    size_t p = 0;
    for (; p + LANES <= width; p += LANES)
      tiles(weights, row, v + p, v_stride, most, out + i * out_stride + p, out_stride, rows);
    for (; p < width; p++)
      for (size_t r = 0; r < rows; r++) {
        float sum = 0;
        for (size_t j = 0; j < most; j++) sum += weights[r * row + j] * v[j * v_stride + p];
        out[(i + r) * out_stride + p] = sum;
      }
  }
}
