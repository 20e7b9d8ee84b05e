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

/// The stack of a thread. Its lowest part is closed, to be opened where code that must not be left overflows it.
typedef struct {
  uintptr_t low, guard_end, high;
  bool is_guard_open;
  /// The thread has overflown its stack, and is left when it returns to a cell.
  bool is_overflown;
  void *alternate;
} ThreadStack;

extern __thread ThreadStack thread_stack;
void guard_stack(uintptr_t low, uintptr_t high);
void open_guard(void);
bool is_stack_overflow(uintptr_t fault, uintptr_t sp);
void use_alternate_stack(void);

bool on_main_thread(void);
/// What runs on the main thread just now, 0 for nothing; and the same to be ended by an interrupt.
unsigned long current_main_round(void);
void end_main_round(unsigned long round);
bool is_main_round_unwanted(void);
void signal_main_thread(int number);
/// Leaves what runs on the main thread, on which this is called.
_Noreturn void continue_main_thread(void);

/// The child process for which the cell's thread waits, found from inside a signal handler; 0 where it waits for none.
pid_t awaited_child(uintptr_t sp);
/// Tells a child, and the group that it leads, to end.
void forget_awaited_child(void);
void end_child(pid_t child, int number);

extern RunningCell running_cell;
extern _Atomic(int) interrupt_reason;

/// The signal that asks a cell's thread to leave.
int interrupt_signal(void);

bool is_cell_code(uintptr_t address);
bool is_library_code(uintptr_t address);
bool is_runtime_code(uintptr_t address);
/// Foundation's code, which seldom holds a lock.
bool is_foundation_code(uintptr_t address);

bool on_cell_thread(void);

void machine_state(const ucontext_t *context, uintptr_t *pc, uintptr_t *fp, uintptr_t *sp);
/// True if the thread was waiting in a system call when the signal came.
bool read_words(uintptr_t address, uintptr_t *words, size_t count);
bool was_in_system_call(const ucontext_t *context);
/// Fills `frames` from a machine state; async-signal-safe.
int32_t walk_stack(uintptr_t pc, uintptr_t fp, uintptr_t sp, uintptr_t *frames, int32_t capacity);

/// Makes the innermost call that cell code has made return to `target`; false where the frames cannot be followed.
bool patch_return_to_cell(ucontext_t *context, uintptr_t target);

/// Leaves what runs on the calling thread and never returns: the cell ends, or the trap is reported.
_Noreturn void leave_thread(CellReport *report);
void report_background_trap(const CellReport *report);
/// Waits until the interrupt that ended a cell is done with the main thread.
void await_interrupt(void);

/// The last report of the Swift runtime on this thread, which a trap that follows takes.
void take_runtime_message(char *buffer, size_t size);
void emit_runtime_message(void);

/// Asks the Swift runtime to say when an error is thrown, so that it can be told where.
void watch_throws(void);
