// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#include "CNumerics.h"
#include "float_functions.h"

typedef float lanes __attribute__((vector_size(64)));
typedef float loose_lanes __attribute__((vector_size(64), aligned(4), may_alias));
#define load(pointer) (*(const loose_lanes *)(pointer))

enum { block = martlet_autoencoder_block };

MARTLET_INLINE float sum_of(const lanes *partial) {
  lanes v = *partial;
  for (int half = 8; half > 0; half /= 2) {
    for (int i = 0; i < half; i++) v[i] += v[i + half];
  }
  return v[0];
}

MARTLET_INLINE float line_sum(const float *x) {
  lanes a = {0};
  for (size_t i = 0; i < block; i += 16) a += load(x + i);
  return sum_of(&a);
}

MARTLET_INLINE float line_dot(const float *x, const float *y) {
#pragma clang fp contract(fast)
  lanes a = {0}, b = {0};
  for (size_t i = 0; i < block; i += 32) {
    a += load(x + i) * load(y + i);
    b += load(x + i + 16) * load(y + i + 16);
  }
  a += b;
  return sum_of(&a);
}

MARTLET_INLINE void fill(float *x, float value) {
  for (size_t r = 0; r < block; r++) x[r] = value;
}

MARTLET_INLINE void add_scaled(float *x, float factor, const float *y) {
#pragma clang fp contract(fast)
  for (size_t r = 0; r < block; r++) x[r] += factor * y[r];
}

// Every line is a block of samples, so that all loops run over samples and need no matrix products: those would be as
// thin as the layers are.
MARTLET_VECTORIZED void martlet_autoencoder_f32(const float *x, const float *present, martlet_autoencoder_f32_task t,
                                                float *gradients, double *losses, float *scratch) {
#pragma clang fp contract(fast)
  float *latent = scratch, *slope = latent + t.latents * block, *residual = slope + t.latents * block;
  float *line = residual + t.inputs * block;
  float *encoder_gradient = gradients, *encoder_bias_gradient = encoder_gradient + t.latents * t.inputs;
  float *decoder_gradient = encoder_bias_gradient + t.latents, *decoder_bias_gradient = decoder_gradient + t.inputs * t.latents;

  float magnitude = 0.0f, square = 0.0f;
  for (size_t j = 0; j < t.latents; j++) {
    float *z = latent + j * block, *s = slope + j * block;
    fill(line, t.encoder_bias[j]);
    for (size_t i = 0; i < t.inputs; i++) add_scaled(line, t.encoder[j * t.inputs + i], x + i * block);
    for (size_t r = 0; r < block; r++) {
      float v = line[r] < -30.0f ? -30.0f : line[r] > 30.0f ? 30.0f : line[r];
      float below = 0.5f * (1.0f + martlet_error_function(v * 0.707106781f));
      z[r] = present[r] * line[r] * below;
      s[r] = present[r] * (below + v * (0.398942280f * martlet_exponential(-0.5f * v * v)));
    }
    for (size_t r = 0; r < block; r++) line[r] = martlet_absolute(z[r]);
    magnitude += line_sum(line);
  }
  for (size_t i = 0; i < t.inputs; i++) {
    float *e = residual + i * block;
    fill(e, t.decoder_bias[i]);
    for (size_t j = 0; j < t.latents; j++) add_scaled(e, t.decoder[i * t.latents + j], latent + j * block);
    for (size_t r = 0; r < block; r++) e[r] = present[r] * (e[r] - x[i * block + r]);
    square += line_dot(e, e);
    for (size_t r = 0; r < block; r++) e[r] *= 2.0f * t.reconstruction_weight;
    decoder_bias_gradient[i] = line_sum(e);
    for (size_t j = 0; j < t.latents; j++) decoder_gradient[i * t.latents + j] = line_dot(e, latent + j * block);
  }
  for (size_t j = 0; j < t.latents; j++) {
    const float *z = latent + j * block, *s = slope + j * block;
    for (size_t r = 0; r < block; r++) {
      line[r] = z[r] > 0.0f ? t.sparsity_weight : z[r] < 0.0f ? -t.sparsity_weight : 0.0f;
    }
    for (size_t i = 0; i < t.inputs; i++) add_scaled(line, t.decoder[i * t.latents + j], residual + i * block);
    for (size_t r = 0; r < block; r++) line[r] *= s[r];
    encoder_bias_gradient[j] = line_sum(line);
    for (size_t i = 0; i < t.inputs; i++) encoder_gradient[j * t.inputs + i] = line_dot(line, x + i * block);
  }
  losses[0] = magnitude;
  losses[1] = square;
}
