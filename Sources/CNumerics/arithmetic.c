// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#include "loops.h"

// Floating-point numbers: IEEE 754 does the rest.
#define FLOATS(T)                                                                                     \
  MARTLET_BINARY(martlet_loop_add_##T, T, T, FLAG_##T, LANES_##T, x + y)                                             \
  MARTLET_BINARY(martlet_loop_subtract_##T, T, T, FLAG_##T, LANES_##T, x - y)                                        \
  MARTLET_BINARY(martlet_loop_multiply_##T, T, T, FLAG_##T, LANES_##T, x * y)                                        \
  MARTLET_BINARY(martlet_loop_divide_##T, T, T, FLAG_##T, LANES_##T, x / y)                                          \
  MARTLET_BINARY(martlet_loop_minimum_##T, T, T, FLAG_##T, LANES_##T, x != x ? x : (y < x || y != y) ? y : x)         \
  MARTLET_BINARY(martlet_loop_maximum_##T, T, T, FLAG_##T, LANES_##T, x != x ? x : (y > x || y != y) ? y : x)         \
  MARTLET_BINARY(martlet_loop_fmin_##T, T, T, FLAG_##T, LANES_##T, (y < x || x != x) ? y : x)                         \
  MARTLET_BINARY(martlet_loop_fmax_##T, T, T, FLAG_##T, LANES_##T, (y > x || x != x) ? y : x)

FLOATS(f64)
FLOATS(f32)

// Whole numbers wrap, and a flag tells: the sign of a sum differs from the signs of both operands, and so on.
#define TOP(T, U) (U)((U)1 << (8 * sizeof(T) - 1))
#define SIGNED(T, U)                                                                                                   \
  MARTLET_BINARY(martlet_loop_add_##T, T, T, FLAG_##T, LANES_##T,                                                                     \
                 (flag |= (U)(((U)x ^ (U)((U)x + (U)y)) & ((U)y ^ (U)((U)x + (U)y))) & TOP(T, U), (U)((U)x + (U)y)))      \
  MARTLET_BINARY(martlet_loop_subtract_##T, T, T, FLAG_##T, LANES_##T,                                                                \
                 (flag |= (U)(((U)x ^ (U)y) & ((U)x ^ (U)((U)x - (U)y))) & TOP(T, U), (U)((U)x - (U)y)))
#define UNSIGNED(T)                                                                                  \
  MARTLET_BINARY(martlet_loop_add_##T, T, T, FLAG_##T, LANES_##T, (flag |= (T)((T)(x + y) < x), (T)(x + y)))             \
  MARTLET_BINARY(martlet_loop_subtract_##T, T, T, FLAG_##T, LANES_##T, (flag |= (T)(x < y), (T)(x - y)))
// Products of narrow numbers are formed in a type of twice the width.
#define NARROW_SIGNED(T, U, WIDE)                                             \
  MARTLET_BINARY(martlet_loop_multiply_##T, T, T, U, LANES_##T,                    \
                 (flag |= (U)((WIDE)x * (WIDE)y != (T)((WIDE)x * (WIDE)y)), (T)((WIDE)x * (WIDE)y)))
#define NARROW(T, WIDE)                                                       \
  MARTLET_BINARY(martlet_loop_multiply_##T, T, T, T, LANES_##T,                    \
                 (flag |= (T)((WIDE)x * (WIDE)y >> (8 * sizeof(T))), (T)((WIDE)x * (WIDE)y)))
#define ORDER(T)                                                             \
  MARTLET_BINARY(martlet_loop_minimum_##T, T, T, FLAG_##T, LANES_##T, y < x ? y : x)        \
  MARTLET_BINARY(martlet_loop_maximum_##T, T, T, FLAG_##T, LANES_##T, y > x ? y : x)

SIGNED(i64, u64)
SIGNED(i32, u32)
SIGNED(i16, u16)
SIGNED(i8, u8)
UNSIGNED(u64)
UNSIGNED(u32)
UNSIGNED(u16)
UNSIGNED(u8)
NARROW_SIGNED(i32, u32, i64)
NARROW_SIGNED(i16, u16, i32)
NARROW_SIGNED(i8, u8, i32)
NARROW(u32, u64)
NARROW(u16, u32)
NARROW(u8, u32)
ORDER(i64)
ORDER(i32)
ORDER(i16)
ORDER(i8)
ORDER(u64)
ORDER(u32)
ORDER(u16)
ORDER(u8)

MARTLET_BINARY(martlet_loop_wrapping_i64, u64, u64, u64, LANES_u64, x *y)

// Where all factors fit 31 bits, as nearly always, products need no look at each.
MARTLET_VECTORIZED bool martlet_loop_is_small_i64(const i64 *x, size_t count) {
  u64 high = 0;
  LANES_u64 for (size_t i = 0; i < count; i++) high |= ((u64)x[i] + 0x40000000) >> 31;
  return high == 0;
}

MARTLET_VECTORIZED bool martlet_loop_is_small_u64(const u64 *x, size_t count) {
  u64 high = 0;
  LANES_u64 for (size_t i = 0; i < count; i++) high |= x[i] >> 31;
  return high == 0;
}

#define WIDE(T)                                                                                                     \
  int32_t martlet_loop_multiply_##T(const void *a, ptrdiff_t step_a, const void *b, ptrdiff_t step_b, void *out,         \
                               ptrdiff_t step_out, size_t count) {                                                  \
    const T *left = a, *right = b;                                                                                  \
    T *target = out;                                                                                                \
    bool overflow = false;                                                                                          \
    for (size_t start = 0; start < count; start += 1024) {                                                          \
      size_t part = count - start < 1024 ? count - start : 1024;                                                    \
      const T *x = left + (ptrdiff_t)start * step_a, *y = right + (ptrdiff_t)start * step_b;                        \
      T *z = target + (ptrdiff_t)start * step_out;                                                                  \
      if (step_a >= 0 && step_a <= 1 && step_b >= 0 && step_b <= 1 &&                                               \
          martlet_loop_is_small_##T(x, step_a == 1 ? part : 1) && martlet_loop_is_small_##T(y, step_b == 1 ? part : 1)) {     \
        martlet_loop_wrapping_i64(x, step_a, y, step_b, z, step_out, part);                                              \
      } else {                                                                                                      \
        for (size_t i = 0; i < part; i++) {                                                                         \
          ptrdiff_t k = (ptrdiff_t)i;                                                                               \
          overflow |= __builtin_mul_overflow(x[k * step_a], y[k * step_b], &z[k * step_out]);                       \
        }                                                                                                           \
      }                                                                                                             \
    }                                                                                                               \
    return overflow;                                                                                                \
  }

WIDE(i64)
WIDE(u64)

#define ROW(name)                                                                                                     \
  {martlet_loop_##name##_f64, martlet_loop_##name##_f32, martlet_loop_##name##_i64, martlet_loop_##name##_i32, martlet_loop_##name##_i16,      \
   martlet_loop_##name##_i8,  martlet_loop_##name##_u64, martlet_loop_##name##_u32, martlet_loop_##name##_u16, martlet_loop_##name##_u8, NULL}

extern int32_t martlet_loop_power_f64(const void *, ptrdiff_t, const void *, ptrdiff_t, void *, ptrdiff_t, size_t);
extern int32_t martlet_loop_power_f32(const void *, ptrdiff_t, const void *, ptrdiff_t, void *, ptrdiff_t, size_t);
extern martlet_binary martlet_comparison_kernel(int32_t operation, int32_t type);

martlet_binary martlet_binary_kernel(int32_t operation, int32_t type) {
  static const martlet_binary table[][MARTLET_TYPES] = {
      [MARTLET_ADD] = ROW(add),
      [MARTLET_SUBTRACT] = ROW(subtract),
      [MARTLET_MULTIPLY] = ROW(multiply),
      [MARTLET_DIVIDE] = {martlet_loop_divide_f64, martlet_loop_divide_f32},
      [MARTLET_MINIMUM] = ROW(minimum),
      [MARTLET_MAXIMUM] = ROW(maximum),
      [MARTLET_FMIN] = {martlet_loop_fmin_f64, martlet_loop_fmin_f32},
      [MARTLET_FMAX] = {martlet_loop_fmax_f64, martlet_loop_fmax_f32},
      [MARTLET_POWER] = {martlet_loop_power_f64, martlet_loop_power_f32},
  };
  if (type < 0 || type >= MARTLET_TYPES) return NULL;
  if (operation >= MARTLET_EQUAL) return martlet_comparison_kernel(operation, type);
  return operation < 0 ? NULL : table[operation][type];
}
