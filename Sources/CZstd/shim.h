// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#pragma once
#include <zstd.h>
