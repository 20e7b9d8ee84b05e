// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors
//
// One head of causal self-attention at a time. Its matrices are too small for a library of matrix products to be at its
// best, and half of the scores are not needed: products are computed in tiles of four rows, only as far as a row sees.

#include "CNumerics.h"
#include "float_functions.h"

typedef float lanes __attribute__((vector_size(64)));
typedef float loose_lanes __attribute__((vector_size(64), aligned(4), may_alias));

enum { tile_rows = 4, lane_count = 16 };

// c = a b, or c += a b: `rows` and `blocks` are constants where this is inlined. a is at a[i * row + k * column];
// 16 * blocks columns of b are read, and the first `columns` of them written.
MARTLET_INLINE void tile(const float *a, size_t a_row, size_t a_column, const float *b, size_t b_row, float *c,
                         size_t c_row, size_t depth, int rows, int blocks, size_t columns) {
#pragma clang fp contract(fast)
  lanes sums[tile_rows][2] = {0};
  for (size_t k = 0; k < depth; k++) {
    const float *line = b + k * b_row;
    lanes first = *(const loose_lanes *)line;
    lanes second = first;
    if (blocks == 2) second = *(const loose_lanes *)(line + lane_count);
    for (int i = 0; i < rows; i++) {
      float factor = a[i * a_row + k * a_column];
      sums[i][0] += factor * first;
      if (blocks == 2) sums[i][1] += factor * second;
    }
  }
  for (int i = 0; i < rows; i++) {
    if (columns == (size_t)(lane_count * blocks)) {
      *(loose_lanes *)(c + i * c_row) = sums[i][0];
      if (blocks == 2) *(loose_lanes *)(c + i * c_row + lane_count) = sums[i][1];
    } else {
      __builtin_memcpy(c + i * c_row, sums[i], columns * sizeof(float));
    }
  }
}

// c = a b for `rows` (4 or 1) rows. `readable` columns of b exist, which may be more than the `columns` of c.
MARTLET_INLINE void row_block(const float *a, size_t a_row, size_t a_column, const float *b, size_t b_row, float *c,
                              size_t c_row, size_t depth, int rows, size_t columns, size_t readable) {
#pragma clang fp contract(fast)
  size_t j = 0;
  for (; j + 32 <= readable && j < columns; j += 32) {
    size_t rest = columns - j < 32 ? columns - j : 32;
    tile(a, a_row, a_column, b + j, b_row, c + j, c_row, depth, rows, 2, rest);
  }
  for (; j + 16 <= readable && j < columns; j += 16) {
    size_t rest = columns - j < 16 ? columns - j : 16;
    tile(a, a_row, a_column, b + j, b_row, c + j, c_row, depth, rows, 1, rest);
  }
  for (; j < columns; j++) {
    for (int i = 0; i < rows; i++) {
      float sum = 0.0f;
      for (size_t k = 0; k < depth; k++) sum += a[i * a_row + k * a_column] * b[k * b_row + j];
      c[i * c_row + j] = sum;
    }
  }
}

// The transposed matrix with rows of `padded` elements, zeros at their ends.
MARTLET_INLINE void transpose(const float *x, size_t x_row, float *out, size_t length, size_t width, size_t padded) {
  for (size_t d = 0; d < width; d++) {
    for (size_t t = 0; t < length; t++) out[d * padded + t] = x[t * x_row + d];
    for (size_t t = length; t < padded; t++) out[d * padded + t] = 0.0f;
  }
}

MARTLET_INLINE size_t padded_length(size_t length) { return (length + 31) / 32 * 32; }

MARTLET_VECTORIZED void martlet_causal_attention_f32(const float *query, const float *key, const float *value,
                                                     size_t stride, float *pattern, float *out, size_t out_stride,
                                                     size_t length, size_t width, float scale, float *scratch) {
  size_t padded = padded_length(length);
  transpose(key, stride, scratch, length, width, padded);
  for (size_t i = 0; i < length;) {
    size_t rows = i + tile_rows <= length ? tile_rows : 1, seen = i + rows;
    float *scores = pattern + i * length;
    if (rows == tile_rows) {
      row_block(query + i * stride, stride, 1, scratch, padded, scores, length, width, tile_rows, seen, padded);
    } else {
      row_block(query + i * stride, stride, 1, scratch, padded, scores, length, width, 1, seen, padded);
    }
    martlet_causal_softmax_f32(scores, scores, rows, length, i, scale);
    if (rows == tile_rows) {
      row_block(scores, length, 1, value, stride, out + i * out_stride, out_stride, seen, tile_rows, width, width);
    } else {
      row_block(scores, length, 1, value, stride, out + i * out_stride, out_stride, seen, 1, width, width);
    }
    i += rows;
  }
}

MARTLET_VECTORIZED void martlet_causal_attention_backward_f32(
    const float *query, const float *key, const float *value, size_t stride, const float *pattern,
    const float *gradient, size_t gradient_stride, float *query_gradient, float *key_gradient, float *value_gradient,
    size_t length, size_t width, float scale, float *scratch) {
  size_t padded = padded_length(length);
  float *slopes = scratch + width * padded;  // of the scores: length x length
  transpose(value, stride, scratch, length, width, padded);
  for (size_t i = 0; i < length;) {
    size_t rows = i + tile_rows <= length ? tile_rows : 1, seen = i + rows;
    float *lines = slopes + i * length;
    const float *above = gradient + i * gradient_stride;
    if (rows == tile_rows) {
      row_block(above, gradient_stride, 1, scratch, padded, lines, length, width, tile_rows, seen, padded);
    } else {
      row_block(above, gradient_stride, 1, scratch, padded, lines, length, width, 1, seen, padded);
    }
    martlet_causal_softmax_backward_f32(pattern + i * length, lines, lines, rows, length, i, scale);
    if (rows == tile_rows) {
      row_block(lines, length, 1, key, stride, query_gradient + i * stride, stride, seen, tile_rows, width, width);
    } else {
      row_block(lines, length, 1, key, stride, query_gradient + i * stride, stride, seen, 1, width, width);
    }
    i += rows;
  }
  // A key is seen by the queries from its own position on.
  for (size_t j = 0; j < length;) {
    size_t rows = j + tile_rows <= length ? tile_rows : 1, start = j * length + j, later = length - j;
    const float *above = gradient + j * gradient_stride, *queries = query + j * stride;
    float *keys = key_gradient + j * stride, *values = value_gradient + j * stride;
    if (rows == tile_rows) {
      row_block(slopes + start, 1, length, queries, stride, keys, stride, later, tile_rows, width, width);
      row_block(pattern + start, 1, length, above, gradient_stride, values, stride, later, tile_rows, width, width);
    } else {
      row_block(slopes + start, 1, length, queries, stride, keys, stride, later, 1, width, width);
      row_block(pattern + start, 1, length, above, gradient_stride, values, stride, later, 1, width, width);
    }
    j += rows;
  }
}
