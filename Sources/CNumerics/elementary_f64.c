// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#include "map.h"

#define NORMAL (x >= 0x1p-1022 && x < __builtin_inf())
#define WITHIN(limit) (x >= -(limit) && x <= (limit))

MARTLET_BODY f64 sin_careful(f64 x) { return WITHIN(LARGEST_ANGLE) ? sin_f64(x) : sin(x); }
MARTLET_BODY f64 cos_careful(f64 x) { return WITHIN(LARGEST_ANGLE) ? cos_f64(x) : cos(x); }

MARTLET_MAP(f64, martlet_loop_exp_f64, exp_ordinary, WITHIN(708.0), exp_f64)
MARTLET_MAP(f64, martlet_loop_expm1_f64, expm1_ordinary, WITHIN(36.0) && x != 0.0, expm1_f64)
MARTLET_MAP(f64, martlet_loop_log_f64, log_ordinary, NORMAL, log_f64)
MARTLET_MAP(f64, martlet_loop_log2_f64, log2_ordinary, NORMAL, log2_f64)
MARTLET_MAP(f64, martlet_loop_log10_f64, log10_ordinary, NORMAL, log10_f64)
MARTLET_MAP(f64, martlet_loop_log1p_f64, log1p_ordinary, x > -1.0 && x < __builtin_inf(), log1p_f64)
MARTLET_MAP(f64, martlet_loop_sin_f64, sin_f64, WITHIN(LARGEST_ANGLE), sin_careful)
MARTLET_MAP(f64, martlet_loop_cos_f64, cos_f64, WITHIN(LARGEST_ANGLE), cos_careful)
MARTLET_MAP(f64, martlet_loop_tanh_f64, tanh_f64, true, tanh_f64)

void martlet_exp_f64(const double *x, double *out, size_t count) { martlet_loop_exp_f64(x, 1, out, count); }

MARTLET_POWER_OF(f64, 0x1p-1022, pow)
