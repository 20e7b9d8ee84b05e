// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#pragma once

// Sorts keys in rising order; `other` is memory of the same size. Returns which of both holds the result.
uint64_t *martlet_sort_u64(uint64_t *keys, uint64_t *other, size_t count);
uint32_t *martlet_sort_u32(uint32_t *keys, uint32_t *other, size_t count);

// Keys that grow with the numbers, the greatest for NaN, and back. Both may be in place.
void martlet_keys_f64(const double *x, uint64_t *keys, size_t count);
void martlet_keys_f32(const float *x, uint32_t *keys, size_t count);
void martlet_numbers_f64(const uint64_t *keys, double *x, size_t count);
void martlet_numbers_f32(const uint32_t *keys, float *x, size_t count);

// The number at a place of the sorted line, and the one at the next place (the same at the last), without sorting it;
// NaN comes last. `work` has room for twice as many keys as there are numbers.
void martlet_neighbours_f64(const double *x, size_t count, size_t rank, uint64_t *work, double *pair);
void martlet_neighbours_f32(const float *x, size_t count, size_t rank, uint32_t *work, float *pair);
