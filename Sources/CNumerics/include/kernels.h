// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#pragma once

// Loops over elements of any type, found by operation and type. Steps count elements: 1 for neighbours, 0 repeats one.

typedef enum {
  MARTLET_F64,
  MARTLET_F32,
  MARTLET_I64,
  MARTLET_I32,
  MARTLET_I16,
  MARTLET_I8,
  MARTLET_U64,
  MARTLET_U32,
  MARTLET_U16,
  MARTLET_U8,
  MARTLET_BOOL,
  MARTLET_TYPES
} martlet_type;

// The result has the type of the operands, or is a bool for comparisons. Integers are checked: a loop returns 1 where a
// result does not fit its type, else 0. `out` may be one of the operands, with the same step.
typedef enum {
  MARTLET_ADD,
  MARTLET_SUBTRACT,
  MARTLET_MULTIPLY,
  MARTLET_DIVIDE,  // floating point
  MARTLET_MINIMUM,  // NaN wins
  MARTLET_MAXIMUM,
  MARTLET_FMIN,  // numbers win over NaN
  MARTLET_FMAX,
  MARTLET_POWER,  // floating point, within 1 unit in the last place
  MARTLET_EQUAL,
  MARTLET_UNEQUAL,
  MARTLET_LESS,
  MARTLET_LESS_OR_EQUAL,
  MARTLET_AND,  // bools
  MARTLET_OR,
  MARTLET_BINARY_OPERATIONS
} martlet_binary_operation;

typedef int32_t (*martlet_binary)(const void *a, ptrdiff_t step_a, const void *b, ptrdiff_t step_b, void *out,
                                  ptrdiff_t step_out, size_t count);

// Null where the operation makes no sense for the type.
martlet_binary martlet_binary_kernel(int32_t operation, int32_t type);

typedef enum {
  MARTLET_NEGATE,
  MARTLET_ABSOLUTE,
  MARTLET_SIGN,  // -1, 0 or 1; NaN stays
  MARTLET_SQUARE,
  // The rest of floating-point numbers only.
  MARTLET_RECIPROCAL,
  MARTLET_SQRT,
  MARTLET_FLOOR,
  MARTLET_CEIL,
  MARTLET_TRUNC,
  MARTLET_RINT,  // halves to even
  MARTLET_IS_NAN,  // bools
  MARTLET_IS_FINITE,
  MARTLET_NOT,  // of bools
  // Elementary functions, within 2 units in the last place, most within 1.
  MARTLET_EXP,
  MARTLET_EXPM1,
  MARTLET_LOG,
  MARTLET_LOG2,
  MARTLET_LOG10,
  MARTLET_LOG1P,
  MARTLET_SIN,
  MARTLET_COS,
  MARTLET_TANH,
  MARTLET_TAN,  // tan, asin and acos of floats only
  MARTLET_ASIN,
  MARTLET_ACOS,
  MARTLET_ATAN,
  MARTLET_SINH,
  MARTLET_COSH,
  MARTLET_UNARY_OPERATIONS
} martlet_unary_operation;

// As for two operands; `out` may be `x` where `step` is 1.
typedef int32_t (*martlet_unary)(const void *x, ptrdiff_t step, void *out, size_t count);

martlet_unary martlet_unary_kernel(int32_t operation, int32_t type);

typedef enum {
  MARTLET_SUM,  // floating point in NumPy's pairwise order
  MARTLET_SUM_OF_SQUARES,  // the rest of sums of floating-point numbers only
  MARTLET_SUM_OF_ABSOLUTES,
  MARTLET_PRODUCT,
  MARTLET_LEAST,  // NaN wins
  MARTLET_GREATEST,
  MARTLET_LEAST_NUMBER,  // NaN loses
  MARTLET_GREATEST_NUMBER,
  MARTLET_REDUCTIONS
} martlet_reduction_operation;

// Combines `count` neighbours, at least one, into `result`; returns 1 where an integer result does not fit its type.
typedef int32_t (*martlet_reduction)(const void *x, size_t count, void *result);

martlet_reduction martlet_reduction_kernel(int32_t operation, int32_t type);

// Where the extreme of each of several lines of `length` elements, at least one, lies: the first of equals; the first NaN,
// if there is one.
typedef void (*martlet_line_positions)(const void *x, size_t lines, size_t length, int64_t *out);

martlet_line_positions martlet_line_positions_kernel(bool greatest, int32_t type);

// The same for `width` columns of `rows` rows, less than 2^32, that lie `stride` elements apart.
typedef void (*martlet_column_positions)(const void *x, size_t rows, size_t stride, size_t width, int64_t *out);

martlet_column_positions martlet_column_positions_kernel(bool greatest, int32_t type);
