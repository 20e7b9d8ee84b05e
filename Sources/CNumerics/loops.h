// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors
//
// How loops become vectors: a body that is inlined into each of a function's clones, and the lanes to use for a type.

#pragma once

#include "CNumerics.h"

// For all that is defined in the including file; see CNumerics.h.
#pragma GCC visibility push(hidden)

// Bodies may use 512 bits where the clone has them; compilers prefer half of that for the sake of the first such machines.
#if defined(__x86_64__)
#define MARTLET_BODY static inline __attribute__((always_inline, min_vector_width(512)))
#else
#define MARTLET_BODY static inline __attribute__((always_inline))
#endif

// Elements depend on no other elements: results are written where operands were read, or elsewhere.
#define MARTLET_LANES(lanes) _Pragma(MARTLET_TEXT(clang loop vectorize(assume_safety) vectorize_width(lanes)))
#define MARTLET_TEXT(text) #text

#define LANES_f64 MARTLET_LANES(8)
#define LANES_f32 MARTLET_LANES(16)
#define LANES_i64 MARTLET_LANES(8)
#define LANES_u64 MARTLET_LANES(8)
#define LANES_i32 MARTLET_LANES(16)
#define LANES_u32 MARTLET_LANES(16)
#define LANES_i16 MARTLET_LANES(32)
#define LANES_u16 MARTLET_LANES(32)
#define LANES_i8 MARTLET_LANES(64)
#define LANES_u8 MARTLET_LANES(64)
#define LANES_bool MARTLET_LANES(64)

typedef double f64;
typedef float f32;
typedef int64_t i64;
typedef int32_t i32;
typedef int16_t i16;
typedef int8_t i8;
typedef uint64_t u64;
typedef uint32_t u32;
typedef uint16_t u16;
typedef uint8_t u8;

// The unsigned integer as wide as a type.
#define FLAG_f64 u64
#define FLAG_f32 u32
#define FLAG_i64 u64
#define FLAG_u64 u64
#define FLAG_i32 u32
#define FLAG_u32 u32
#define FLAG_i16 u16
#define FLAG_u16 u16
#define FLAG_i8 u8
#define FLAG_u8 u8

// One operation on x and y as a function over whole operands. The expression may set bits of `flag`, of type F, which
// is as wide as T so that both share vectors; the function returns whether any is set.
#define MARTLET_BINARY(name, T, R, F, lanes, expression)                                                                  \
  MARTLET_BODY F name##_body(const T *a, ptrdiff_t step_a, const T *b, ptrdiff_t step_b, R *out, ptrdiff_t step_out, \
                               size_t count) {                                                                         \
    F flag = 0;                                                                                                      \
    if (step_out == 1 && step_a == 1 && step_b == 1) {                                                                 \
      lanes for (size_t i = 0; i < count; i++) {                                                                       \
        T x = a[i], y = b[i];                                                                                          \
        out[i] = (R)(expression);                                                                                      \
      }                                                                                                                \
    } else if (step_out == 1 && step_a == 1 && step_b == 0) {                                                          \
      T y = *b;                                                                                                        \
      lanes for (size_t i = 0; i < count; i++) {                                                                       \
        T x = a[i];                                                                                                    \
        out[i] = (R)(expression);                                                                                      \
      }                                                                                                                \
    } else if (step_out == 1 && step_a == 0 && step_b == 1) {                                                          \
      T x = *a;                                                                                                        \
      lanes for (size_t i = 0; i < count; i++) {                                                                       \
        T y = b[i];                                                                                                    \
        out[i] = (R)(expression);                                                                                      \
      }                                                                                                                \
    } else {                                                                                                           \
      for (size_t i = 0; i < count; i++) {                                                                             \
        T x = a[(ptrdiff_t)i * step_a], y = b[(ptrdiff_t)i * step_b];                                                  \
        out[(ptrdiff_t)i * step_out] = (R)(expression);                                                                \
      }                                                                                                                \
    }                                                                                                                  \
    return flag;                                                                                                       \
  }                                                                                                                    \
  MARTLET_VECTORIZED int32_t name(const void *a, ptrdiff_t step_a, const void *b, ptrdiff_t step_b, void *out,         \
                                  ptrdiff_t step_out, size_t count) {                                                  \
    return name##_body(a, step_a, b, step_b, out, step_out, count) != 0;                                               \
  }

// One operation on x, as above.
#define MARTLET_UNARY(name, T, R, F, lanes, expression)                                            \
  MARTLET_BODY F name##_body(const T *a, ptrdiff_t step, R *out, size_t count) {              \
    F flag = 0;                                                                               \
    if (step == 1) {                                                                            \
      lanes for (size_t i = 0; i < count; i++) {                                                \
        T x = a[i];                                                                             \
        out[i] = (R)(expression);                                                               \
      }                                                                                         \
    } else {                                                                                    \
      for (size_t i = 0; i < count; i++) {                                                      \
        T x = a[(ptrdiff_t)i * step];                                                           \
        out[i] = (R)(expression);                                                               \
      }                                                                                         \
    }                                                                                           \
    return flag;                                                                                \
  }                                                                                             \
  MARTLET_VECTORIZED int32_t name(const void *x, ptrdiff_t step, void *out, size_t count) {     \
    return name##_body(x, step, out, count) != 0;                                               \
  }
