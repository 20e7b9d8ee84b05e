// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors
//
// Layers of neural networks, forwards and backwards, over float32 in row order. `out` may be the same memory as an
// input of the same size unless something else is said. Threads: cut the rows or elements into parts.

#pragma once

// Each takes `count` elements from `x`. Within 2 units in the last place; 0, infinities and NaN as in C.
void martlet_exp_f32(const float *x, float *out, size_t count);
void martlet_tanh_f32(const float *x, float *out, size_t count);
void martlet_erf_f32(const float *x, float *out, size_t count);
void martlet_sigmoid_f32(const float *x, float *out, size_t count);

// max(x, 0); NaN stays.
void martlet_relu_f32(const float *x, float *out, size_t count);
// x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2, as in GPT-2 (torch: approximate='tanh').
void martlet_gelu_tanh_f32(const float *x, float *out, size_t count);
// x (1 + erf(x / sqrt(2))) / 2 (torch's default).
void martlet_gelu_erf_f32(const float *x, float *out, size_t count);

// Elements become 0 with the given probability, the others are divided by its complement. Which ones depends on the seed
// and on the number of the element, counted from `first`, alone.
void martlet_dropout_f32(const float *x, float *out, size_t count, size_t first, uint64_t seed, float probability);

// `gradient` times the slope at the layer's input `x`.
void martlet_relu_backward_f32(const float *x, const float *gradient, float *out, size_t count);
void martlet_gelu_tanh_backward_f32(const float *x, const float *gradient, float *out, size_t count);
void martlet_gelu_erf_backward_f32(const float *x, const float *gradient, float *out, size_t count);
// `gradient` times the slope, from the layer's output `y`.
void martlet_tanh_backward_f32(const float *y, const float *gradient, float *out, size_t count);
void martlet_sigmoid_backward_f32(const float *y, const float *gradient, float *out, size_t count);

// Adds the row to each row of `out`.
void martlet_add_row_f32(const float *row, float *out, size_t rows, size_t width);
// Adds the sum of each column of `x` to `out`, which has `width` elements.
void martlet_add_column_sums_f32(const float *x, float *out, size_t rows, size_t width);

// Each row less its mean, divided by sqrt(variance + epsilon) (the biased variance), times weight, plus bias. `bias`, or
// both, may be NULL.
void martlet_layer_norm_f32(const float *x, const float *weight, const float *bias, float *out, size_t rows,
                            size_t width, float epsilon);
// From the layer's input and the gradient at its output: `out` gets the gradient at the input; those of weight and bias
// are added to `weight_gradient` and `bias_gradient`. Each of the three may be NULL. `out` may be `gradient`, not `x`.
void martlet_layer_norm_backward_f32(const float *x, const float *weight, const float *gradient, float *out,
                                     float *weight_gradient, float *bias_gradient, size_t rows, size_t width,
                                     float epsilon);

void martlet_softmax_f32(const float *x, float *out, size_t rows, size_t width);
// From the layer's output `y`.
void martlet_softmax_backward_f32(const float *y, const float *gradient, float *out, size_t rows, size_t width);
void martlet_log_softmax_f32(const float *x, float *out, size_t rows, size_t width);
// From the layer's output `y`.
void martlet_log_softmax_backward_f32(const float *y, const float *gradient, float *out, size_t rows, size_t width);

// Softmax of `scale` (positive) times each row, over its first `first + row + 1` elements; the others become 0: the
// pattern of causal attention, where `first` keys precede the first query.
void martlet_causal_softmax_f32(const float *x, float *out, size_t rows, size_t width, size_t first, float scale);
// From the layer's output `y`; the gradient is that at `x`, so it holds the factor `scale`.
void martlet_causal_softmax_backward_f32(const float *y, const float *gradient, float *out, size_t rows, size_t width,
                                         size_t first, float scale);

// One head of causal self-attention over `length` positions: softmax(scale q k^T, masked) v. Rows of query, key and value
// have `width` elements and lie `stride` apart, so that they may be columns of one matrix. `pattern` (length x length)
// keeps the softmax for the way back. `scratch` has width * (length rounded up to 32) elements.
void martlet_causal_attention_f32(const float *query, const float *key, const float *value, size_t stride,
                                  float *pattern, float *out, size_t out_stride, size_t length, size_t width,
                                  float scale, float *scratch);
// The gradients at query, key and value are written, not added, to rows `stride` apart. `scratch` has length * length
// elements more.
void martlet_causal_attention_backward_f32(const float *query, const float *key, const float *value, size_t stride,
                                           const float *pattern, const float *gradient, size_t gradient_stride,
                                           float *query_gradient, float *key_gradient, float *value_gradient,
                                           size_t length, size_t width, float scale, float *scratch);

// -log softmax(row)[target] of each row. A negative target is left out: loss 0, gradient 0. Targets below `width`.
void martlet_cross_entropy_f32(const float *logits, const int64_t *targets, float *losses, size_t rows, size_t width);
// The same, and in `out` (which may be `logits`) `scale` times the gradient of each row's loss.
void martlet_cross_entropy_gradient_f32(const float *logits, const int64_t *targets, float *losses, float *out,
                                        size_t rows, size_t width, float scale);

// The numbers of one step of Adam, in torch's terms.
typedef struct {
  float step;            // lr / (1 - beta1^t)
  float correction;      // sqrt(1 - beta2^t)
  float beta1, beta2, epsilon;
  float weight_decay;    // Adam: added to the gradient, times the parameter
  float decay;           // AdamW: 1 - lr * weight decay, else 1
} martlet_adam_step_f32;

// One step of Adam or AdamW on `count` parameters, with the running means of gradients and of their squares.
void martlet_adam_f32(float *parameter, const float *gradient, float *first, float *second, size_t count,
                      martlet_adam_step_f32 step);
// One step of gradient descent: velocity = momentum velocity + damping (gradient + weight_decay parameter).
void martlet_sgd_f32(float *parameter, const float *gradient, float *velocity, size_t count, float rate,
                     float weight_decay, float momentum, float damping, bool nesterov);
// The sum of squares, in double precision.
double martlet_sum_of_squares_f32(const float *x, size_t count);
// Multiplies in place.
void martlet_scale_f32(float *x, float factor, size_t count);

// How many samples an autoencoder takes at a time.
enum { martlet_autoencoder_block = 256 };

// An autoencoder whose latents are GELU (erf form) of a linear function of the inputs.
typedef struct {
  const float *encoder, *encoder_bias;  // latents x inputs
  const float *decoder, *decoder_bias;  // inputs x latents
  size_t inputs, latents;
  float reconstruction_weight;  // times the sum of squared errors
  float sparsity_weight;        // times the sum of the latents' magnitudes
} martlet_autoencoder_f32_task;

// Losses and gradients of one block of samples: `x` is inputs x block; `present` is 1 for samples that count, else 0.
// `gradients` gets those of encoder, encoder bias, decoder and decoder bias, one after another; `losses` the sums, not
// weighted, of magnitudes and of squared errors. `scratch` has block * (2 * latents + inputs + 1) elements.
void martlet_autoencoder_f32(const float *x, const float *present, martlet_autoencoder_f32_task task,
                             float *gradients, double *losses, float *scratch);

// Each row with its `k` largest positive elements; all others become 0. Of equal ones the first are kept. `scratch` has
// `width` + 1 elements; `out` is other memory than `x`.
void martlet_top_k_f32(const float *x, float *out, size_t rows, size_t width, size_t k, float *scratch);
