// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors
//
// The lock of the notebook side, and what a thread holds of it. A worker leaves a thread for good when its cell is
// interrupted or traps; nothing that the thread held may stay held.
//
// The worker has these functions of its own and exports them, so that the library's calls reach the worker's copy: both
// then speak of the same threads. In any other program the library's copy serves.

#pragma once

#include <stdbool.h>
#include <stdint.h>

/// A lock; all zeros is a free one.
typedef struct {
  /// 0 when free, else the holder's thread number, with a bit for waiting threads.
  uint32_t state;
  /// Whether the last holder was left while it held the lock, so that what it guards may be half changed.
  uint32_t abandoned;
} MartletLock;

/// Takes the lock, and says whether its last holder was left with it: what it guards must then be made anew. An
/// interrupt leaves no thread between this and `martlet_unlock`, unless the thread itself asks for it.
bool martlet_lock(MartletLock *lock);
/// Gives the lock back; an interrupt that had to wait for that comes now.
void martlet_unlock(MartletLock *lock);

/// Between these two an interrupt waits, as it does under a lock. They nest.
void martlet_begin_deferral(void);
void martlet_end_deferral(void);

/// Until the matching `martlet_end_hold`, a thread that is left calls `abandon`, in a signal handler.
void martlet_begin_hold(void (*abandon)(void *context), void *context);
void martlet_end_hold(void);

/// Whether an interrupt must wait on this thread; if so, `deliver` is called when it need not any longer.
bool martlet_defers_interrupt(void (*deliver)(void));
/// Gives back all that this thread holds, because nothing will ever run on it again. Async-signal-safe.
void martlet_abandon_thread(void);
