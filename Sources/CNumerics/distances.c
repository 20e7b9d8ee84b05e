// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#include "CNumerics.h"

#define INLINE static inline __attribute__((always_inline))

typedef double f64x8 __attribute__((ext_vector_type(8), aligned(8)));
typedef int64_t i64x8 __attribute__((ext_vector_type(8), aligned(8)));

// Rows that are measured at once: four vectors of eight.
enum { ROWS = 32, VECTORS = ROWS / 8 };

#define PAIR(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)

// Eight numbers of eight rows each become eight columns.
INLINE void turn_square(const double *rows, size_t width, double *columns) {
  f64x8 v[8], pairs[8], fours[8];
#pragma clang loop unroll(full)
  for (int r = 0; r < 8; r++) v[r] = *(const f64x8 *)(rows + (size_t)r * width);
  // Even and odd columns of two rows.
#pragma clang loop unroll(full)
  for (int r = 0; r < 8; r += 2) {
    pairs[r] = PAIR(v[r], v[r + 1], 0, 8, 2, 10, 4, 12, 6, 14);
    pairs[r + 1] = PAIR(v[r], v[r + 1], 1, 9, 3, 11, 5, 13, 7, 15);
  }
  // Columns c and c + 4 of four rows, c in the order 0 1 2 3.
#pragma clang loop unroll(full)
  for (int r = 0; r < 8; r += 4) {
    fours[r] = PAIR(pairs[r], pairs[r + 2], 0, 1, 8, 9, 4, 5, 12, 13);
    fours[r + 1] = PAIR(pairs[r + 1], pairs[r + 3], 0, 1, 8, 9, 4, 5, 12, 13);
    fours[r + 2] = PAIR(pairs[r], pairs[r + 2], 2, 3, 10, 11, 6, 7, 14, 15);
    fours[r + 3] = PAIR(pairs[r + 1], pairs[r + 3], 2, 3, 10, 11, 6, 7, 14, 15);
  }
#pragma clang loop unroll(full)
  for (int c = 0; c < 4; c++) {
    *(f64x8 *)(columns + c * ROWS) = PAIR(fours[c], fours[c + 4], 0, 1, 2, 3, 8, 9, 10, 11);
    *(f64x8 *)(columns + (c + 4) * ROWS) = PAIR(fours[c], fours[c + 4], 4, 5, 6, 7, 12, 13, 14, 15);
  }
}

// Columns of `count` rows, each ROWS long and filled up with zeros, so that rows lie in the lanes of vectors.
INLINE void turn(const double *rows, size_t count, size_t width, double *columns) {
  size_t whole = count == ROWS ? width / 8 * 8 : 0;
  for (size_t i = 0; i < ROWS; i += 8) {
    for (size_t f = 0; f < whole; f += 8) turn_square(rows + i * width + f, width, columns + f * ROWS + i);
  }
  for (size_t i = 0; i < count; i++) {
    for (size_t f = whole; f < width; f++) columns[f * ROWS + i] = rows[i * width + f];
  }
  for (size_t i = count; i < ROWS; i++) {
    for (size_t f = 0; f < width; f++) columns[f * ROWS + i] = 0;
  }
}

INLINE void store(const f64x8 distances[VECTORS], size_t count, double *out) {
  if (count == ROWS) {
    for (int v = 0; v < VECTORS; v++) *(f64x8 *)(out + 8 * v) = distances[v];
  } else {
    for (size_t i = 0; i < count; i++) out[i] = distances[i / 8][i % 8];
  }
}

// Differences are squared, not norms subtracted: no digits are lost where points are near each other.
INLINE void measure_two(
  const double *columns, size_t width, const double *p, const double *q, f64x8 to_p[VECTORS], f64x8 to_q[VECTORS]) {
  for (int v = 0; v < VECTORS; v++) to_p[v] = to_q[v] = 0;
  for (size_t f = 0; f < width; f++) {
    const f64x8 *x = (const f64x8 *)(columns + f * ROWS);
#pragma clang loop unroll(full)
    for (int v = 0; v < VECTORS; v++) {
      f64x8 a = x[v] - p[f], b = x[v] - q[f];
      to_p[v] += a * a;
      to_q[v] += b * b;
    }
  }
}

MARTLET_VECTORIZED void martlet_squared_distances_f64(
  const double *rows, size_t count, size_t width, const double *points, size_t point_count, double *scratch, double *out,
  size_t stride) {
  for (size_t start = 0; start < count; start += ROWS) {
    size_t here = count - start < ROWS ? count - start : ROWS;
    turn(rows + start * width, here, width, scratch);
    for (size_t p = 0; p < point_count; p += 2) {
      size_t q = p + 1 < point_count ? p + 1 : p;
      f64x8 to_p[VECTORS], to_q[VECTORS];
      measure_two(scratch, width, points + p * width, points + q * width, to_p, to_q);
      store(to_p, here, out + p * stride + start);
      store(to_q, here, out + q * stride + start);
    }
  }
}

// Vectors are passed by address: by value they would need one instruction set's calling convention.
INLINE void keep_nearer(const f64x8 *distance, int64_t point, f64x8 *best, i64x8 *nearest) {
  i64x8 nearer = *distance < *best;
  *nearest = (nearer & point) | (~nearer & *nearest);
  *best = __builtin_elementwise_min(*distance, *best);
}

MARTLET_VECTORIZED void martlet_nearest_points_f64(
  const double *rows, size_t count, size_t width, const double *points, size_t point_count, double *scratch,
  int32_t *nearest, double *distances) {
  for (size_t start = 0; start < count; start += ROWS) {
    size_t here = count - start < ROWS ? count - start : ROWS;
    turn(rows + start * width, here, width, scratch);
    f64x8 best[VECTORS];
    i64x8 labels[VECTORS];
    for (int v = 0; v < VECTORS; v++) {
      best[v] = __builtin_inf();
      labels[v] = 0;
    }
    for (size_t p = 0; p < point_count; p += 2) {
      size_t q = p + 1 < point_count ? p + 1 : p;
      f64x8 to_p[VECTORS], to_q[VECTORS];
      measure_two(scratch, width, points + p * width, points + q * width, to_p, to_q);
      for (int v = 0; v < VECTORS; v++) {
        keep_nearer(&to_p[v], (int64_t)p, &best[v], &labels[v]);
        keep_nearer(&to_q[v], (int64_t)q, &best[v], &labels[v]);
      }
    }
    for (size_t i = 0; i < here; i++) {
      nearest[start + i] = (int32_t)labels[i / 8][i % 8];
      distances[start + i] = best[i / 8][i % 8];
    }
  }
}

MARTLET_VECTORIZED void martlet_add_by_label_f64(
  const double *rows, size_t count, size_t width, const int32_t *labels, const double *weights, double *sums,
  double *totals) {
  for (size_t i = 0; i < count; i++) {
    double weight = weights ? weights[i] : 1;
    double *sum = sums + (size_t)labels[i] * width;
    const double *row = rows + i * width;
    totals[labels[i]] += weight;
    for (size_t f = 0; f < width; f++) sum[f] += row[f] * weight;
  }
}

INLINE double add_lanes(const f64x8 *v) {
  return (((*v)[0] + (*v)[4]) + ((*v)[1] + (*v)[5])) + (((*v)[2] + (*v)[6]) + ((*v)[3] + (*v)[7]));
}

MARTLET_VECTORIZED void martlet_euclidean_squared_f64(
  const double *row, const double *rows, size_t count, size_t width, double *out) {
  for (size_t i = 0; i < count; i++, rows += width) {
    f64x8 sum = 0;
    size_t f = 0;
    for (; f + 8 <= width; f += 8) {
      f64x8 d = *(const f64x8 *)(row + f) - *(const f64x8 *)(rows + f);
      sum += d * d;
    }
    double rest = 0;
    for (; f < width; f++) rest += (row[f] - rows[f]) * (row[f] - rows[f]);
    out[i] = add_lanes(&sum) + rest;
  }
}

MARTLET_VECTORIZED void martlet_manhattan_f64(
  const double *row, const double *rows, size_t count, size_t width, double *out) {
  for (size_t i = 0; i < count; i++, rows += width) {
    f64x8 sum = 0;
    size_t f = 0;
    for (; f + 8 <= width; f += 8) {
      sum += __builtin_elementwise_abs(*(const f64x8 *)(row + f) - *(const f64x8 *)(rows + f));
    }
    double rest = 0;
    for (; f < width; f++) rest += __builtin_fabs(row[f] - rows[f]);
    out[i] = add_lanes(&sum) + rest;
  }
}

MARTLET_VECTORIZED void martlet_chebyshev_f64(
  const double *row, const double *rows, size_t count, size_t width, double *out) {
  for (size_t i = 0; i < count; i++, rows += width) {
    f64x8 most = 0;
    size_t f = 0;
    for (; f + 8 <= width; f += 8) {
      most = __builtin_elementwise_max(
        most, __builtin_elementwise_abs(*(const f64x8 *)(row + f) - *(const f64x8 *)(rows + f)));
    }
    double largest = __builtin_reduce_max(most);
    for (; f < width; f++) {
      double d = __builtin_fabs(row[f] - rows[f]);
      largest = d > largest ? d : largest;
    }
    out[i] = largest;
  }
}

typedef float f32x16 __attribute__((ext_vector_type(16), aligned(4)));
typedef bool bits16 __attribute__((ext_vector_type(16)));

MARTLET_VECTORIZED size_t martlet_places_at_least_f32(
  const float *values, const float *bounds, float shift, size_t count, int32_t *places) {
  size_t found = 0, i = 0;
  for (; i + 16 <= count; i += 16) {
    bits16 lanes = __builtin_convertvector(
      *(const f32x16 *)(values + i) >= *(const f32x16 *)(bounds + i) + shift, bits16);
    uint16_t bits;
    __builtin_memcpy(&bits, &lanes, sizeof bits);
    // Mostly there is none.
    for (; bits; bits &= (uint16_t)(bits - 1)) places[found++] = (int32_t)i + __builtin_ctz(bits);
  }
  for (; i < count; i++) {
    if (values[i] >= bounds[i] + shift) places[found++] = (int32_t)i;
  }
  return found;
}
