// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

/// C's `pow`, under a name that this module's own does not hide.
func raised(_ x: Double, _ exponent: Double) -> Double { Glibc.pow(x, exponent) }
