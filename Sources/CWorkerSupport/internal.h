// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#pragma once

#include "CWorkerSupport.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <ucontext.h>

typedef struct {
  uintptr_t start, end;
} CodeRange;

/// The cell that is running, if any.
typedef struct {
  _Atomic(bool) active;
  _Atomic(bool) blocking;
  _Atomic(bool) reported;
  pthread_t thread;
  uintptr_t stack_low, stack_high;
  CellSteps *steps;
  int32_t step;
} RunningCell;

extern RunningCell running_cell;
extern _Atomic(int) interrupt_reason;

/// The signal that asks a cell's thread to leave.
int interrupt_signal(void);

bool is_cell_code(uintptr_t address);
bool is_library_code(uintptr_t address);
bool is_runtime_code(uintptr_t address);

bool on_cell_thread(void);

void machine_state(const ucontext_t *context, uintptr_t *pc, uintptr_t *fp, uintptr_t *sp);
/// True if the thread was waiting in a system call when the signal came.
bool was_in_system_call(const ucontext_t *context);
/// Fills `frames` from a machine state; async-signal-safe.
int32_t walk_stack(uintptr_t pc, uintptr_t fp, uintptr_t sp, uintptr_t *frames, int32_t capacity);

/// Makes the innermost call that cell code has made return to `target`; false where the frames cannot be followed.
bool patch_return_to_cell(ucontext_t *context, uintptr_t target);

/// Ends the running cell from its own thread and never returns.
_Noreturn void leave_cell(CellReport *report);
/// Parks the calling thread for good.
_Noreturn void park_thread(void);
void report_background_trap(const CellReport *report);

/// The last report of the Swift runtime on this thread, which a trap that follows takes.
void take_runtime_message(char *buffer, size_t size);
void emit_runtime_message(void);

/// Asks the Swift runtime to say when an error is thrown, so that it can be told where.
void watch_throws(void);
