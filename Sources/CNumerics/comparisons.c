// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#include "loops.h"

// Greater is less with the operands exchanged. Twice the lanes of arithmetic at least: the results are bytes.
#define COMPARE(T, lanes)                                                                  \
  MARTLET_BINARY(martlet_loop_equal_##T, T, u8, u8, MARTLET_LANES(lanes), x == y)                   \
  MARTLET_BINARY(martlet_loop_unequal_##T, T, u8, u8, MARTLET_LANES(lanes), x != y)
#define ORDERED(T, lanes)                                                                  \
  COMPARE(T, lanes)                                                                        \
  MARTLET_BINARY(martlet_loop_less_##T, T, u8, u8, MARTLET_LANES(lanes), x < y)                     \
  MARTLET_BINARY(martlet_loop_less_or_equal_##T, T, u8, u8, MARTLET_LANES(lanes), x <= y)

ORDERED(f64, 32)
ORDERED(f32, 64)
ORDERED(i64, 32)
ORDERED(i32, 64)
ORDERED(i16, 64)
ORDERED(i8, 64)
ORDERED(u64, 32)
ORDERED(u32, 64)
ORDERED(u16, 64)
ORDERED(u8, 64)
MARTLET_BINARY(martlet_loop_and_bool, u8, u8, u8, LANES_u8, x &y)
MARTLET_BINARY(martlet_loop_or_bool, u8, u8, u8, LANES_u8, x | y)

#define ROW(name)                                                                                                    \
  martlet_loop_##name##_f64, martlet_loop_##name##_f32, martlet_loop_##name##_i64, martlet_loop_##name##_i32, martlet_loop_##name##_i16,      \
      martlet_loop_##name##_i8, martlet_loop_##name##_u64, martlet_loop_##name##_u32, martlet_loop_##name##_u16, martlet_loop_##name##_u8

martlet_binary martlet_comparison_kernel(int32_t operation, int32_t type) {
  static const martlet_binary table[][MARTLET_TYPES] = {
      [MARTLET_EQUAL - MARTLET_EQUAL] = {ROW(equal), martlet_loop_equal_u8},
      [MARTLET_UNEQUAL - MARTLET_EQUAL] = {ROW(unequal), martlet_loop_unequal_u8},
      [MARTLET_LESS - MARTLET_EQUAL] = {ROW(less)},
      [MARTLET_LESS_OR_EQUAL - MARTLET_EQUAL] = {ROW(less_or_equal)},
      [MARTLET_AND - MARTLET_EQUAL] = {[MARTLET_BOOL] = martlet_loop_and_bool},
      [MARTLET_OR - MARTLET_EQUAL] = {[MARTLET_BOOL] = martlet_loop_or_bool},
  };
  return operation < MARTLET_BINARY_OPERATIONS ? table[operation - MARTLET_EQUAL][type] : NULL;
}
