// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors
//
// Child processes for which a cell waits. As in a terminal, an interrupt is meant for them too.

#define _GNU_SOURCE
#include "internal.h"

#include <dlfcn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/// What a call of `waitpid` or its like on the cell's thread waits for: a child, -1 for any, 0 for no call.
static _Atomic(pid_t) waited_for;

static uintptr_t process_wait, process_type;
static intptr_t process_number_offset;

void worker_set_process_type(const void *wait, const void *type, const intptr_t *number_offset) {
  process_wait = (uintptr_t)wait;
  process_type = (uintptr_t)type;
  process_number_offset = *number_offset;
}

/// Foundation's own wait turns a run loop until the child has ended: the process is then in its frame.
static pid_t child_of_foundation(uintptr_t sp) {
  enum { kWords = 4096, kLengthOfWait = 1024 };
  static uintptr_t words[kWords];
  size_t count = 0;
  while (count < kWords && read_words(sp + count * sizeof *words, words + count, 64)) count += 64;
  for (size_t i = 0; i < count; i++) {
    if (words[i] < process_wait || words[i] >= process_wait + kLengthOfWait) continue;
    // The frame of the wait lies above the return address to it, what its callees have saved of it below.
    size_t first = i > 256 ? i - 256 : 0, last = i + 256 < count ? i + 256 : count;
    for (size_t near = first; near < last; near++) {
      uintptr_t object = words[near], type, number;
      if (object < 4096 || object % sizeof object || !read_words(object, &type, 1) || type != process_type) continue;
      if (!read_words(object + (uintptr_t)process_number_offset, &number, 1)) continue;
      return (pid_t)(int32_t)number;
    }
  }
  return 0;
}

pid_t awaited_child(uintptr_t sp) {
  pid_t child = atomic_load(&waited_for);
  return child != 0 || !process_wait ? child : child_of_foundation(sp);
}

void end_child(pid_t child, int number) {
  if (child <= 0) return;
  if (getpgid(child) == child) kill(-child, number);
  else kill(child, number);
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static bool begin_wait(pid_t child) {
  if (!on_cell_thread()) return false;
  atomic_store(&waited_for, child < -1 ? -child : child == 0 ? -1 : child);
  return true;
}
static void end_wait(bool begun) {
  if (begun) atomic_store(&waited_for, 0);
}

void forget_awaited_child(void) { atomic_store(&waited_for, 0); }

__attribute__((used, visibility("default"))) pid_t waitpid(pid_t child, int *status, int options) {
  bool begun = begin_wait(child);
  pid_t result = NEXT(waitpid)(child, status, options);
  end_wait(begun);
  return result;
}

__attribute__((used, visibility("default"))) pid_t wait4(pid_t child, int *status, int options, struct rusage *usage) {
  bool begun = begin_wait(child);
  pid_t result = NEXT(wait4)(child, status, options, usage);
  end_wait(begun);
  return result;
}

__attribute__((used, visibility("default"))) int waitid(idtype_t type, id_t child, siginfo_t *info, int options) {
  bool begun = begin_wait(type == P_PID ? (pid_t)child : -1);
  int result = NEXT(waitid)(type, child, info, options);
  end_wait(begun);
  return result;
}
