// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#pragma once

// 16-bit floating-point numbers as 32-bit ones, exactly; `x` need not be aligned.
void martlet_f16_to_f32(const void *x, float *out, size_t count);
void martlet_bf16_to_f32(const void *x, float *out, size_t count);
