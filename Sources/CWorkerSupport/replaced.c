// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors
//
// Functions of libc that the worker answers itself; the dynamic linker prefers the executable's.

#define _GNU_SOURCE
#include "internal.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/// libswiftCore reports "Fatal error: …" through `fputs(message, stderr)` just before it traps. The report belongs to
/// the cell's error; if no trap follows, it goes to stderr after all.
static __thread char runtime_message[kMaxMessage];

__attribute__((used, visibility("default"))) int fputs(const char *restrict text, FILE *restrict stream) {
  static int (*next)(const char *, FILE *);
  if (!next) next = (int (*)(const char *, FILE *))dlsym(RTLD_NEXT, "fputs");
  if (stream == stderr && is_runtime_code((uintptr_t)__builtin_return_address(0))) {
    emit_runtime_message();
    strncpy(runtime_message, text, kMaxMessage - 1);
    return 1;
  }
  return next(text, stream);
}

void take_runtime_message(char *buffer, size_t size) {
  strncpy(buffer, runtime_message, size - 1);
  runtime_message[0] = 0;
}

void emit_runtime_message(void) {
  if (!runtime_message[0]) return;
  ssize_t written = write(STDERR_FILENO, runtime_message, strlen(runtime_message));
  (void)written;
  runtime_message[0] = 0;
}

/// glibc's `abort` takes a lock that a parked thread would keep.
__attribute__((used, visibility("default"))) _Noreturn void abort(void) {
  raise(SIGABRT);
  signal(SIGABRT, SIG_DFL);
  raise(SIGABRT);
  _exit(134);
}

/// In a notebook `exit` ends the cell: the session is not the cell's to end.
__attribute__((used, visibility("default"))) _Noreturn void exit(int code) {
  if (on_cell_thread()) {
    static CellReport report;
    memset(&report, 0, sizeof report);
    report.end = kCellExited;
    report.exit_code = code;
    report.frame_count = walk_stack((uintptr_t)__builtin_return_address(0) - 1, (uintptr_t)__builtin_frame_address(0),
                                    (uintptr_t)__builtin_frame_address(0), report.frames, kMaxFrames);
    report.stack_pointer = (uintptr_t)__builtin_frame_address(0);
    leave_thread(&report);
  }
  void (*next)(int) = (void (*)(int))dlsym(RTLD_NEXT, "exit");
  next(code);
  _exit(code);
}

/// glibc's stream lock, whose layout its ABI fixes (the macros of old binaries use it).
typedef struct {
  int lock;
  int count;
  void *owner;
} StreamLock;

/// A living thread gives the lock back within moments; who still has it after a tenth of a second is parked.
static void take_back(FILE *stream) {
  for (int attempt = 0; attempt < 50; attempt++) {
    if (ftrylockfile(stream) == 0) {
      funlockfile(stream);
      return;
    }
    usleep(2000);
  }
  memset(stream->_lock, 0, sizeof(StreamLock));
}

void worker_buffer_stdout(void) { setvbuf(stdout, NULL, _IOFBF, 1 << 16); }

void worker_flush_stdio(void) {
  take_back(stdout);
  take_back(stderr);
  emit_runtime_message();
  fflush(stdout);
  fflush(stderr);
}

void worker_flush_own_stdio(void) {
  fflush(stdout);
  fflush(stderr);
}

void worker_try_flush_stdio(void) {
  if (__fpending(stdout) == 0) return;
  if (ftrylockfile(stdout) != 0) return;
  fflush_unlocked(stdout);
  funlockfile(stdout);
}
