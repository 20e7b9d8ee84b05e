// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#include "CNumerics.h"

// Sums may run in as many lanes as the processor has; the order is fixed when this is compiled.
#define FAST_SUMS _Pragma("clang fp reassociate(on) contract(fast)")

MARTLET_VECTORIZED double martlet_dot_f64(const double *x, const double *y, size_t count) {
  FAST_SUMS
  double sum = 0;
  for (size_t i = 0; i < count; i++) sum += x[i] * y[i];
  return sum;
}

MARTLET_VECTORIZED void martlet_axpy_f64(double a, const double *x, double *y, size_t count) {
  for (size_t i = 0; i < count; i++) y[i] += a * x[i];
}

// Columns are taken in blocks whose sums stay in the nearest cache, rows four at a time.
#define BLOCK 1024

#define FAMILY(SUFFIX, ELEMENT)                                                                                       \
  MARTLET_VECTORIZED void martlet_gemv_##SUFFIX(const ELEMENT *x, size_t rows, size_t width, const double *w,          \
                                                double *out) {                                                         \
    FAST_SUMS                                                                                                          \
    for (size_t i = 0; i < rows; i++) {                                                                                \
      const ELEMENT *row = x + i * width;                                                                              \
      double sum = 0;                                                                                                  \
      for (size_t j = 0; j < width; j++) sum += (double)row[j] * w[j];                                                 \
      out[i] = sum;                                                                                                    \
    }                                                                                                                  \
  }                                                                                                                    \
                                                                                                                       \
  MARTLET_VECTORIZED void martlet_gemvt_##SUFFIX(const ELEMENT *x, size_t rows, size_t width, size_t first,            \
                                                 size_t count, const double *r, double *out) {                         \
    FAST_SUMS                                                                                                          \
    for (size_t start = 0; start < count; start += BLOCK) {                                                            \
      size_t n = count - start < BLOCK ? count - start : BLOCK;                                                        \
      double *sums = out + start;                                                                                      \
      const ELEMENT *column = x + first + start;                                                                       \
      for (size_t j = 0; j < n; j++) sums[j] = 0;                                                                      \
      size_t i = 0;                                                                                                    \
      for (; i + 4 <= rows; i += 4) {                                                                                  \
        const ELEMENT *a = column + i * width, *b = a + width, *c = b + width, *d = c + width;                         \
        double p = r[i], q = r[i + 1], s = r[i + 2], t = r[i + 3];                                                     \
        for (size_t j = 0; j < n; j++)                                                                                 \
          sums[j] += ((double)a[j] * p + (double)b[j] * q) + ((double)c[j] * s + (double)d[j] * t);                    \
      }                                                                                                                \
      for (; i < rows; i++) {                                                                                          \
        const ELEMENT *a = column + i * width;                                                                         \
        for (size_t j = 0; j < n; j++) sums[j] += (double)a[j] * r[i];                                                 \
      }                                                                                                                \
    }                                                                                                                  \
  }                                                                                                                    \
                                                                                                                       \
  MARTLET_VECTORIZED void martlet_gemvt_squares_##SUFFIX(const ELEMENT *x, size_t rows, size_t width, size_t first,    \
                                                         size_t count, const double *r, double *out) {                 \
    FAST_SUMS                                                                                                          \
    for (size_t start = 0; start < count; start += BLOCK) {                                                            \
      size_t n = count - start < BLOCK ? count - start : BLOCK;                                                        \
      double *sums = out + start;                                                                                      \
      for (size_t j = 0; j < n; j++) sums[j] = 0;                                                                      \
      for (size_t i = 0; i < rows; i++) {                                                                              \
        const ELEMENT *a = x + first + start + i * width;                                                              \
        for (size_t j = 0; j < n; j++) sums[j] += (double)a[j] * (double)a[j] * r[i];                                  \
      }                                                                                                                \
    }                                                                                                                  \
  }                                                                                                                    \
                                                                                                                       \
  MARTLET_VECTORIZED void martlet_scale_rows_##SUFFIX(const ELEMENT *x, size_t rows, size_t width,                     \
                                                      const double *factor, double *out) {                             \
    for (size_t i = 0; i < rows; i++) {                                                                                \
      double f = factor ? factor[i] : 1;                                                                               \
      for (size_t j = 0; j < width; j++) out[i * width + j] = f * (double)x[i * width + j];                            \
    }                                                                                                                  \
  }

FAMILY(f64, double)
FAMILY(f32, float)
