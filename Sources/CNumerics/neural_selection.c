// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#include "CNumerics.h"

// The `count`-th largest of `length` numbers, which are put into another order: Hoare's selection.
static float largest(float *x, size_t length, size_t count) {
  size_t low = 0, high = length - 1, wanted = count - 1;
  while (low < high) {
    float pivot = x[low + (high - low) / 2];
    size_t i = low, j = high;
    for (;;) {
      while (x[i] > pivot) i++;
      while (x[j] < pivot) j--;
      if (i >= j) break;
      float kept = x[i];
      x[i++] = x[j];
      x[j--] = kept;
    }
    if (wanted <= j) {
      high = j;
    } else {
      low = j + 1;
    }
  }
  return x[wanted];
}

void martlet_top_k_f32(const float *x, float *out, size_t rows, size_t width, size_t k, float *scratch) {
  for (size_t r = 0; r < rows; r++) {
    const float *line = x + r * width;
    float *target = out + r * width;
    // Not positive, or not a number: none of these would be kept, and the latter have no order.
    size_t positive = 0;
    for (size_t i = 0; i < width; i++) {
      scratch[positive] = line[i];
      positive += line[i] > 0.0f;
    }
    if (positive <= k) {
      for (size_t i = 0; i < width; i++) target[i] = line[i] > 0.0f ? line[i] : 0.0f;
      continue;
    }
    float least = largest(scratch, positive, k);
    size_t above = 0;
    for (size_t i = 0; i < width; i++) above += line[i] > least;
    size_t equals = k - above;  // of those as large as the least, the first ones
    for (size_t i = 0; i < width; i++) {
      float value = line[i];
      if (value > least) {
        target[i] = value;
      } else if (value == least && equals > 0) {
        target[i] = value;
        equals--;
      } else {
        target[i] = 0.0f;
      }
    }
  }
}
