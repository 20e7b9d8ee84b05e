// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#include "CNumerics.h"

#include <math.h>

#define INLINE static inline __attribute__((always_inline))

typedef double f64x8 __attribute__((ext_vector_type(8), aligned(8)));
typedef float f32x16 __attribute__((ext_vector_type(16), aligned(4)));
typedef int32_t i32x16 __attribute__((ext_vector_type(16), aligned(4)));

// In a fixed order, whatever the processor's vectors.
INLINE float add_lanes(const f32x16 *v) {
  float sum[8];
  for (int i = 0; i < 8; i++) sum[i] = (*v)[i] + (*v)[i + 8];
  return ((sum[0] + sum[4]) + (sum[1] + sum[5])) + ((sum[2] + sum[6]) + (sum[3] + sum[7]));
}

// As scikit-learn's _binary_search_perplexity.
double martlet_tsne_conditionals(
  const float *squared_distances, size_t count, ptrdiff_t skipped, double perplexity, double *out) {
  const double goal = log(perplexity);
  double beta = 1, low = -INFINITY, high = INFINITY;
  for (int step = 0; step < 100; step++) {
    for (size_t j = 0; j < count; j++) out[j] = -(double)squared_distances[j] * beta;
    martlet_exp_f64(out, out, count);
    if (skipped >= 0) out[skipped] = 0;
    f64x8 sums = 0, weighted = 0;
    size_t j = 0;
    for (; j + 8 <= count; j += 8) {
      f64x8 p = *(const f64x8 *)(out + j);
      sums += p;
      for (int lane = 0; lane < 8; lane++) weighted[lane] += p[lane] * (double)squared_distances[j + lane];
    }
    double sum = 0, mean = 0;
    for (int lane = 0; lane < 8; lane++) {
      sum += sums[lane];
      mean += weighted[lane];
    }
    for (; j < count; j++) {
      sum += out[j];
      mean += out[j] * (double)squared_distances[j];
    }
    if (sum == 0) sum = 1e-8;
    mean /= sum;
    for (j = 0; j < count; j++) out[j] /= sum;
    double difference = log(sum) + beta * mean - goal;
    if (fabs(difference) <= 1e-5) break;
    if (difference > 0) {
      low = beta;
      beta = high == INFINITY ? beta * 2 : (beta + high) / 2;
    } else {
      high = beta;
      beta = low == -INFINITY ? beta / 2 : (beta + low) / 2;
    }
  }
  return beta;
}

MARTLET_VECTORIZED void martlet_tsne_exact_forces(
  const float *x, const float *y, size_t count, const float *p, size_t first, size_t last, float *attraction_x,
  float *attraction_y, float *repulsion_x, float *repulsion_y, double *normal) {
  for (size_t i = first; i < last; i++) {
    const float *row = p + i * count;
    f32x16 ax = 0, ay = 0, rx = 0, ry = 0, z = 0;
    for (size_t j = 0; j < count; j += 16) {
      f32x16 dx = x[i] - *(const f32x16 *)(x + j), dy = y[i] - *(const f32x16 *)(y + j);
      f32x16 q = 1 / (1 + dx * dx + dy * dy);
      f32x16 attraction = *(const f32x16 *)(row + j) * q, repulsion = q * q;
      z += q;
      ax += attraction * dx;
      ay += attraction * dy;
      rx += repulsion * dx;
      ry += repulsion * dy;
    }
    attraction_x[i] = add_lanes(&ax);
    attraction_y[i] = add_lanes(&ay);
    repulsion_x[i] = add_lanes(&rx);
    repulsion_y[i] = add_lanes(&ry);
    // The point itself has q = 1.
    normal[i] = (double)add_lanes(&z) - 1;
  }
}

MARTLET_VECTORIZED void martlet_tsne_attraction(
  const float *x, const float *y, const int64_t *starts, const int32_t *neighbors, const float *p, size_t first,
  size_t last, float *attraction_x, float *attraction_y) {
  for (size_t i = first; i < last; i++) {
    f32x16 ax = 0, ay = 0;
    float rest_x = 0, rest_y = 0;
    int64_t k = starts[i];
    for (; k + 16 <= starts[i + 1]; k += 16) {
      f32x16 there_x, there_y;
      for (int lane = 0; lane < 16; lane++) {
        there_x[lane] = x[neighbors[k + lane]];
        there_y[lane] = y[neighbors[k + lane]];
      }
      f32x16 dx = x[i] - there_x, dy = y[i] - there_y;
      f32x16 force = *(const f32x16 *)(p + k) / (1 + dx * dx + dy * dy);
      ax += force * dx;
      ay += force * dy;
    }
    for (; k < starts[i + 1]; k++) {
      float dx = x[i] - x[neighbors[k]], dy = y[i] - y[neighbors[k]];
      float force = p[k] / (1 + dx * dx + dy * dy);
      rest_x += force * dx;
      rest_y += force * dy;
    }
    attraction_x[i] = add_lanes(&ax) + rest_x;
    attraction_y[i] = add_lanes(&ay) + rest_y;
  }
}

MARTLET_VECTORIZED void martlet_tsne_tree_forces(
  const martlet_quadtree *tree, const float *x, const float *y, float angle, size_t first, size_t last,
  float *repulsion_x, float *repulsion_y, double *normal) {
  const float squared_angle = angle * angle;
  for (size_t start = first; start < last; start += 16) {
    size_t here = last - start < 16 ? last - start : 16;
    f32x16 at_x, at_y, rx = 0, ry = 0, z = 0;
    // A short group is filled up with its last point.
    for (size_t lane = 0; lane < 16; lane++) {
      at_x[lane] = x[start + (lane < here ? lane : here - 1)];
      at_y[lane] = y[start + (lane < here ? lane : here - 1)];
    }
    int32_t node = 0;
    while (node < tree->count) {
      f32x16 dx = at_x - tree->x[node], dy = at_y - tree->y[node];
      f32x16 distance = dx * dx + dy * dy;
      i32x16 looks_large = distance * squared_angle <= tree->width[node];
      if (!__builtin_reduce_or(looks_large)) {
        f32x16 q = 1 / (1 + distance), mq = tree->mass[node] * q;
        z += mq;
        mq *= q;
        rx += mq * dx;
        ry += mq * dy;
        node = tree->next[node];
        continue;
      }
      for (int32_t j = tree->first[node]; j < tree->last[node]; j++) {
        f32x16 ex = at_x - x[j], ey = at_y - y[j];
        f32x16 q = 1 / (1 + ex * ex + ey * ey);
        z += q;
        q *= q;
        rx += q * ex;
        ry += q * ey;
      }
      node++;
    }
    for (size_t lane = 0; lane < here; lane++) {
      repulsion_x[start + lane] = rx[lane];
      repulsion_y[start + lane] = ry[lane];
      normal[start + lane] = (double)z[lane] - 1;
    }
  }
}

// ln v for v >= 1: v = 2^e m with m in [sqrt 1/2, sqrt 2], and ln m by the series of atanh((m - 1) / (m + 1)), whose
// argument is at most 0.172, so that the terms left out are below 1e-16.
INLINE double natural_log(double v) {
  uint64_t bits;
  __builtin_memcpy(&bits, &v, sizeof bits);
  uint64_t shifted = bits - 0x3fe6a09e667f3bcdull;
  int64_t exponent = (int64_t)(shifted >> 52);
  uint64_t mantissa = (shifted & 0x000fffffffffffffull) + 0x3fe6a09e667f3bcdull;
  double m;
  __builtin_memcpy(&m, &mantissa, sizeof m);
  double s = (m - 1) / (m + 1), t = s * s;
  double series = 1.0 / 17;
  series = series * t + 1.0 / 15;
  series = series * t + 1.0 / 13;
  series = series * t + 1.0 / 11;
  series = series * t + 1.0 / 9;
  series = series * t + 1.0 / 7;
  series = series * t + 1.0 / 5;
  series = series * t + 1.0 / 3;
  series = series * t + 1;
  return (double)exponent * 0x1.62e42fefa39efp-1 + 2 * s * series;
}

enum { CHUNK = 64 };

// Terms past the last are zero.
INLINE double sum_of_chunk(const double terms[CHUNK]) {
  f64x8 sums = 0;
  for (size_t k = 0; k < CHUNK; k += 8) sums += *(const f64x8 *)(terms + k);
  double sum = 0;
  for (int lane = 0; lane < 8; lane++) sum += sums[lane];
  return sum;
}

MARTLET_VECTORIZED double martlet_tsne_row_cost(const float *x, const float *y, size_t count, const float *p, size_t i) {
  double cost = 0;
  for (size_t start = 0; start < count; start += CHUNK) {
    double terms[CHUNK] = {0};
    size_t here = count - start < CHUNK ? count - start : CHUNK;
    for (size_t k = 0; k < here; k++) {
      double dx = (double)x[i] - x[start + k], dy = (double)y[i] - y[start + k];
      terms[k] = p[start + k] * natural_log(1 + dx * dx + dy * dy);
    }
    cost += sum_of_chunk(terms);
  }
  return cost;
}

MARTLET_VECTORIZED double martlet_tsne_neighbor_cost(
  const float *x, const float *y, const int32_t *neighbors, const float *p, size_t count, size_t i) {
  double cost = 0;
  for (size_t start = 0; start < count; start += CHUNK) {
    double terms[CHUNK] = {0};
    size_t here = count - start < CHUNK ? count - start : CHUNK;
    for (size_t k = 0; k < here; k++) {
      int32_t j = neighbors[start + k];
      double dx = (double)x[i] - x[j], dy = (double)y[i] - y[j];
      terms[k] = p[start + k] * natural_log(1 + dx * dx + dy * dy);
    }
    cost += sum_of_chunk(terms);
  }
  return cost;
}

MARTLET_VECTORIZED double martlet_tsne_step(
  float *position, float *update, float *gains, const float *attraction, const float *repulsion, size_t count,
  float exaggeration, float inverse_normal, float momentum, float rate) {
  double squares = 0;
  for (size_t start = 0; start < count; start += CHUNK) {
    double terms[CHUNK] = {0};
    size_t here = count - start < CHUNK ? count - start : CHUNK;
    for (size_t k = 0; k < here; k++) {
      size_t i = start + k;
      float gradient = 4 * (exaggeration * attraction[i] - repulsion[i] * inverse_normal);
      float gain = update[i] * gradient < 0 ? gains[i] + 0.2f : gains[i] * 0.8f;
      gain = gain < 0.01f ? 0.01f : gain;
      gradient *= gain;
      gains[i] = gain;
      update[i] = momentum * update[i] - rate * gradient;
      position[i] += update[i];
      terms[k] = (double)gradient * gradient;
    }
    squares += sum_of_chunk(terms);
  }
  return squares;
}

// The largest of the k smallest so far is on top of a heap; few values of many get past it.
INLINE void sink(double *heap, int32_t *positions, size_t k, double value, int32_t position) {
  size_t hole = 0;
  while (1) {
    size_t child = 2 * hole + 1;
    if (child >= k) break;
    if (child + 1 < k && heap[child + 1] > heap[child]) child++;
    if (heap[child] <= value) break;
    heap[hole] = heap[child];
    positions[hole] = positions[child];
    hole = child;
  }
  heap[hole] = value;
  positions[hole] = position;
}

MARTLET_VECTORIZED void martlet_smallest_f64(
  const double *values, size_t count, size_t skipped, size_t k, double *smallest, int32_t *positions) {
  for (size_t i = 0; i < k; i++) {
    smallest[i] = INFINITY;
    positions[i] = -1;
  }
  for (size_t start = 0; start < count; start += 8) {
    if (start + 8 <= count) {
      f64x8 near = *(const f64x8 *)(values + start);
      if (__builtin_reduce_min(near) >= smallest[0]) continue;
    }
    for (size_t i = start; i < count && i < start + 8; i++) {
      if (i != skipped && values[i] < smallest[0]) sink(smallest, positions, k, values[i], (int32_t)i);
    }
  }
}
