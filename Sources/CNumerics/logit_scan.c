// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#include <math.h>

#include "logit_passes.h"

// Data of one neuron and what its passes share: u = x - centre, so that offsets cost no digits.
struct neuron {
  const double *x, *u;
  const float *scaled;  // u / scale
  size_t count, ones;
  double centre, scale, rms;
  double sum, ones_sum, squares;  // of u: all rows, rows of class 1, squares
  double l1, tolerance;
};

// A point with its derivatives. The Hessian is kept for (b0 + centre b1, b1), where it is well conditioned.
struct point {
  double b0, b1;
  double g0, gu;  // gradient of -logL there
  double a, b, c;
  double loss;  // -logL
};

static double gradient1(const struct neuron *n, const struct point *p) { return p->gu + n->centre * p->g0; }

static double penalised(const struct neuron *n, const struct point *p) {
  return p->loss + n->l1 * (fabs(p->b0) + fabs(p->b1));
}

static double soft(double x, double t) { return x > t ? x - t : x < -t ? x + t : 0; }

static double violation(double parameter, double gradient, double l1) {
  if (parameter > 0) return fabs(gradient + l1);
  if (parameter < 0) return fabs(gradient - l1);
  return fmax(fabs(gradient) - l1, 0);
}

// In units of the gradient, for activations of at most unit size.
static double kkt(const struct neuron *n, const struct point *p) {
  double unit = fmax(1, n->l1);
  double first = violation(p->b0, p->g0, n->l1) / unit;
  double second = violation(p->b1, gradient1(n, p), n->l1) / (unit * fmax(1, n->rms));
  return first > second || first != first ? first : second;
}

static void from_sums(const struct neuron *n, const struct martlet_logit_sums *sums, double scale, struct point *p) {
  p->g0 = sums->s - (double)n->ones;
  p->gu = sums->su * scale - n->ones_sum;
  p->a = sums->w;
  p->b = sums->wu * scale;
  p->c = sums->wuu * scale * scale;
}

static void evaluate(const struct neuron *n, struct point *p) {
  struct martlet_logit_sums sums;
  double c0 = p->b0 + n->centre * p->b1;
  martlet_logit_pass_f64(n->u, n->count, c0, p->b1, &sums);
  from_sums(n, &sums, 1, p);
  p->loss = sums.softplus - c0 * (double)n->ones - p->b1 * n->ones_sum;
}

// The minimum of the quadratic model of the loss plus the penalty. Which parameters are 0 there, and the signs of the
// others, is found by trying: one choice fits.
static void model_minimum(const struct neuron *n, const struct point *p, double *next0, double *next1) {
  double m = n->centre, l1 = n->l1;
  double h00 = p->a, h01 = p->a * m + p->b, h11 = (p->a * m + 2 * p->b) * m + p->c;
  double g0 = p->g0, g1 = gradient1(n, p);
  if (l1 > 0) {
    // Slope 0.
    double at0 = soft(h00 * p->b0 - g0 + h01 * p->b1, l1) / h00;
    if (fabs(g1 + h01 * (at0 - p->b0) - h11 * p->b1) <= l1) {
      *next0 = at0;
      *next1 = 0;
      return;
    }
    // Intercept 0.
    double at1 = soft(h11 * p->b1 - g1 + h01 * p->b0, l1) / h11;
    if (fabs(g0 + h01 * (at1 - p->b1) - h00 * p->b0) <= l1) {
      *next0 = 0;
      *next1 = at1;
      return;
    }
  }
  double determinant = p->a * p->c - p->b * p->b;
  double best = INFINITY;
  *next0 = p->b0;
  *next1 = p->b1;
  for (int signs = 0; signs < (l1 > 0 ? 4 : 1); signs++) {
    double s0 = signs & 1 ? -l1 : l1, s1 = signs & 2 ? -l1 : l1;
    double r0 = g0 + s0, ru = p->gu + s1 - m * s0;
    double d1 = -(p->a * ru - p->b * r0) / determinant;
    double d0 = -(p->c * r0 - p->b * ru) / determinant - m * d1;
    double t0 = p->b0 + d0, t1 = p->b1 + d1;
    // How far the signs are from those that were assumed; 0 for the one that fits.
    double miss = fmax(0, s0 > 0 ? -t0 : t0) + fmax(0, s1 > 0 ? -t1 : t1) * fmax(n->rms, 1e-300);
    if (l1 == 0) miss = 0;
    if (miss < best) {
      best = miss;
      *next0 = t0;
      *next1 = t1;
    }
  }
}

// Newton steps in single precision from 0, of which the first needs no exponentials; good to about 1e-6.
static void approximate(const struct neuron *n, struct point *p) {
  double rows = (double)n->count;
  *p = (struct point){0};
  p->g0 = rows / 2 - (double)n->ones;
  p->gu = n->sum / 2 - n->ones_sum;
  p->a = rows / 4;
  p->b = n->sum / 4;
  p->c = n->squares / 4;
  for (int iteration = 0; iteration < 15; iteration++) {
    double next0, next1;
    model_minimum(n, p, &next0, &next1);
    double d0 = next0 - p->b0 + n->centre * (next1 - p->b1), d1 = next1 - p->b1;
    double change = p->a * d0 * d0 + 2 * p->b * d0 * d1 + p->c * d1 * d1;
    double slope = next1 * n->scale, offset = next0 + n->centre * next1;
    // Weights of 0 leave nothing to divide by; double precision starts over where steps lead nowhere.
    if (!(fabs(slope) < 60 && fabs(offset) < 60) || !(change >= 0)) {
      p->b0 = p->b1 = 0;
      return;
    }
    p->b0 = next0;
    p->b1 = next1;
    if (change < 1e-7) return;
    struct martlet_logit_sums sums;
    martlet_logit_pass_f32(n->scaled, n->count, (float)offset, (float)slope, &sums);
    from_sums(n, &sums, n->scale, p);
  }
}

// Newton steps in double precision that never rise, until the optimality conditions are met.
static double polish(const struct neuron *n, struct point *p) {
  evaluate(n, p);
  if (!(p->a > 0 && p->c > 0 && isfinite(p->loss))) {
    p->b0 = p->b1 = 0;
    evaluate(n, p);
  }
  double residual = kkt(n, p);
  for (int iteration = 0; iteration < 100 && residual > n->tolerance; iteration++) {
    double next0, next1;
    model_minimum(n, p, &next0, &next1);
    double d0 = next0 - p->b0, d1 = next1 - p->b1;
    double slope = p->g0 * d0 + gradient1(n, p) * d1 +
                   n->l1 * (fabs(next0) - fabs(p->b0) + fabs(next1) - fabs(p->b1));
    double value = penalised(n, p), slack = 1e-14 * ((double)n->count + fabs(value));
    struct point next;
    double step = 1;
    int accepted = 0;
    for (int halving = 0; halving < 40; halving++, step /= 2) {
      next.b0 = step == 1 ? next0 : p->b0 + step * d0;
      next.b1 = step == 1 ? next1 : p->b1 + step * d1;
      evaluate(n, &next);
      if (penalised(n, &next) <= value + 1e-4 * step * slope + slack) {
        accepted = 1;
        break;
      }
    }
    if (!accepted) break;
    double after = kkt(n, &next);
    // At the limit of rounding steps no longer help.
    if (after >= residual && -slope < slack) break;
    *p = next;
    residual = after;
  }
  return residual;
}

// The largest likelihood without penalty, from the penalised optimum on.
static double largest_likelihood(struct neuron n, struct point p) {
  n.l1 = 0;
  for (int iteration = 0; iteration < 100; iteration++) {
    double next0, next1;
    model_minimum(&n, &p, &next0, &next1);
    double d0 = next0 - p.b0, d1 = next1 - p.b1;
    double slope = p.g0 * d0 + gradient1(&n, &p) * d1;
    // Half of what is left to gain is known to second order.
    if (!(slope < 0) || -slope < 1e-9) return -p.loss + (slope < 0 ? -0.5 * slope : 0);
    struct point next;
    double step = 1;
    for (int halving = 0; halving < 40; halving++, step /= 2) {
      next.b0 = p.b0 + step * d0;
      next.b1 = p.b1 + step * d1;
      evaluate(&n, &next);
      if (next.loss <= p.loss + 1e-4 * step * slope) break;
    }
    if (!(next.loss < p.loss)) return -p.loss;
    p = next;
  }
  return -p.loss;
}

static double entropy_term(double part, double all) { return part > 0 ? part * log(part / all) : 0; }

// Of rows that all have the same activation, only the intercept can be fitted.
static void constant_fit(const struct neuron *n, double *out, size_t step) {
  double rows = (double)n->count, ones = (double)n->ones;
  double excess = soft(ones - rows / 2, n->l1);
  double probability = 0.5 + excess / rows, b0 = excess == 0 ? 0 : log(probability / (1 - probability));
  double weight = rows * probability * (1 - probability);
  out[MARTLET_LOGIT_INTERCEPT * step] = b0;
  out[MARTLET_LOGIT_SLOPE * step] = 0;
  out[MARTLET_LOGIT_INTERCEPT_ERROR * step] = b0 == 0 ? NAN : 1 / sqrt(weight);
  out[MARTLET_LOGIT_SLOPE_ERROR * step] = NAN;
  out[MARTLET_LOGIT_LIKELIHOOD * step] = ones * log(probability) + (rows - ones) * log(1 - probability);
  out[MARTLET_LOGIT_RATIO * step] = NAN;
  out[MARTLET_LOGIT_KKT * step] = violation(b0, rows * probability - ones, n->l1) / fmax(1, n->l1);
  out[MARTLET_LOGIT_STATUS * step] = MARTLET_LOGIT_CONSTANT;
}

// Fits `n` (rows of class 0 first) and writes all but the accuracies.
static void fit(struct neuron *n, double *u, float *scaled, double *out, size_t step) {
  size_t zeros = n->count - n->ones;
  double sum0, low0, high0, sum1, low1, high1;
  martlet_logit_range(n->x, zeros, &sum0, &low0, &high0);
  martlet_logit_range(n->x + zeros, n->ones, &sum1, &low1, &high1);
  if (fmin(low0, low1) == fmax(high0, high1)) {
    constant_fit(n, out, step);
    return;
  }
  double rows = (double)n->count, ones = (double)n->ones, sum_zeros, squares0, squares1;
  n->centre = (sum0 + sum1) / rows;
  martlet_logit_centre(n->x, zeros, n->centre, u, &sum_zeros, &squares0);
  martlet_logit_centre(n->x + zeros, n->ones, n->centre, u + zeros, &n->ones_sum, &squares1);
  n->sum = sum_zeros + n->ones_sum;
  n->squares = squares0 + squares1;
  n->scale = sqrt(n->squares / rows);
  n->rms = sqrt(n->centre * n->centre + n->scale * n->scale);
  martlet_logit_scale(u, n->count, 1 / n->scale, scaled);
  n->u = u;
  n->scaled = scaled;

  struct point p;
  approximate(n, &p);
  double residual = polish(n, &p);

  double null = entropy_term(ones, rows) + entropy_term(rows - ones, rows), largest;
  int separated = high0 <= low1 || high1 <= low0;
  if (separated) {
    // Only rows at the threshold itself, if both classes have some, leave a likelihood below 1.
    double edge = high0 <= low1 ? high0 : low0, other = high0 <= low1 ? low1 : high1;
    double ties0 = 0, ties1 = 0;
    if (edge == other) {
      for (size_t i = 0; i < zeros; i++) ties0 += n->x[i] == edge;
      for (size_t i = zeros; i < n->count; i++) ties1 += n->x[i] == edge;
    }
    largest = entropy_term(ties0, ties0 + ties1) + entropy_term(ties1, ties0 + ties1);
  } else {
    largest = largest_likelihood(*n, p);
  }

  double m = n->centre;
  double h11 = (p.a * m + 2 * p.b) * m + p.c, determinant = p.a * p.c - p.b * p.b;
  double variance0 = p.b0 == 0 ? NAN : p.b1 == 0 ? 1 / p.a : h11 / determinant;
  double variance1 = p.b1 == 0 ? NAN : p.b0 == 0 ? 1 / h11 : p.a / determinant;
  out[MARTLET_LOGIT_INTERCEPT * step] = p.b0;
  out[MARTLET_LOGIT_SLOPE * step] = p.b1;
  out[MARTLET_LOGIT_INTERCEPT_ERROR * step] = sqrt(variance0);
  out[MARTLET_LOGIT_SLOPE_ERROR * step] = sqrt(variance1);
  out[MARTLET_LOGIT_LIKELIHOOD * step] = -p.loss;
  out[MARTLET_LOGIT_RATIO * step] = fmax(0, 2 * (largest - null));
  out[MARTLET_LOGIT_KKT * step] = residual;
  out[MARTLET_LOGIT_STATUS * step] =
      (separated ? MARTLET_LOGIT_SEPARATED : 0) + (residual <= n->tolerance ? 0 : MARTLET_LOGIT_UNCONVERGED);
}

// Splits: SplitMix64 (Steele, Lea and Flood 2014) from a start that seed, layer and neuron choose.

static uint64_t mix(uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

static uint64_t next_random(uint64_t *state) { return mix(*state += 0x9e3779b97f4a7c15u); }

static uint32_t below(uint64_t *state, uint32_t bound) {
  return (uint32_t)(((unsigned __int128)next_random(state) * bound) >> 64);
}

// Moves `chosen` random ones of `rows` to the front.
static void choose(uint64_t *state, uint32_t *rows, uint32_t count, uint32_t chosen) {
  for (uint32_t i = 0; i < chosen; i++) {
    uint32_t j = i + below(state, count - i), row = rows[j];
    rows[j] = rows[i];
    rows[i] = row;
  }
}

// `counts`: training rows of class 0, of class 1, test rows of class 0, of class 1; `order` holds them in that order.
size_t martlet_logit_split(
    uint64_t layer, uint64_t number, const struct martlet_logit_problem *problem, uint32_t *order,
    uint32_t counts[4]) {
  uint64_t state = mix(mix(mix(problem->seed + 0x632be59bd9b4e019u) + layer) + number);
  uint32_t train[2] = {problem->train0, problem->train1}, all[2] = {problem->count0, problem->count1};
  if (problem->tie) train[next_random(&state) >> 63]++;
  uint32_t *scratch = order + all[0] + all[1];
  uint32_t *place = order;
  uint32_t *tests[2] = {order + train[0] + train[1], order + train[0] + train[1] + all[0] - train[0]};
  for (int k = 0; k < 2; k++) {
    const uint32_t *rows = k ? problem->rows1 : problem->rows0;
    __builtin_memcpy(scratch, rows, all[k] * sizeof(uint32_t));
    // The smaller side is drawn, the rest is the other.
    uint32_t test = all[k] - train[k], smaller = test < train[k] ? test : train[k];
    choose(&state, scratch, all[k], smaller);
    const uint32_t *drawn_end = scratch + smaller;
    __builtin_memcpy(place, test < train[k] ? drawn_end : scratch, train[k] * sizeof(uint32_t));
    __builtin_memcpy(tests[k], test < train[k] ? scratch : drawn_end, test * sizeof(uint32_t));
    place += train[k];
    counts[k] = train[k];
    counts[2 + k] = test;
  }
  return train[0] + train[1];
}

// Given rows, those of class 0 first on either side.
static void given_split(
    const uint32_t *given, const struct martlet_logit_problem *problem, uint32_t *order, uint32_t counts[4]) {
  for (int side = 0; side < 2; side++) {
    uint32_t length = side ? problem->given_test : problem->given_train;
    for (int k = 0; k < 2; k++) {
      uint32_t *start = order;
      for (uint32_t i = 0; i < length; i++)
        if (problem->labels[given[i]] == k) *order++ = given[i];
      counts[2 * side + k] = (uint32_t)(order - start);
    }
    given += length;
  }
}

static size_t lines(size_t rows) {
  // An odd number of cache lines, so that the columns of a tile do not all fall into the same set of the cache.
  return ((rows + 15) / 16) | 1;
}

// A tile of columns, then train and test values, centred ones, scaled ones, and twice the rows' numbers.
size_t martlet_logit_scratch_bytes(size_t rows, size_t element_size) {
  size_t length = lines(rows) * 16;
  return length * (MARTLET_LOGIT_BLOCK * element_size + 2 * sizeof(double) + sizeof(float) + 2 * sizeof(uint32_t));
}

#define SCAN(NAME, SCALAR)                                                                                \
  ptrdiff_t NAME(                                                                                         \
      const SCALAR *x, size_t rows, size_t stride, size_t width, uint64_t layer, uint64_t number,         \
      const struct martlet_logit_problem *problem, void *scratch, double *out, size_t out_stride,         \
      size_t *where) {                                                                                    \
    size_t length = lines(rows) * 16;                                                                     \
    double *values = scratch, *u = values + length;                                                       \
    SCALAR *tile = (SCALAR *)(u + length);                                                                \
    float *scaled = (float *)(tile + MARTLET_LOGIT_BLOCK * length);                                       \
    uint32_t *order = (uint32_t *)(scaled + length), counts[4];                                           \
    for (size_t r = 0; r < rows; r++) {                                                                   \
      SCALAR poison = 0;                                                                                  \
      for (size_t c = 0; c < width; c++) {                                                                \
        SCALAR value = x[r * stride + c];                                                                 \
        tile[c * length + r] = value;                                                                     \
        poison += value * 0;                                                                              \
      }                                                                                                   \
      if (poison != 0)                                                                                    \
        for (size_t c = 0; c < width; c++)                                                                \
          if (!isfinite(x[r * stride + c])) {                                                             \
            *where = c;                                                                                   \
            return (ptrdiff_t)r;                                                                          \
          }                                                                                               \
    }                                                                                                     \
    for (size_t c = 0; c < width; c++) {                                                                  \
      if (problem->given)                                                                                 \
        given_split(problem->given + (number + c) * problem->given_step, problem, order, counts);         \
      else                                                                                                \
        martlet_logit_split(layer, number + c, problem, order, counts);                                   \
      size_t train = counts[0] + counts[1], test = counts[2] + counts[3];                                 \
      const SCALAR *column = tile + c * length;                                                           \
      double *result = out + c;                                                                           \
      for (size_t i = 0; i < train; i++) values[i] = column[order[i]];                                    \
      struct neuron n = {0};                                                                              \
      n.x = values;                                                                                       \
      n.count = train;                                                                                    \
      n.ones = counts[1];                                                                                 \
      n.l1 = problem->l1;                                                                                 \
      n.tolerance = problem->tolerance;                                                                   \
      fit(&n, u, scaled, result, out_stride);                                                             \
      double b0 = result[MARTLET_LOGIT_INTERCEPT * out_stride], b1 = result[MARTLET_LOGIT_SLOPE * out_stride]; \
      result[MARTLET_LOGIT_TRAIN * out_stride] = share(values, counts, b0, b1);                           \
      for (size_t i = 0; i < test; i++) values[i] = column[order[train + i]];                             \
      result[MARTLET_LOGIT_TEST * out_stride] = test ? share(values, counts + 2, b0, b1) : NAN;           \
    }                                                                                                     \
    return -1;                                                                                            \
  }

// The fraction of rows, those of class 0 first, that lie on their class's side.
static double share(const double *x, const uint32_t counts[2], double b0, double b1) {
  size_t wrong = martlet_logit_positive(x, counts[0], b0, b1);
  size_t right = martlet_logit_positive(x + counts[0], counts[1], b0, b1);
  return (double)(counts[0] - wrong + right) / (double)(counts[0] + counts[1]);
}

SCAN(martlet_logit_scan_f32, float)
SCAN(martlet_logit_scan_f64, double)
