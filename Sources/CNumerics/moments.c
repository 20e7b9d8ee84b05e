// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#include "CNumerics.h"

enum { TILE = 64, BLOCK = 128 };

// `AT(row, column)` reads one number; the loops over columns are the ones that run in vectors.
#define COLUMN_MOMENTS(WIDTH, AT)                                                       \
  do {                                                                                  \
    double origin[TILE], sum[TILE], centre[TILE], total[TILE], spread[TILE];            \
    for (size_t c = 0; c < (WIDTH); c++) {                                              \
      origin[c] = AT(0, c);                                                             \
      total[c] = origin[c];                                                             \
      spread[c] = 0;                                                                    \
    }                                                                                   \
    for (size_t start = 0; start < rows; start += BLOCK) {                              \
      size_t end = start + BLOCK < rows ? start + BLOCK : rows;                         \
      double count = (double)(end - start), before = (double)start;                     \
      for (size_t c = 0; c < (WIDTH); c++) sum[c] = 0;                                  \
      for (size_t r = start; r < end; r++)                                              \
        for (size_t c = 0; c < (WIDTH); c++) sum[c] += AT(r, c) - origin[c];            \
      for (size_t c = 0; c < (WIDTH); c++) {                                            \
        centre[c] = origin[c] + sum[c] / count;                                         \
        sum[c] = 0;                                                                     \
      }                                                                                 \
      for (size_t r = start; r < end; r++)                                              \
        for (size_t c = 0; c < (WIDTH); c++) {                                          \
          double d = AT(r, c) - centre[c];                                              \
          sum[c] += d * d;                                                              \
        }                                                                               \
      for (size_t c = 0; c < (WIDTH); c++) {                                            \
        double step = centre[c] - total[c];                                             \
        spread[c] += sum[c] + step * step * (before * count / (before + count));        \
        total[c] += step * (count / (before + count));                                  \
      }                                                                                 \
    }                                                                                   \
    for (size_t c = 0; c < (WIDTH); c++) {                                              \
      mean[first + c] = total[c];                                                       \
      squares[first + c] = spread[c];                                                   \
    }                                                                                   \
  } while (0)

// Whole tiles have a width that the compiler knows.
#define ALL_TILES(AT)                                              \
  for (size_t first = 0; first < columns; first += TILE) {         \
    if (columns - first >= TILE) {                                 \
      COLUMN_MOMENTS(TILE, AT);                                    \
    } else {                                                       \
      size_t width = columns - first;                              \
      COLUMN_MOMENTS(width, AT);                                   \
    }                                                              \
  }

#define ELEMENT(r, c) ((double)x[(r) * stride + first + (c)])
#define DIFFERENCE(r, c) (x[(r) * stride_x + first + (c)] - y[(r) * stride_y + first + (c)])

MARTLET_VECTORIZED void martlet_column_moments_f64(
    const double *x, size_t rows, size_t columns, size_t stride, double *mean, double *squares) {
  ALL_TILES(ELEMENT)
}

MARTLET_VECTORIZED void martlet_column_moments_f32(
    const float *x, size_t rows, size_t columns, size_t stride, double *mean, double *squares) {
  ALL_TILES(ELEMENT)
}

MARTLET_VECTORIZED void martlet_difference_moments_f64(
    const double *x, const double *y, size_t rows, size_t columns, size_t stride_x, size_t stride_y, double *mean,
    double *squares) {
  ALL_TILES(DIFFERENCE)
}
