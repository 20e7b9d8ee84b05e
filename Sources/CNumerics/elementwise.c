// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#include "loops.h"

#define FLOATS(T)                                                                                            \
  MARTLET_UNARY(martlet_loop_negate_##T, T, T, FLAG_##T, LANES_##T, -x)                                           \
  MARTLET_UNARY(martlet_loop_absolute_##T, T, T, FLAG_##T, LANES_##T, __builtin_elementwise_abs(x))               \
  MARTLET_UNARY(martlet_loop_sign_##T, T, T, FLAG_##T, LANES_##T, x > 0 ? (T)1 : x < 0 ? (T) - 1 : x != x ? x : 0) \
  MARTLET_UNARY(martlet_loop_square_##T, T, T, FLAG_##T, LANES_##T, x *x)                                         \
  MARTLET_UNARY(martlet_loop_reciprocal_##T, T, T, FLAG_##T, LANES_##T, 1 / x)                                    \
  MARTLET_UNARY(martlet_loop_sqrt_##T, T, T, FLAG_##T, LANES_##T, __builtin_elementwise_sqrt(x))           \
  MARTLET_UNARY(martlet_loop_floor_##T, T, T, FLAG_##T, LANES_##T, __builtin_elementwise_floor(x))                \
  MARTLET_UNARY(martlet_loop_ceil_##T, T, T, FLAG_##T, LANES_##T, __builtin_elementwise_ceil(x))                  \
  MARTLET_UNARY(martlet_loop_trunc_##T, T, T, FLAG_##T, LANES_##T, __builtin_elementwise_trunc(x))                \
  MARTLET_UNARY(martlet_loop_rint_##T, T, T, FLAG_##T, LANES_##T, __builtin_elementwise_roundeven(x))             \
  MARTLET_UNARY(martlet_loop_is_nan_##T, T, u8, u8, MARTLET_LANES(32), x != x)                                    \
  MARTLET_UNARY(martlet_loop_is_finite_##T, T, u8, u8, MARTLET_LANES(32), __builtin_elementwise_abs(x) < (T)__builtin_inf())

FLOATS(f64)
FLOATS(f32)

// The least number has no opposite.
#define SIGNED(T, U)                                                                                           \
  MARTLET_UNARY(martlet_loop_negate_##T, T, T, U, LANES_##T, (flag |= (U)((U)x == (U)(0 - (U)x) && x != 0), (U)(0 - (U)x))) \
  MARTLET_UNARY(martlet_loop_absolute_##T, T, T, U, LANES_##T,                                                      \
                (flag |= (U)((U)x == (U)(0 - (U)x) && x != 0), x < 0 ? (U)(0 - (U)x) : (U)x))                  \
  MARTLET_UNARY(martlet_loop_sign_##T, T, T, U, LANES_##T, (x > 0) - (x < 0))

SIGNED(i64, u64)
SIGNED(i32, u32)
SIGNED(i16, u16)
SIGNED(i8, u8)
MARTLET_UNARY(martlet_loop_not_bool, u8, u8, u8, LANES_u8, x ^ 1)

// Not the library function, which would have to report negative numbers through errno.
void martlet_sqrt_f64(const double *x, double *out, size_t count) { martlet_loop_sqrt_f64(x, 1, out, count); }
void martlet_sqrt_f32(const float *x, float *out, size_t count) { martlet_loop_sqrt_f32(x, 1, out, count); }

#define ELEMENTARY(name)                                                          \
  int32_t martlet_loop_##name##_f64(const void *, ptrdiff_t, void *, size_t);   \
  int32_t martlet_loop_##name##_f32(const void *, ptrdiff_t, void *, size_t);
ELEMENTARY(exp)
ELEMENTARY(expm1)
ELEMENTARY(log)
ELEMENTARY(log2)
ELEMENTARY(log10)
ELEMENTARY(log1p)
ELEMENTARY(sin)
ELEMENTARY(cos)
ELEMENTARY(tanh)
ELEMENTARY(atan)
ELEMENTARY(sinh)
ELEMENTARY(cosh)
int32_t martlet_loop_tan_f32(const void *, ptrdiff_t, void *, size_t);
int32_t martlet_loop_asin_f32(const void *, ptrdiff_t, void *, size_t);
int32_t martlet_loop_acos_f32(const void *, ptrdiff_t, void *, size_t);

#define PAIR(name) {martlet_loop_##name##_f64, martlet_loop_##name##_f32}
#define SIGNED_ROW(name)                                                                                          \
  {martlet_loop_##name##_f64, martlet_loop_##name##_f32, martlet_loop_##name##_i64, martlet_loop_##name##_i32, martlet_loop_##name##_i16,  \
   martlet_loop_##name##_i8}

martlet_unary martlet_unary_kernel(int32_t operation, int32_t type) {
  static const martlet_unary table[][MARTLET_TYPES] = {
      [MARTLET_NEGATE] = SIGNED_ROW(negate),
      [MARTLET_ABSOLUTE] = SIGNED_ROW(absolute),
      [MARTLET_SIGN] = SIGNED_ROW(sign),
      [MARTLET_SQUARE] = PAIR(square),
      [MARTLET_RECIPROCAL] = PAIR(reciprocal),
      [MARTLET_SQRT] = PAIR(sqrt),
      [MARTLET_FLOOR] = PAIR(floor),
      [MARTLET_CEIL] = PAIR(ceil),
      [MARTLET_TRUNC] = PAIR(trunc),
      [MARTLET_RINT] = PAIR(rint),
      [MARTLET_IS_NAN] = PAIR(is_nan),
      [MARTLET_IS_FINITE] = PAIR(is_finite),
      [MARTLET_NOT] = {[MARTLET_BOOL] = martlet_loop_not_bool},
      [MARTLET_EXP] = PAIR(exp),
      [MARTLET_EXPM1] = PAIR(expm1),
      [MARTLET_LOG] = PAIR(log),
      [MARTLET_LOG2] = PAIR(log2),
      [MARTLET_LOG10] = PAIR(log10),
      [MARTLET_LOG1P] = PAIR(log1p),
      [MARTLET_SIN] = PAIR(sin),
      [MARTLET_COS] = PAIR(cos),
      [MARTLET_TANH] = PAIR(tanh),
      [MARTLET_TAN] = {[MARTLET_F32] = martlet_loop_tan_f32},
      [MARTLET_ASIN] = {[MARTLET_F32] = martlet_loop_asin_f32},
      [MARTLET_ACOS] = {[MARTLET_F32] = martlet_loop_acos_f32},
      [MARTLET_ATAN] = PAIR(atan),
      [MARTLET_SINH] = PAIR(sinh),
      [MARTLET_COSH] = PAIR(cosh),
  };
  if (type < 0 || type >= MARTLET_TYPES || operation < 0 || operation >= MARTLET_UNARY_OPERATIONS) return NULL;
  return table[operation][type];
}
