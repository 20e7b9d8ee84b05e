// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#include "CNumerics.h"

#include <math.h>

// Fused operations round once where the original rounds twice.
#pragma clang fp contract(off)

#define LANES 16

static inline uint32_t next_draw(uint64_t *state) {
  uint32_t x = (uint32_t)*state;
  if (x == 0) x = 1;
  x ^= x << 13;
  x ^= x >> 17;
  x ^= x << 5;
  *state = x;
  return x % 2147483648u;
}

static inline double loss_derivative(double target, double prediction) {
  if (prediction > -37) {
    double decay = exp(-prediction);
    return ((1 - target) - target * decay) / (1 + decay);
  }
  return exp(prediction) - target;
}

// What a draw leaves to be done before the next one: its correction, a step along the mean gradient, a threshold.
#define FAMILY(SUFFIX, REAL, SUM)                                                                                      \
  typedef struct {                                                                                                     \
    const REAL *row;                                                                                                   \
    REAL change;                                                                                                       \
    double fresh;                                                                                                      \
    REAL scale;                                                                                                        \
    REAL gradient_step;                                                                                                \
    REAL threshold;                                                                                                    \
  } pending_##SUFFIX;                                                                                                  \
                                                                                                                       \
  /* All features at once, and the product with the next row. */                                                      \
  static inline __attribute__((always_inline)) REAL advance_##SUFFIX(                                                  \
      pending_##SUFFIX p, double step, bool scaled, bool prox, const REAL *next, size_t width, REAL *w, REAL *s) {     \
    REAL lanes[LANES] = {0};                                                                                           \
    REAL total = 0;                                                                                                    \
    size_t j = 0;                                                                                                      \
    for (; j + LANES <= width; j += LANES) {                                                                           \
      REAL products[LANES];                                                                                            \
      for (int l = 0; l < LANES; l++) {                                                                                \
        REAL correction = p.row[j + l] * p.change;                                                                     \
        double move = (double)correction * step * p.fresh;                                                             \
        if (scaled) move /= (double)p.scale;                                                                           \
        REAL weight = (REAL)((double)w[j + l] - move);                                                                 \
        REAL sum = s[j + l] + correction;                                                                              \
        weight -= p.gradient_step * sum;                                                                               \
        if (prox) {                                                                                                    \
          REAL above = weight - p.threshold, below = -weight - p.threshold;                                            \
          weight = (above > 0 ? above : 0) - (below > 0 ? below : 0);                                                  \
        }                                                                                                              \
        s[j + l] = sum;                                                                                                \
        w[j + l] = weight;                                                                                             \
        products[l] = weight * next[j + l];                                                                            \
      }                                                                                                                \
      SUM                                                                                                              \
    }                                                                                                                  \
    for (int l = 0; l < LANES; l++) total += lanes[l];                                                                 \
    for (; j < width; j++) {                                                                                           \
      REAL correction = p.row[j] * p.change;                                                                           \
      double move = (double)correction * step * p.fresh;                                                               \
      if (scaled) move /= (double)p.scale;                                                                             \
      REAL weight = (REAL)((double)w[j] - move);                                                                       \
      REAL sum = s[j] + correction;                                                                                    \
      weight -= p.gradient_step * sum;                                                                                 \
      if (prox) {                                                                                                      \
        REAL above = weight - p.threshold, below = -weight - p.threshold;                                              \
        weight = (above > 0 ? above : 0) - (below > 0 ? below : 0);                                                    \
      }                                                                                                                \
      s[j] = sum;                                                                                                      \
      w[j] = weight;                                                                                                   \
      total += weight * next[j];                                                                                       \
    }                                                                                                                  \
    return total;                                                                                                      \
  }                                                                                                                    \
                                                                                                                       \
  MARTLET_VECTORIZED void martlet_saga_epoch_##SUFFIX(                                                                 \
      const REAL *rows, const REAL *targets, const REAL *sample_weights, size_t n, size_t width, double step,          \
      double alpha, double beta, REAL *weights, REAL *gradient_sum, REAL *memory, uint8_t *seen, uint64_t *counters,   \
      REAL *intercept) {                                                                                               \
    bool prox = beta > 0, scaled = alpha > 0, is_pending = false;                                                      \
    REAL shrink = (REAL)(1.0 - step * alpha), scale = 1;                                                               \
    /* Steps are differences of running sums, as in the original: their rounding decides which weights are zero. */    \
    REAL gradient_steps = 0, prox_steps = 0;                                                                           \
    pending_##SUFFIX pending = {0};                                                                                    \
    for (size_t draw = 0; draw < n; draw++) {                                                                          \
      size_t i = next_draw(&counters[1]) % n;                                                                          \
      const REAL *row = rows + i * width;                                                                              \
      if (!seen[i]) {                                                                                                  \
        seen[i] = 1;                                                                                                   \
        counters[0]++;                                                                                                 \
      }                                                                                                                \
      double count = (double)counters[0];                                                                              \
      REAL product;                                                                                                    \
      if (!is_pending) {                                                                                               \
        pending_##SUFFIX none = {row, 0, 0, 1, 0, 0};                                                                  \
        product = advance_##SUFFIX(none, 0, false, false, row, width, weights, gradient_sum);                          \
      } else if (scaled) {                                                                                             \
        product = advance_##SUFFIX(pending, step, true, prox, row, width, weights, gradient_sum);                      \
      } else {                                                                                                         \
        product = advance_##SUFFIX(pending, step, false, prox, row, width, weights, gradient_sum);                     \
      }                                                                                                                \
      REAL prediction = scale * product + (intercept ? intercept[0] : 0);                                              \
      REAL gradient =                                                                                                  \
          (REAL)(loss_derivative((double)targets[i], (double)prediction) * (double)sample_weights[i]);                 \
      scale *= shrink;                                                                                                 \
      REAL change = gradient - memory[i];                                                                              \
      double fresh = 1 - 1.0 / count;                                                                                  \
      if (intercept) {                                                                                                 \
        intercept[1] += change;                                                                                        \
        REAL correction = (REAL)((double)change * (step * fresh));                                                     \
        intercept[0] = (REAL)((double)intercept[0] - (step * (double)intercept[1] / count + (double)correction));      \
      }                                                                                                                \
      memory[i] = gradient;                                                                                            \
      REAL last_gradient = gradient_steps, last_prox = prox_steps;                                                     \
      gradient_steps = (REAL)((double)last_gradient + step / (double)(REAL)(scale * (REAL)counters[0]));               \
      prox_steps = (REAL)((double)last_prox + step * beta / (double)scale);                                            \
      pending = (pending_##SUFFIX){row, change, fresh, scale, gradient_steps - last_gradient, prox_steps - last_prox}; \
      is_pending = true;                                                                                               \
      if ((double)scale < 1e-9 || draw + 1 == n) {                                                                     \
        if (scaled) advance_##SUFFIX(pending, step, true, prox, row, width, weights, gradient_sum);                    \
        else advance_##SUFFIX(pending, step, false, prox, row, width, weights, gradient_sum);                          \
        if (scaled) for (size_t j = 0; j < width; j++) weights[j] *= scale;                                            \
        scale = 1;                                                                                                     \
        gradient_steps = prox_steps = 0;                                                                               \
        is_pending = false;                                                                                            \
      }                                                                                                                \
    }                                                                                                                  \
  }

#define SUM_IN_LANES for (int l = 0; l < LANES; l++) lanes[l] += products[l];
#define SUM_IN_ORDER for (int l = 0; l < LANES; l++) total += products[l];

FAMILY(f64, double, SUM_IN_LANES)
FAMILY(f32, float, SUM_IN_ORDER)

float martlet_largest_row_norm_f32(const float *rows, size_t n, size_t width) {
  float largest = 0;
  for (size_t i = 0; i < n; i++) {
    const float *x = rows + i * width;
    float lane[4] = {0};
    size_t j = 0;
    for (; j + 16 <= width; j += 16)
      for (int part = 12; part >= 0; part -= 4)
        for (int l = 0; l < 4; l++) lane[l] = x[j + part + l] * x[j + part + l] + lane[l];
    for (; j < width; j += 4)
      for (size_t l = 0; l < 4 && j + l < width; l++) lane[l] = x[j + l] * x[j + l] + lane[l];
    float sum = (lane[0] + lane[1]) + (lane[2] + lane[3]);
    largest = sum > largest ? sum : largest;
  }
  return largest;
}
