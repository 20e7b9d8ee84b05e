// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#pragma once

// All move elements of 1, 2, 4 or 8 bytes, whatever they mean.

// Writes the elements of x where the mask is true next to each other; `out` has room for `room`,
// which is how many there are. Returns how many were written.
size_t martlet_compress(const void *x, const bool *mask, void *out, size_t count, size_t room, size_t size);

// Writes the positions where the mask is true, of which there are `room`, times `stride`, plus `start`.
size_t martlet_positions(const bool *mask, int64_t *out, size_t count, size_t room, int64_t start, int64_t stride);

// Replaces the elements where the mask is true by those of `values`, one after another (step 1), or all by one (step 0).
void martlet_place(void *x, const bool *mask, const void *values, size_t step, size_t count, size_t size);

// out = mask ? a : b, with steps 0 or 1 for the operands.
void martlet_choose(const bool *mask, ptrdiff_t step_mask, const void *a, ptrdiff_t step_a, const void *b, ptrdiff_t step_b,
                    void *out, size_t count, size_t size);

// Elements `step` apart, next to each other.
void martlet_gather_strided(const void *x, ptrdiff_t step, void *out, size_t count, size_t size);

// A matrix whose rows lie `stride` elements apart, turned round: out[j * out_stride + i] = x[i * stride + j] for the columns
// j from `first` up to `last`.
void martlet_transpose(const void *x, ptrdiff_t stride, void *out, ptrdiff_t out_stride, size_t rows, size_t first,
                       size_t last, size_t size);

// Elements at positions of a line of `length`, at least one, counted from the end where negative. Returns false where one
// is outside; what is written for it means nothing.
bool martlet_take(const void *x, ptrdiff_t stride, const int64_t *positions, void *out, size_t count, int64_t length,
                  size_t size);
