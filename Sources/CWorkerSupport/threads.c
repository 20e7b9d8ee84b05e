// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors
//
// Every thread of the process, whoever starts it, gets a guard under its stack and a second stack for signal handlers,
// so that endless recursion on it is a trap like any other.

#define _GNU_SOURCE
#include "internal.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { kAlternateStack = 256 * 1024, kGuard = 256 * 1024, kFurthestBelow = 1024 * 1024 };

__thread ThreadStack thread_stack;

void guard_stack(uintptr_t low, uintptr_t high) {
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE), size = high - low;
  low = (low + page - 1) & ~(page - 1);
  uintptr_t guard = size >= 4 * kGuard ? kGuard : size / 8 & ~(page - 1);
  thread_stack.low = low;
  thread_stack.high = high;
  thread_stack.guard_end = low + guard;
  thread_stack.is_guard_open = guard == 0 || mprotect((void *)low, guard, PROT_NONE) != 0;
}

void open_guard(void) {
  if (thread_stack.is_guard_open) return;
  mprotect((void *)thread_stack.low, thread_stack.guard_end - thread_stack.low, PROT_READ | PROT_WRITE);
  thread_stack.is_guard_open = true;
}

bool is_stack_overflow(uintptr_t fault, uintptr_t sp) {
  if (!thread_stack.high) return false;
  // The fault may lie anywhere in the frame that did not fit.
  return fault < thread_stack.guard_end && fault + kFurthestBelow >= thread_stack.low &&
         sp < thread_stack.guard_end + kFurthestBelow && sp + kFurthestBelow >= thread_stack.low;
}

void use_alternate_stack(void) {
  stack_t alternate = {.ss_sp = mmap(NULL, kAlternateStack, PROT_READ | PROT_WRITE,
                                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0),
                       .ss_size = kAlternateStack};
  if (alternate.ss_sp == MAP_FAILED) return;
  sigaltstack(&alternate, NULL);
  thread_stack.alternate = alternate.ss_sp;
}

/// The system may give the stack to another thread afterwards.
static void leave_guard(void *unused) {
  (void)unused;
  open_guard();
  stack_t off = {.ss_flags = SS_DISABLE};
  sigaltstack(&off, NULL);
  if (thread_stack.alternate) munmap(thread_stack.alternate, kAlternateStack);
  thread_stack = (ThreadStack){0};
}

static pthread_key_t leaving;
static pthread_once_t leaving_made = PTHREAD_ONCE_INIT;
static void make_leaving(void) { pthread_key_create(&leaving, leave_guard); }

typedef struct {
  void *(*run)(void *);
  void *argument;
} Start;

static void *start_guarded(void *context) {
  Start start = *(Start *)context;
  free(context);
  pthread_attr_t attributes;
  void *low;
  size_t size;
  if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
    if (pthread_attr_getstack(&attributes, &low, &size) == 0) {
      use_alternate_stack();
      guard_stack((uintptr_t)low, (uintptr_t)low + size);
      pthread_once(&leaving_made, make_leaving);
      pthread_setspecific(leaving, &thread_stack);
    }
    pthread_attr_destroy(&attributes);
  }
  return start.run(start.argument);
}

/// Takes the place of libc's for Dispatch, Foundation and all others.
__attribute__((used, visibility("default"))) int pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                                                                void *(*run)(void *), void *argument) {
  static int (*next)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
  if (!next) next = (int (*)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *))dlsym(RTLD_NEXT, "pthread_create");
  Start *start = malloc(sizeof *start);
  if (!start) return EAGAIN;
  *start = (Start){run, argument};
  int code = next(thread, attributes, start_guarded, start);
  if (code != 0) free(start);
  return code;
}
