// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#include "CNumerics.h"
#include "float_functions.h"

MARTLET_VECTORIZED void martlet_adam_f32(float *parameter, const float *gradient, float *first, float *second,
                                         size_t count, martlet_adam_step_f32 s) {
#pragma clang fp contract(fast)
  for (size_t i = 0; i < count; i++) {
    float p = parameter[i] * s.decay;
    float g = gradient[i] + s.weight_decay * p;
    float m = first[i] + (1.0f - s.beta1) * (g - first[i]);
    float v = s.beta2 * second[i] + (1.0f - s.beta2) * (g * g);
    first[i] = m;
    second[i] = v;
    parameter[i] = p - s.step * (m / (__builtin_elementwise_sqrt(v) / s.correction + s.epsilon));
  }
}

MARTLET_VECTORIZED void martlet_sgd_f32(float *parameter, const float *gradient, float *velocity, size_t count,
                                        float rate, float weight_decay, float momentum, float damping, bool nesterov) {
#pragma clang fp contract(fast)
  for (size_t i = 0; i < count; i++) {
    float g = gradient[i] + weight_decay * parameter[i];
    float v = momentum * velocity[i] + damping * g;
    velocity[i] = v;
    parameter[i] -= rate * (nesterov ? g + momentum * v : v);
  }
}

MARTLET_VECTORIZED double martlet_sum_of_squares_f32(const float *x, size_t count) {
#pragma clang fp contract(fast)
  double lanes[16] = {0};
  size_t i = 0;
  for (; i + 16 <= count; i += 16) {
    for (int k = 0; k < 16; k++) lanes[k] += (double)x[i + k] * (double)x[i + k];
  }
  double sum = 0;
  for (; i < count; i++) sum += (double)x[i] * (double)x[i];
  for (int k = 0; k < 16; k++) sum += lanes[k];
  return sum;
}

MARTLET_VECTORIZED void martlet_scale_f32(float *x, float factor, size_t count) {
  for (size_t i = 0; i < count; i++) x[i] *= factor;
}
