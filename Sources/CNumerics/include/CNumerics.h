// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors
//
// Loops over plain memory that Swift cannot compile for the processor at hand without flags: each function exists for
// several instruction sets, and the loader takes the best one. No state, no allocation, no threads.

#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// On x86-64 a function so marked is compiled for AVX-512, for AVX2 and for the baseline; elsewhere the baseline has vectors.
#if defined(__x86_64__)
#define MARTLET_VECTORIZED __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define MARTLET_VECTORIZED
#endif

// Hidden: a function in several versions is chosen while the library is loaded, when addresses that another library could
// replace are not known yet.
#pragma GCC visibility push(hidden)
#include "attention.h"
#include "design.h"
#include "distances.h"
#include "elementwise.h"
#include "halves.h"
#include "kernels.h"
#include "logit_scan.h"
#include "moments.h"
#include "neural.h"
#include "reductions.h"
#include "saga.h"
#include "selection.h"
#include "sorting.h"
#include "tsne.h"
#pragma GCC visibility pop
