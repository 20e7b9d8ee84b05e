// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#pragma once

#include <math.h>

#include "elementary.h"

// Elements are taken in blocks that stay in the nearest cache, where strided ones come next to each other. A block of
// `ordinary` elements alone goes through the shorter function; it is the rule.
#define MARTLET_BLOCK 512

#define MARTLET_MAP(T, name, core, ordinary, careful)                                               \
  MARTLET_BODY int32_t name##_body(const T *a, ptrdiff_t step, T *out, size_t count) {              \
    T block[MARTLET_BLOCK];                                                                         \
    for (size_t start = 0; start < count; start += MARTLET_BLOCK) {                                 \
      size_t part = count - start < MARTLET_BLOCK ? count - start : MARTLET_BLOCK;                  \
      const T *from = a + (ptrdiff_t)start * step;                                                  \
      T *to = out + start;                                                                          \
      if (step != 1) {                                                                              \
        for (size_t i = 0; i < part; i++) block[i] = from[(ptrdiff_t)i * step];                     \
        from = block;                                                                               \
      }                                                                                             \
      FLAG_##T odd = 0;                                                                             \
      LANES_##T for (size_t i = 0; i < part; i++) {                                                 \
        T x = from[i];                                                                              \
        odd |= !(ordinary);                                                                         \
      }                                                                                             \
      if (odd) {                                                                                    \
        for (size_t i = 0; i < part; i++) to[i] = careful(from[i]);                                 \
      } else {                                                                                      \
        LANES_##T for (size_t i = 0; i < part; i++) to[i] = core(from[i]);                          \
      }                                                                                             \
    }                                                                                               \
    return 0;                                                                                       \
  }                                                                                                 \
  MARTLET_VECTORIZED int32_t name(const void *x, ptrdiff_t step, void *out, size_t count) {         \
    return name##_body(x, step, out, count);                                                        \
  }

// Powers of both operands. Blocks with positive bases, of which each must be `smallest` at least, and normal results go
// through the shorter function.
#define MARTLET_POWER_OF(T, smallest, library)                                                      \
  MARTLET_BODY bool is_finite_power(T x, T y) {                                                     \
    T a = __builtin_elementwise_abs(x), b = __builtin_elementwise_abs(y);                           \
    return a >= smallest && a < (T)__builtin_inf() && b < (T)__builtin_inf();                       \
  }                                                                                                 \
  MARTLET_BODY bool powers_are_ordinary(const T *x, const T *y, T *results, size_t count) {         \
    FLAG_##T odd = 0;                                                                               \
    LANES_##T for (size_t i = 0; i < count; i++) odd |= !((x[i] >= smallest) & (x[i] < (T)__builtin_inf())); \
    if (odd) return false;                                                                          \
    LANES_##T for (size_t i = 0; i < count; i++) {                                                  \
      bool within;                                                                                  \
      results[i] = power_ordinary_##T(x[i], y[i], &within);                                         \
      odd |= !within;                                                                               \
    }                                                                                               \
    return odd == 0;                                                                                \
  }                                                                                                 \
  MARTLET_BODY void all_powers(const T *x, const T *y, T *results, size_t count) {                  \
    FLAG_##T odd = 0;                                                                               \
    LANES_##T for (size_t i = 0; i < count; i++) odd |= !is_finite_power(x[i], y[i]);               \
    LANES_##T for (size_t i = 0; i < count; i++) results[i] = power_##T(x[i], y[i]);                \
    for (size_t i = 0; odd && i < count; i++) {                                                     \
      if (!is_finite_power(x[i], y[i])) results[i] = library(x[i], y[i]);                           \
    }                                                                                               \
  }                                                                                                 \
  MARTLET_BODY int32_t power_body(const T *a, ptrdiff_t step_a, const T *b, ptrdiff_t step_b, T *out,\
                                  ptrdiff_t step_out, size_t count) {                               \
    T bases[MARTLET_BLOCK], exponents[MARTLET_BLOCK], results[MARTLET_BLOCK];                       \
    for (size_t i = 0; step_b == 0 && i < MARTLET_BLOCK && i < count; i++) exponents[i] = *b;       \
    for (size_t start = 0; start < count; start += MARTLET_BLOCK) {                                 \
      size_t part = count - start < MARTLET_BLOCK ? count - start : MARTLET_BLOCK;                  \
      const T *x = a + (ptrdiff_t)start * step_a, *y = b + (ptrdiff_t)start * step_b;               \
      T *to = out + (ptrdiff_t)start * step_out;                                                    \
      if (step_a != 1) {                                                                            \
        for (size_t i = 0; i < part; i++) bases[i] = x[(ptrdiff_t)i * step_a];                      \
        x = bases;                                                                                  \
      }                                                                                             \
      if (step_b == 0) {                                                                            \
        y = exponents;                                                                              \
      } else if (step_b != 1) {                                                                     \
        for (size_t i = 0; i < part; i++) exponents[i] = y[(ptrdiff_t)i * step_b];                  \
        y = exponents;                                                                              \
      }                                                                                             \
      if (!powers_are_ordinary(x, y, results, part)) all_powers(x, y, results, part);               \
      if (step_out == 1) {                                                                          \
        __builtin_memcpy(to, results, part * sizeof(T));                                            \
      } else {                                                                                      \
        for (size_t i = 0; i < part; i++) to[(ptrdiff_t)i * step_out] = results[i];                 \
      }                                                                                             \
    }                                                                                               \
    return 0;                                                                                       \
  }                                                                                                 \
  MARTLET_VECTORIZED int32_t martlet_loop_power_##T(const void *a, ptrdiff_t step_a, const void *b, ptrdiff_t step_b, void *out,\
                                               ptrdiff_t step_out, size_t count) {                  \
    return power_body(a, step_a, b, step_b, out, step_out, count);                                  \
  }
