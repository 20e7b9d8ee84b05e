// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#define _GNU_SOURCE
#include "CLocks.h"

#include <linux/futex.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { kMostHeld = 64, kSpins = 100 };
static const uint32_t waiting_bit = 0x80000000u;

typedef struct {
  MartletLock *lock;
  void (*abandon)(void *);
  void *context;
} Held;

/// What this thread holds. Signal handlers of the same thread read it: every entry is complete before it is counted.
static __thread struct {
  uint32_t thread;
  int count;
  int deferrals;
  void (*deliver)(void);
  Held held[kMostHeld];
} own;

#define IN_ORDER() __atomic_signal_fence(__ATOMIC_SEQ_CST)

static uint32_t this_thread(void) {
  if (!own.thread) own.thread = (uint32_t)syscall(SYS_gettid);
  return own.thread;
}

static void complain(const char *text) {
  ssize_t written = write(STDERR_FILENO, text, strlen(text));
  (void)written;
  abort();
}

static void push(Held held) {
  if (own.count == kMostHeld) complain("Fatal error: more than 64 locks are held at once\n");
  own.held[own.count] = held;
  IN_ORDER();
  own.count++;
  IN_ORDER();
}

static void pop(void) {
  IN_ORDER();
  own.count--;
  IN_ORDER();
}

static void begin(void) {
  own.deferrals++;
  IN_ORDER();
}

static void end(void) {
  IN_ORDER();
  own.deferrals--;
  IN_ORDER();
  if (own.deferrals > 0 || !own.deliver) return;
  void (*deliver)(void) = own.deliver;
  own.deliver = NULL;
  deliver();
}

static void futex(uint32_t *word, int operation, uint32_t value, const struct timespec *timeout) {
  syscall(SYS_futex, word, operation | FUTEX_PRIVATE_FLAG, value, timeout, NULL, 0);
}

/// Waits a while for a lock that was seen in `state`; the thread may be left meanwhile.
static void wait_for(MartletLock *lock, uint32_t state) {
  static const struct timespec while_ = {0, 50 * 1000 * 1000};
  uint32_t marked = state | waiting_bit;
  if (state != marked &&
      !__atomic_compare_exchange_n(&lock->state, &state, marked, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
    return;
  futex(&lock->state, FUTEX_WAIT, marked, &while_);
}

__attribute__((noinline, used, visibility("default"))) bool martlet_lock(MartletLock *lock) {
  uint32_t self = this_thread();
  if ((__atomic_load_n(&lock->state, __ATOMIC_RELAXED) & ~waiting_bit) == self)
    complain("Fatal error: a lock is taken by the thread that holds it\n");
  bool may_have_waiters = false;
  for (int spin = 0;; spin++) {
    begin();
    push((Held){.lock = lock});
    uint32_t state = 0;
    // Who has waited cannot know whether others wait too.
    uint32_t wanted = may_have_waiters ? self | waiting_bit : self;
    if (__atomic_compare_exchange_n(&lock->state, &state, wanted, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) break;
    pop();
    end();
    if (spin < kSpins) continue;
    wait_for(lock, state);
    may_have_waiters = true;
  }
  bool abandoned = lock->abandoned;
  lock->abandoned = 0;
  return abandoned;
}

static void give_back(MartletLock *lock) {
  uint32_t state = __atomic_exchange_n(&lock->state, 0, __ATOMIC_RELEASE);
  if (state & waiting_bit) futex(&lock->state, FUTEX_WAKE, 1, NULL);
}

__attribute__((noinline, used, visibility("default"))) void martlet_unlock(MartletLock *lock) {
  give_back(lock);
  pop();
  end();
}

__attribute__((noinline, used, visibility("default"))) void martlet_begin_deferral(void) { begin(); }
__attribute__((noinline, used, visibility("default"))) void martlet_end_deferral(void) { end(); }

__attribute__((noinline, used, visibility("default"))) void martlet_begin_hold(void (*abandon)(void *), void *context) {
  push((Held){.abandon = abandon, .context = context});
}
__attribute__((noinline, used, visibility("default"))) void martlet_end_hold(void) { pop(); }

__attribute__((noinline, used, visibility("default"))) bool martlet_defers_interrupt(void (*deliver)(void)) {
  if (own.deferrals == 0) return false;
  own.deliver = deliver;
  return true;
}

__attribute__((noinline, used, visibility("default"))) void martlet_abandon_thread(void) {
  while (own.count > 0) {
    Held held = own.held[own.count - 1];
    own.count--;
    if (held.abandon) held.abandon(held.context);
    // An entry may stand here whose lock another thread still has.
    if (!held.lock || (__atomic_load_n(&held.lock->state, __ATOMIC_RELAXED) & ~waiting_bit) != own.thread) continue;
    held.lock->abandoned = 1;
    give_back(held.lock);
  }
  own.deferrals = 0;
  own.deliver = NULL;
}
