// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#pragma once

// Square roots of `count` doubles.
void martlet_sqrt_f64(const double *x, double *out, size_t count);
