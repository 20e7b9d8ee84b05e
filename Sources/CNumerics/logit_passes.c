// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#include "logit_passes.h"

#include <math.h>

typedef float f32x16 __attribute__((ext_vector_type(16)));
typedef int32_t i32x16 __attribute__((ext_vector_type(16)));
typedef double f64x8 __attribute__((ext_vector_type(8)));
typedef int64_t i64x8 __attribute__((ext_vector_type(8)));

#define INLINE static inline __attribute__((always_inline))

// exp(y) for -87 <= y <= 0, to 2e-7 of its value.
INLINE void exponential_f32(const f32x16 *input, f32x16 *output) {
  const f32x16 shift = 0x1.8p23f;
  f32x16 y = __builtin_elementwise_max(*input, (f32x16)-87.0f);
  f32x16 shifted = y * 0x1.715476p0f + shift;
  f32x16 n = shifted - shift;
  f32x16 r = (y - n * 0x1.62e4p-1f) - n * 0x1.7f7d1cp-20f;
  f32x16 p = r * (1.0f / 720) + 1.0f / 120;
  p = p * r + 1.0f / 24;
  p = p * r + 1.0f / 6;
  p = p * r + 0.5f;
  p = p * r + 1.0f;
  p = p * r + 1.0f;
  i32x16 power = ((i32x16)shifted + 127) << 23;
  *output = p * (f32x16)power;
}

// exp(y) for -700 <= y <= 0, to 2 units in the last place; see elementwise.c.
INLINE void exponential_f64(const f64x8 *input, f64x8 *output) {
  const f64x8 shift = 0x1.8p52;
  f64x8 y = __builtin_elementwise_max(*input, (f64x8)-700.0);
  f64x8 shifted = y * 0x1.71547652b82fep0 + shift;
  f64x8 n = shifted - shift;
  f64x8 r = (y - n * 0x1.62e42fefap-1) - n * 0x1.cf79abc9e3b3ap-40;
  f64x8 p = r * (1.0 / 479001600.0) + 1.0 / 39916800.0;
  p = p * r + 1.0 / 3628800.0;
  p = p * r + 1.0 / 362880.0;
  p = p * r + 1.0 / 40320.0;
  p = p * r + 1.0 / 5040.0;
  p = p * r + 1.0 / 720.0;
  p = p * r + 1.0 / 120.0;
  p = p * r + 1.0 / 24.0;
  p = p * r + 1.0 / 6.0;
  p = p * r + 0.5;
  p = p * r + 1.0;
  p = p * r + 1.0;
  i64x8 power = ((i64x8)shifted + 1023) << 52;
  *output = p * (f64x8)power;
}

#define LOAD(vector, pointer) __builtin_memcpy(&(vector), (pointer), sizeof(vector))

// Past the end of the data stand zeros, which `present` takes out of the sums.
#define STEP_F32(present)                                  \
  do {                                                     \
    f32x16 z = v * c1 + c0, y = -__builtin_elementwise_abs(z), e; \
    exponential_f32(&y, &e);                               \
    f32x16 q = (present) / (1.0f + e);                     \
    f32x16 low = e * q;                                    \
    f32x16 sigma = z >= 0.0f ? q : low;                    \
    f32x16 weight = low * q;                               \
    s += sigma;                                            \
    su += sigma * v;                                       \
    w += weight;                                           \
    f32x16 wv = weight * v;                                \
    wu += wv;                                              \
    wuu += wv * v;                                         \
  } while (0)

MARTLET_VECTORIZED void martlet_logit_pass_f32(
    const float *u, size_t count, float c0, float c1, struct martlet_logit_sums *sums) {
  f32x16 s = 0, su = 0, w = 0, wu = 0, wuu = 0, v;
  size_t i = 0;
  for (; i + 16 <= count; i += 16) {
    LOAD(v, u + i);
    STEP_F32(1.0f);
  }
  if (i < count) {
    float part[16] = {0}, mask[16] = {0};
    for (size_t k = 0; i + k < count; k++) {
      part[k] = u[i + k];
      mask[k] = 1;
    }
    f32x16 present;
    LOAD(v, part);
    LOAD(present, mask);
    STEP_F32(present);
  }
  float lanes[5][16];
  __builtin_memcpy(lanes[0], &s, sizeof s);
  __builtin_memcpy(lanes[1], &su, sizeof s);
  __builtin_memcpy(lanes[2], &w, sizeof s);
  __builtin_memcpy(lanes[3], &wu, sizeof s);
  __builtin_memcpy(lanes[4], &wuu, sizeof s);
  double total[5] = {0};
  for (int k = 0; k < 5; k++)
    for (int lane = 0; lane < 16; lane++) total[k] += lanes[k][lane];
  *sums = (struct martlet_logit_sums){total[0], total[1], total[2], total[3], total[4], 0};
}

#define STEP_F64(present)                                  \
  do {                                                     \
    f64x8 z = v * c1 + c0, y = -__builtin_elementwise_abs(z), e; \
    exponential_f64(&y, &e);                               \
    f64x8 one = 1.0 + e;                                   \
    f64x8 q = (present) / one;                             \
    f64x8 low = e * q;                                     \
    f64x8 sigma = z >= 0.0 ? q : low;                      \
    f64x8 weight = low * q;                                \
    s += sigma;                                            \
    su += sigma * v;                                       \
    w += weight;                                           \
    f64x8 wv = weight * v;                                 \
    wu += wv;                                              \
    wuu += wv * v;                                         \
    above += (present) * __builtin_elementwise_max(z, (f64x8)0.0); \
    product *= 1.0 + (present) * e;                        \
  } while (0)

// The logarithms of 1 + e^-|z|, at most 2 each, are taken of their product, which has room for 1000 of them.
INLINE double logarithm_of(const f64x8 *product) {
  double lanes[8], sum = 0;
  __builtin_memcpy(lanes, product, sizeof lanes);
  for (int lane = 0; lane < 8; lane++) sum += log(lanes[lane]);
  return sum;
}

MARTLET_VECTORIZED void martlet_logit_pass_f64(
    const double *u, size_t count, double c0, double c1, struct martlet_logit_sums *sums) {
  f64x8 s = 0, su = 0, w = 0, wu = 0, wuu = 0, above = 0, product = 1, v;
  double logarithms = 0;
  size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    LOAD(v, u + i);
    STEP_F64(1.0);
    if (i % 8000 == 7992) {
      logarithms += logarithm_of(&product);
      product = 1;
    }
  }
  if (i < count) {
    double part[8] = {0}, mask[8] = {0};
    for (size_t k = 0; i + k < count; k++) {
      part[k] = u[i + k];
      mask[k] = 1;
    }
    f64x8 present;
    LOAD(v, part);
    LOAD(present, mask);
    STEP_F64(present);
  }
  logarithms += logarithm_of(&product);
  double lanes[6][8];
  __builtin_memcpy(lanes[0], &s, sizeof s);
  __builtin_memcpy(lanes[1], &su, sizeof s);
  __builtin_memcpy(lanes[2], &w, sizeof s);
  __builtin_memcpy(lanes[3], &wu, sizeof s);
  __builtin_memcpy(lanes[4], &wuu, sizeof s);
  __builtin_memcpy(lanes[5], &above, sizeof s);
  double total[6] = {0};
  for (int k = 0; k < 6; k++)
    for (int lane = 0; lane < 8; lane++) total[k] += lanes[k][lane];
  *sums = (struct martlet_logit_sums){total[0], total[1], total[2], total[3], total[4], total[5] + logarithms};
}

MARTLET_VECTORIZED void martlet_logit_range(const double *x, size_t count, double *sum, double *low, double *high) {
  f64x8 total = 0, least = INFINITY, most = -INFINITY, v;
  size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    LOAD(v, x + i);
    total += v;
    least = __builtin_elementwise_min(least, v);
    most = __builtin_elementwise_max(most, v);
  }
  double a = INFINITY, b = -INFINITY, t = 0;
  for (int lane = 0; lane < 8; lane++) {
    t += total[lane];
    a = least[lane] < a ? least[lane] : a;
    b = most[lane] > b ? most[lane] : b;
  }
  for (; i < count; i++) {
    t += x[i];
    a = x[i] < a ? x[i] : a;
    b = x[i] > b ? x[i] : b;
  }
  *sum = t;
  *low = a;
  *high = b;
}

MARTLET_VECTORIZED void martlet_logit_centre(
    const double *x, size_t count, double centre, double *u, double *sum, double *squares) {
  f64x8 total = 0, square = 0, v;
  size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    LOAD(v, x + i);
    v -= centre;
    __builtin_memcpy(u + i, &v, sizeof v);
    total += v;
    square += v * v;
  }
  double t = 0, q = 0;
  for (int lane = 0; lane < 8; lane++) {
    t += total[lane];
    q += square[lane];
  }
  for (; i < count; i++) {
    double d = x[i] - centre;
    u[i] = d;
    t += d;
    q += d * d;
  }
  *sum = t;
  *squares = q;
}

MARTLET_VECTORIZED void martlet_logit_scale(const double *u, size_t count, double scale, float *out) {
  for (size_t i = 0; i < count; i++) out[i] = (float)(u[i] * scale);
}

MARTLET_VECTORIZED size_t martlet_logit_positive(const double *x, size_t count, double b0, double b1) {
  size_t positive = 0;
  for (size_t i = 0; i < count; i++) positive += b0 + b1 * x[i] > 0;
  return positive;
}
