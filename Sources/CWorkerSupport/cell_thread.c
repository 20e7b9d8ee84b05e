// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors
//
// The thread of a cell: its stack, its start, and the ways it can end.

#define _GNU_SOURCE
#include "internal.h"

#include "CLocks.h"

#include <dlfcn.h>
#include <semaphore.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { kStackTop = 1024 * 1024, kThrowFrames = 32 };

RunningCell running_cell;

static struct {
  int (*entry)(int, char **);
  sem_t ended;
  CellReport report;
  jmp_buf base;
} run;

static void (*describe_error)(void *error, char *buffer, size_t size);

void worker_set_error_describer(void (*describe)(void *, char *, size_t)) { describe_error = describe; }

bool on_cell_thread(void) {
  return atomic_load(&running_cell.active) && pthread_equal(pthread_self(), running_cell.thread);
}

/// The first report of a cell counts; later ones (a second trap while parking) do not.
static void end_cell(const CellReport *report) {
  if (atomic_exchange(&running_cell.reported, true)) return;
  run.report = *report;
  run.report.on_cell_thread = true;
  atomic_store(&running_cell.active, false);
  sem_post(&run.ended);
}

static _Noreturn void park_thread(void) {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, NULL);
  for (;;) pause();
}

/// What lies below the stack pointer is unused: give it back, and keep only what others may still look at.
static void give_back_stack(const CellReport *report) {
  uintptr_t sp = report->stack_pointer, page = (uintptr_t)sysconf(_SC_PAGESIZE);
  uintptr_t low = thread_stack.low, high = thread_stack.high;
  if (!high) return;
  open_guard();
  if (report->stack_overflow && high - low > 2 * kStackTop) {
    // The thread's own descriptor lies at the very top of its stack.
    madvise((void *)low, high - low - kStackTop, MADV_DONTNEED);
  } else if (!report->stack_overflow && sp > low && sp < high) {
    uintptr_t here = (uintptr_t)__builtin_frame_address(0);
    if (here > low && here < sp) sp = here;
    uintptr_t unused = (sp - 4 * page) & ~(page - 1);
    if (unused > low) madvise((void *)low, unused - low, MADV_DONTNEED);
  }
}

_Noreturn void leave_thread(CellReport *report) {
  // Whatever the thread holds of ours, nobody else would ever get.
  martlet_abandon_thread();
  give_back_stack(report);
  if (on_cell_thread()) {
    end_cell(report);
    park_thread();
  }
  report->on_main_thread = on_main_thread();
  if (report->end == kCellTrapped) report_background_trap(report);
  if (report->on_main_thread) continue_main_thread();
  park_thread();
}

static void *cell_thread_main(void *unused) {
  (void)unused;
  running_cell.thread = pthread_self();
  atomic_store(&running_cell.active, true);

  CellReport *report = calloc(1, sizeof *report);
  if (setjmp(run.base) == 0) {
    run.entry(0, NULL);
    emit_runtime_message();
    report->end = kCellFinished;
    end_cell(report);
  }
  free(report);
  return NULL;
}

void worker_run_cell(int (*entry)(int, char **), CellSteps *steps, size_t stack_size, CellReport *report) {
  run.entry = entry;
  sem_init(&run.ended, 0, 0);
  running_cell.steps = steps;
  running_cell.step = -1;
  atomic_store(&running_cell.reported, false);
  atomic_store(&running_cell.blocking, false);
  atomic_store(&interrupt_reason, kNoInterrupt);

  void *stack = mmap(NULL, stack_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
  memset(report, 0, sizeof *report);
  if (stack == MAP_FAILED) {
    report->end = kCellTrapped;
    snprintf(report->message, kMaxMessage, "Fatal error: no memory for a stack of %zu MiB", stack_size >> 20);
    return;
  }
  running_cell.stack_low = (uintptr_t)stack;
  running_cell.stack_high = (uintptr_t)stack + stack_size;

  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstack(&attributes, stack, stack_size);
  pthread_t thread;
  pthread_create(&thread, &attributes, cell_thread_main, NULL);
  pthread_attr_destroy(&attributes);
  while (sem_wait(&run.ended) != 0) {}
  *report = run.report;
  sem_destroy(&run.ended);
  await_interrupt();
  if (report->end == kCellFinished || report->end == kCellThrew) {
    pthread_join(thread, NULL);
    munmap(stack, stack_size);
  } else {
    pthread_detach(thread);
  }
}

static void (*step_completed)(int32_t);

void worker_on_step_completed(void (*callback)(int32_t)) { step_completed = callback; }

void worker_release_variables(CellSteps *steps, int32_t step, uint64_t variables) {
  if (step < 0 || step >= steps->step_count || !steps->initialised[step] || !steps->release) return;
  variables &= ~steps->released[step];
  if (!variables) return;
  // Noted first: what traps in a deinitialiser must not be let go twice.
  steps->released[step] |= variables;
  steps->release(step, variables);
}

void martlet_step(int32_t step) {
  CellSteps *steps = running_cell.steps;
  if (!steps || !on_cell_thread()) return;
  int32_t previous = running_cell.step;
  if (previous >= 0 && previous < steps->step_count) {
    steps->initialised[previous] = 1;
    steps->released[previous] = 0;
  }
  running_cell.step = step;
  if (step_completed) step_completed(previous);
  if (step < steps->step_count && steps->initialised[step]) {
    worker_release_variables(steps, step, UINT64_MAX);
    steps->initialised[step] = 0;
  }
  martlet_check_interrupt();
}

const char *worker_report_message(const CellReport *report) { return report->message; }

int32_t martlet_current_step(void) { return running_cell.step < 0 ? 0 : running_cell.step; }

/// Where the last error of the cell's thread was thrown; `throw` may be frequent, so nothing is done but a few loads.
static struct {
  void *error;
  int32_t count;
  uintptr_t frames[kThrowFrames];
} last_throw;

static void note_throw(void *error) {
  if (!on_cell_thread()) return;
  uintptr_t *frame = __builtin_frame_address(0);
  // Library code that hands an error on (the await of a task) throws it again: the first place is the one to tell.
  bool thrown_again = error == last_throw.error && is_library_code(((uintptr_t *)frame[0])[1]);
  if (thrown_again) return;
  last_throw.error = error;
  last_throw.count = 0;
  uintptr_t low = running_cell.stack_low, high = running_cell.stack_high - sizeof(uintptr_t[2]);
  while (last_throw.count < kThrowFrames && (uintptr_t)frame > low && (uintptr_t)frame < high) {
    last_throw.frames[last_throw.count++] = frame[1];
    if (frame[0] <= (uintptr_t)frame) break;
    frame = (uintptr_t *)frame[0];
  }
}

void watch_throws(void) {
  void (*set_handler)(void (*)(void *)) = (void (*)(void (*)(void *)))dlsym(RTLD_DEFAULT, "_swift_setWillThrowHandler");
  if (set_handler) set_handler(note_throw);
}

/// Takes the place of libswiftCore's: an error that a cell's top level throws ends the cell, not the process.
__attribute__((used, visibility("default"))) void swift_errorInMain(void *error) {
  if (!on_cell_thread()) abort();
  CellReport *report = calloc(1, sizeof *report);
  report->end = kCellThrew;
  report->interrupt_reason = atomic_load(&interrupt_reason);
  if (error == last_throw.error) {
    report->frame_count = last_throw.count;
    memcpy(report->frames, last_throw.frames, sizeof last_throw.frames);
  }
  if (describe_error) describe_error(error, report->message, kMaxMessage);
  end_cell(report);
  free(report);
  longjmp(run.base, 1);
}
