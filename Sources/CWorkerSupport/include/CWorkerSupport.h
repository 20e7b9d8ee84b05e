// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors
//
// What a worker needs that Swift cannot say: signal handlers, a cell's thread, and the functions of libc and of the
// Swift runtime that it answers in their place.

#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { kMaxFrames = 96, kMaxMessage = 16384 };

typedef enum {
  kCellFinished = 0,
  kCellThrew = 1,
  kCellTrapped = 2,
  kCellInterrupted = 3,
  kCellExited = 4,
} CellEnd;

typedef enum {
  kNoInterrupt = 0,
  kInterruptByUser = 1,
  kInterruptByMemory = 2,
  kInterruptByBackgroundTrap = 3,
} InterruptReason;

/// How a cell, or a thread that it left behind, came to its end.
typedef struct {
  int32_t end;
  int32_t interrupt_reason;
  int32_t signal;
  int32_t exit_code;
  bool stack_overflow;
  bool on_cell_thread;
  bool on_main_thread;
  uintptr_t fault_address;
  uintptr_t stack_pointer;
  int32_t frame_count;
  /// Code addresses, innermost first; the first is the faulting instruction.
  uintptr_t frames[kMaxFrames];
  /// What the Swift runtime said ("Fatal error: …"), or the thrown error's description; may be empty.
  char message[kMaxMessage];
} CellReport;

/// The part of a loaded cell that the step marker works on.
typedef struct {
  int32_t step_count;
  /// One flag per step: set when the step has run to its end, so that its variables exist.
  uint8_t *initialised;
  /// One bit for each variable of a step, in their order: set when the variable's value has been let go already.
  uint64_t *released;
  /// Deinitialises variables of one step, told by their bits; generated into the cell's module.
  void (*release)(int32_t step, uint64_t variables);
} CellSteps;

/// Lets go the values of variables of a step, where they exist.
void worker_release_variables(CellSteps *steps, int32_t step, uint64_t variables);

/// The message of a report (Swift does not import arrays of this size).
const char *worker_report_message(const CellReport *report);

/// Calls `each` for every loaded library with the bounds of its code.
void worker_each_image(void (*each)(const char *path, uintptr_t base, uintptr_t start, uintptr_t end, void *context),
                       void *context);

/// Calls `each` for every place where an opened library holds the address of another library's symbol.
void worker_each_reference(void *library,
                           void (*each)(const char *symbol, uintptr_t *place, intptr_t addend, void *context),
                           void *context);
/// Calls `each` for every symbol that an opened library defines.
void worker_each_definition(void *library, void (*each)(const char *symbol, uintptr_t address, void *context),
                            void *context);
/// Replaces an address that other threads may be reading.
void worker_store_address(uintptr_t *place, uintptr_t address);

/// Gives stdout a buffer of its own; the streams are flushed by the functions below.
void worker_buffer_stdout(void);

/// Installs the signal handlers; call once, before any cell.
void worker_install_handlers(void);

/// Tells the handlers where a cell library's code lies, and where the shared library's does.
void worker_add_cell_code(uintptr_t start, uintptr_t end);
void worker_set_library_code(uintptr_t start, uintptr_t end);
/// Code that holds no locks, such as that of regular expressions: it may be left as a cell's may.
void worker_add_lockless_code(uintptr_t start, uintptr_t end);
void worker_add_foundation_code(uintptr_t start, uintptr_t end);
/// Foundation's wait for a child process, the type of its processes, and where these keep the child's number.
void worker_set_process_type(const void *wait, const void *type, const intptr_t *number_offset);
/// Code of libswiftCore: its calls to `fputs` are reports, which belong to the error and not to stderr.
void worker_set_runtime_code(uintptr_t start, uintptr_t end);

/// Runs `entry` on a thread of its own with a large stack and blocks until it has ended one way or another.
/// A thread that trapped is never resumed: it stays parked, because other threads may still use its stack.
void worker_run_cell(int (*entry)(int, char **), CellSteps *steps, size_t stack_size, CellReport *report);

/// Asks the running cell to stop: first through cooperation, then by signals. Returns at once; false where none runs.
bool worker_interrupt(InterruptReason reason);
/// True while the cell has been asked to stop.
bool martlet_interrupted(void);
/// Leaves the cell if it has been asked to stop; called by library code where it holds no lock.
void martlet_check_interrupt(void);
/// Code that waits holding no lock says so, and may then be left from a signal at once.
void martlet_set_blocking(bool blocking);
/// Around code on the cell's thread that must not be left halfway, such as sending a frame.
void worker_hold_interrupts(bool hold);

/// Takes the report of a trap on a thread that is not the cell's; false when there is none.
bool worker_take_background_report(CellReport *report);
/// Called on a helper thread after a trap on a thread that is not the cell's.
void worker_on_background_trap(void (*callback)(void));

/// Called on the cell's thread when a step is complete; -1 before the first.
void worker_on_step_completed(void (*callback)(int32_t step));
/// Called on the main thread before anything runs on it.
void worker_prepare_main_thread(void);
/// Serves the main queue, and the jobs of the main actor: `job` runs one, and says whether there was any. Never returns.
void worker_serve_main_thread(bool (*job)(void));
/// Tells the main thread that there is a job.
void worker_wake_main_thread(void);
bool worker_is_main_thread(void);

/// The marker between a cell's top-level statements.
void martlet_step(int32_t step);
/// The step that the last cell had reached.
int32_t martlet_current_step(void);

/// A cell library is entered: its conformances, found through any address in it, take the place of those that earlier
/// cells declared for the same types and protocols.
void worker_adopt_conformances(const void *address);

/// Called from the replaced `swift_errorInMain`: writes the description of the error into `buffer`.
void worker_set_error_describer(void (*describe)(void *error, char *buffer, size_t size));

/// Writes out what stdio still holds; takes the streams back from threads that died with them locked.
void worker_flush_stdio(void);
/// Flushes from a thread that may itself hold the streams.
void worker_flush_own_stdio(void);
/// Flushes only if nobody holds the stream, for the periodic flush.
void worker_try_flush_stdio(void);
