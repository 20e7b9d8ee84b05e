// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors
//
// Takes the place of libswiftCore's `swift_once`, which runs the initial values of globals and static variables. A
// thread that is left in the middle of one would keep everybody else waiting for ever; here the value counts as not yet
// made, and the next who needs it makes it.

#define _GNU_SOURCE
#include "internal.h"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "CLocks.h"

/// What a token says. The runtime's own code tells "made" from all else by the sign.
enum { kUnmade = 0, kInTheMaking = 1, kAwaited = 2, kMade = -1 };

static void wake(int32_t *token) { syscall(SYS_futex, token, FUTEX_WAKE | FUTEX_PRIVATE_FLAG, INT32_MAX, NULL, NULL, 0); }

static void settle(int32_t *token, int32_t state) {
  if (__atomic_exchange_n(token, state, __ATOMIC_RELEASE) == kAwaited) wake(token);
}

static void abandon(void *token) { settle(token, kUnmade); }

__attribute__((used, visibility("default"))) void swift_once(int32_t *token, void (*make)(void *), void *context) {
  for (;;) {
    int32_t state = __atomic_load_n(token, __ATOMIC_ACQUIRE);
    if (state < 0) return;
    if (state == kUnmade) {
      // Noted first: whoever is left must not be left with it.
      martlet_begin_deferral();
      if (__atomic_compare_exchange_n(token, &state, kInTheMaking, false, __ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE)) {
        martlet_begin_hold(abandon, token);
        martlet_end_deferral();
        make(context);
        martlet_begin_deferral();
        settle(token, kMade);
        martlet_end_hold();
        martlet_end_deferral();
        return;
      }
      martlet_end_deferral();
      continue;
    }
    if (state == kInTheMaking &&
        !__atomic_compare_exchange_n(token, &state, kAwaited, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
      continue;
    syscall(SYS_futex, token, FUTEX_WAIT | FUTEX_PRIVATE_FLAG, kAwaited, NULL, NULL, 0);
  }
}
