// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors
//
// The three steps of causal attention for one head of one sequence. Rows of `q`, `k`, `v` and `out` lie `*_stride`
// floats apart, so that heads can be used where they lie. `limits[i]` says how many keys query i sees (at least 1, at
// most `keys`).

#pragma once

// How far apart rows of scores are: `keys`, rounded up to whole vectors.
size_t martlet_attention_row(size_t keys);
// How many floats `martlet_attention_scores_f32` needs as `scratch`.
size_t martlet_attention_scratch(size_t keys, size_t width);

// scores[i][j] = scale q_i . k_j for the keys that query i sees; what stands beyond them is undefined.
void martlet_attention_scores_f32(const float *q, size_t q_stride, const float *k, size_t k_stride,
                                  const int32_t *limits, size_t queries, size_t keys, size_t width, float scale,
                                  float *scratch, float *scores);
// Softmax of each row over the keys that the query sees, in place; 0 beyond them.
void martlet_attention_softmax_f32(float *scores, const int32_t *limits, size_t queries, size_t keys);
// out_i = sum over the first `limits[i]` keys of pattern[i][j] v_j
void martlet_attention_values_f32(const float *pattern, const float *v, size_t v_stride, const int32_t *limits,
                                  size_t queries, size_t keys, size_t width, float *out, size_t out_stride);
