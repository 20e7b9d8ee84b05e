// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#include "CNumerics.h"
#include "float_functions.h"

// Sixteen partial results of a line, whatever the width of the processor's vectors: the order of a sum, and so its
// rounding, does not depend on the machine.
typedef float lanes __attribute__((vector_size(64)));
typedef int32_t bits __attribute__((vector_size(64)));

// A macro, since functions that return vectors would need one calling convention for all instruction sets.
typedef float loose_lanes __attribute__((vector_size(64), aligned(4), may_alias));
#define load(pointer) (*(const loose_lanes *)(pointer))

MARTLET_INLINE float sum_of(const lanes *partial) {
  lanes v = *partial;
  for (int half = 8; half > 0; half /= 2) {
    for (int i = 0; i < half; i++) v[i] += v[i + half];
  }
  return v[0];
}

MARTLET_INLINE float line_sum(const float *x, size_t count) {
  lanes a = {0}, b = {0};
  size_t i = 0;
  for (; i + 32 <= count; i += 32) {
    a += load(x + i);
    b += load(x + i + 16);
  }
  for (; i + 16 <= count; i += 16) a += load(x + i);
  a += b;
  float sum = sum_of(&a);
  for (; i < count; i++) sum += x[i];
  return sum;
}

MARTLET_INLINE float line_dot(const float *x, const float *y, size_t count) {
#pragma clang fp contract(fast)
  lanes a = {0}, b = {0};
  size_t i = 0;
  for (; i + 32 <= count; i += 32) {
    a += load(x + i) * load(y + i);
    b += load(x + i + 16) * load(y + i + 16);
  }
  for (; i + 16 <= count; i += 16) a += load(x + i) * load(y + i);
  a += b;
  float sum = sum_of(&a);
  for (; i < count; i++) sum += x[i] * y[i];
  return sum;
}

// The mean squared distance from `mean`.
MARTLET_INLINE float line_variance(const float *x, float mean, size_t count) {
#pragma clang fp contract(fast)
  lanes a = {0};
  size_t i = 0;
  for (; i + 16 <= count; i += 16) {
    lanes d = load(x + i) - mean;
    a += d * d;
  }
  float sum = sum_of(&a);
  for (; i < count; i++) sum += (x[i] - mean) * (x[i] - mean);
  return sum / (float)count;
}

// The greatest element; NaN does not count.
MARTLET_INLINE float line_max(const float *x, size_t count) {
  lanes a = (lanes){0} - __builtin_inff();
  size_t i = 0;
  for (; i + 16 <= count; i += 16) {
    lanes v = load(x + i);
    bits greater = v > a;
    a = (lanes)(((bits)v & greater) | ((bits)a & ~greater));
  }
  float max = a[0];
  for (int k = 1; k < 16; k++) max = a[k] > max ? a[k] : max;
  for (; i < count; i++) max = x[i] > max ? x[i] : max;
  return max;
}

MARTLET_VECTORIZED void martlet_layer_norm_f32(const float *x, const float *weight, const float *bias, float *out,
                                               size_t rows, size_t width, float epsilon) {
#pragma clang fp contract(fast)
  for (size_t r = 0; r < rows; r++) {
    const float *line = x + r * width;
    float *target = out + r * width;
    float mean = line_sum(line, width) / (float)width;
    float scale = 1.0f / __builtin_elementwise_sqrt(line_variance(line, mean, width) + epsilon);
    if (weight && bias) {
      MARTLET_INDEPENDENT
      for (size_t i = 0; i < width; i++) target[i] = (line[i] - mean) * scale * weight[i] + bias[i];
    } else if (weight) {
      MARTLET_INDEPENDENT
      for (size_t i = 0; i < width; i++) target[i] = (line[i] - mean) * scale * weight[i];
    } else {
      MARTLET_INDEPENDENT
      for (size_t i = 0; i < width; i++) target[i] = (line[i] - mean) * scale;
    }
  }
}

MARTLET_VECTORIZED void martlet_layer_norm_backward_f32(const float *x, const float *weight, const float *gradient,
                                                        float *out, float *weight_gradient, float *bias_gradient,
                                                        size_t rows, size_t width, float epsilon) {
#pragma clang fp contract(fast)
  for (size_t r = 0; r < rows; r++) {
    const float *line = x + r * width, *above = gradient + r * width;
    float mean = line_sum(line, width) / (float)width;
    float scale = 1.0f / __builtin_elementwise_sqrt(line_variance(line, mean, width) + epsilon);
    if (bias_gradient) {
      for (size_t i = 0; i < width; i++) bias_gradient[i] += above[i];
    }
    if (weight_gradient) {
      for (size_t i = 0; i < width; i++) weight_gradient[i] += above[i] * ((line[i] - mean) * scale);
    }
    if (!out) continue;
    // With n the normalised line and h the gradient there: (h - mean(h) - n mean(h n)) / deviation.
    lanes sums = {0}, products = {0};
    size_t i = 0;
    for (; i + 16 <= width; i += 16) {
      lanes h = load(above + i);
      if (weight) h *= load(weight + i);
      sums += h;
      products += h * ((load(line + i) - mean) * scale);
    }
    float sum = sum_of(&sums), product = sum_of(&products);
    for (; i < width; i++) {
      float h = weight ? above[i] * weight[i] : above[i];
      sum += h;
      product += h * ((line[i] - mean) * scale);
    }
    float shift = sum / (float)width, slope = product / (float)width;
    float *target = out + r * width;
    MARTLET_INDEPENDENT
    for (i = 0; i < width; i++) {
      float h = weight ? above[i] * weight[i] : above[i];
      target[i] = scale * (h - shift - (line[i] - mean) * scale * slope);
    }
  }
}

// Writes exp(scale (x - max)) and returns their sum.
MARTLET_INLINE float line_exponentials(const float *x, float *out, size_t count, float scale) {
  float max = line_max(x, count);
  MARTLET_INDEPENDENT
  for (size_t i = 0; i < count; i++) out[i] = martlet_exponential((x[i] - max) * scale);
  return line_sum(out, count);
}

MARTLET_VECTORIZED void martlet_softmax_f32(const float *x, float *out, size_t rows, size_t width) {
  for (size_t r = 0; r < rows; r++) {
    float *target = out + r * width;
    float factor = 1.0f / line_exponentials(x + r * width, target, width, 1.0f);
    MARTLET_INDEPENDENT
    for (size_t i = 0; i < width; i++) target[i] *= factor;
  }
}

MARTLET_VECTORIZED void martlet_softmax_backward_f32(const float *y, const float *gradient, float *out, size_t rows,
                                                     size_t width) {
  for (size_t r = 0; r < rows; r++) {
    const float *line = y + r * width, *above = gradient + r * width;
    float *target = out + r * width;
    float mean = line_dot(line, above, width);
    MARTLET_INDEPENDENT
    for (size_t i = 0; i < width; i++) target[i] = line[i] * (above[i] - mean);
  }
}

MARTLET_VECTORIZED void martlet_causal_softmax_f32(const float *x, float *out, size_t rows, size_t width,
                                                   size_t first, float scale) {
  for (size_t r = 0; r < rows; r++) {
    float *target = out + r * width;
    size_t seen = first + r + 1 < width ? first + r + 1 : width;
    if (x != out) __builtin_memcpy(target, x + r * width, seen * sizeof(float));
    // Whole vectors: what is masked weighs nothing, and a rest would be computed one by one.
    size_t whole = (seen + 15) / 16 * 16 < width ? (seen + 15) / 16 * 16 : width;
    MARTLET_INDEPENDENT
    for (size_t i = seen; i < whole; i++) target[i] = -__builtin_inff();
    float factor = 1.0f / line_exponentials(target, target, whole, scale);
    MARTLET_INDEPENDENT
    for (size_t i = 0; i < whole; i++) target[i] *= factor;
    MARTLET_INDEPENDENT
    for (size_t i = whole; i < width; i++) target[i] = 0.0f;
  }
}

MARTLET_VECTORIZED void martlet_causal_softmax_backward_f32(const float *y, const float *gradient, float *out,
                                                            size_t rows, size_t width, size_t first, float scale) {
  for (size_t r = 0; r < rows; r++) {
    const float *line = y + r * width, *above = gradient + r * width;
    float *target = out + r * width;
    size_t seen = first + r + 1 < width ? first + r + 1 : width;
    float mean = line_dot(line, above, seen);
    MARTLET_INDEPENDENT
    for (size_t i = 0; i < seen; i++) target[i] = scale * line[i] * (above[i] - mean);
    MARTLET_INDEPENDENT
    for (size_t i = seen; i < width; i++) target[i] = 0.0f;
  }
}

// log(sum(exp(x))) - max(x), and the maximum. The exponentials are summed sixteen at a time and not kept.
MARTLET_INLINE float line_log_sum(const float *x, size_t count, float *max) {
  *max = line_max(x, count);
  float block[64], sum = 0;
  size_t i = 0;
  lanes partial = {0};
  for (; i + 64 <= count; i += 64) {
    for (int k = 0; k < 64; k++) block[k] = martlet_exponential(x[i + k] - *max);
    partial += (load(block) + load(block + 16)) + (load(block + 32) + load(block + 48));
  }
  for (; i < count; i++) sum += martlet_exponential(x[i] - *max);
  return __builtin_logf(sum + sum_of(&partial));
}

MARTLET_VECTORIZED void martlet_log_softmax_f32(const float *x, float *out, size_t rows, size_t width) {
  for (size_t r = 0; r < rows; r++) {
    const float *line = x + r * width;
    float *target = out + r * width;
    float max, rest = line_log_sum(line, width, &max);
    MARTLET_INDEPENDENT
    for (size_t i = 0; i < width; i++) target[i] = (line[i] - max) - rest;
  }
}

MARTLET_VECTORIZED void martlet_log_softmax_backward_f32(const float *y, const float *gradient, float *out,
                                                         size_t rows, size_t width) {
#pragma clang fp contract(fast)
  for (size_t r = 0; r < rows; r++) {
    const float *line = y + r * width, *above = gradient + r * width;
    float *target = out + r * width;
    float sum = line_sum(above, width);
    MARTLET_INDEPENDENT
    for (size_t i = 0; i < width; i++) target[i] = above[i] - martlet_exponential(line[i]) * sum;
  }
}

MARTLET_VECTORIZED void martlet_cross_entropy_f32(const float *logits, const int64_t *targets, float *losses,
                                                  size_t rows, size_t width) {
  for (size_t r = 0; r < rows; r++) {
    const float *line = logits + r * width;
    if (targets[r] < 0) {
      losses[r] = 0.0f;
      continue;
    }
    float max, rest = line_log_sum(line, width, &max);
    losses[r] = rest - (line[targets[r]] - max);
  }
}

MARTLET_VECTORIZED void martlet_cross_entropy_gradient_f32(const float *logits, const int64_t *targets, float *losses,
                                                           float *out, size_t rows, size_t width, float scale) {
  for (size_t r = 0; r < rows; r++) {
    const float *line = logits + r * width;
    float *target = out + r * width;
    if (targets[r] < 0) {
      losses[r] = 0.0f;
      MARTLET_INDEPENDENT
      for (size_t i = 0; i < width; i++) target[i] = 0.0f;
      continue;
    }
    float max = line_max(line, width), own = line[targets[r]] - max;
    float sum = line_exponentials(line, target, width, 1.0f), factor = scale / sum;
    MARTLET_INDEPENDENT
    for (size_t i = 0; i < width; i++) target[i] *= factor;
    target[targets[r]] -= scale;
    losses[r] = __builtin_logf(sum) - own;
  }
}
