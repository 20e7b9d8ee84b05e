// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors
//
// Traps and interrupts. Both end a cell without unwinding it: the thread is parked where it stands, every variable of
// the session keeps its value, and the next cell gets a new thread.

#define _GNU_SOURCE
#include "internal.h"

#include <errno.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

_Atomic(int) interrupt_reason;

/// How urgent an interrupt has become; see `may_leave`.
static _Atomic(int) interrupt_phase;

int interrupt_signal(void) { return SIGRTMIN + 3; }

bool martlet_interrupted(void) { return atomic_load(&interrupt_reason) != kNoInterrupt; }
void martlet_set_blocking(bool blocking) {
  if (on_cell_thread()) atomic_store(&running_cell.blocking, blocking);
}
void worker_hold_interrupts(bool hold) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, interrupt_signal());
  pthread_sigmask(hold ? SIG_BLOCK : SIG_UNBLOCK, &set, NULL);
}

static void fill_interrupted(CellReport *report) {
  report->end = kCellInterrupted;
  report->interrupt_reason = atomic_load(&interrupt_reason);
}

static CellReport interrupt_report;

void martlet_check_interrupt(void) {
  if (atomic_load(&interrupt_reason) == kNoInterrupt || !on_cell_thread()) return;
  CellReport *report = &interrupt_report;
  memset(report, 0, sizeof *report);
  fill_interrupted(report);
  report->frame_count = walk_stack((uintptr_t)__builtin_return_address(0) - 1, (uintptr_t)__builtin_frame_address(0),
                                  (uintptr_t)__builtin_frame_address(0), report->frames, kMaxFrames);
  leave_cell(report);
}

/// Whether the cell's thread may be left where the signal found it. A marked wait may be left at once. Otherwise the
/// cell has a moment to come to one of its markers, between two statements, where no variable is half changed. Then
/// its own code may be left, and the library's, which hold no lock of libc's or of the runtime's; then a system call.
static bool may_leave(uintptr_t pc, const ucontext_t *context) {
  if (atomic_load(&running_cell.blocking)) return true;
  int phase = atomic_load(&interrupt_phase);
  if (phase >= 1 && (is_cell_code(pc) || is_library_code(pc))) return true;
  return phase >= 2 && was_in_system_call(context);
}

/// Where a call that cell code had made returns to, once an interrupt has patched its return address.
__attribute__((used)) _Noreturn static void leave_on_return(void) { leave_cell(&interrupt_report); }

#if defined(__x86_64__)
__attribute__((naked)) static void return_trampoline(void) {
  __asm__("andq $-16, %rsp\n\tcall leave_on_return");
}
#else
__attribute__((naked)) static void return_trampoline(void) { __asm__("bl leave_on_return"); }
#endif

static void handle_interrupt(int number, siginfo_t *info, void *context) {
  (void)number;
  (void)info;
  int saved = errno;
  if (on_cell_thread() && atomic_load(&interrupt_reason) != kNoInterrupt) {
    uintptr_t pc, fp, sp;
    machine_state(context, &pc, &fp, &sp);
    memset(&interrupt_report, 0, sizeof interrupt_report);
    fill_interrupted(&interrupt_report);
    interrupt_report.frame_count = walk_stack(pc, fp, sp, interrupt_report.frames, kMaxFrames);
    if (may_leave(pc, context)) leave_cell(&interrupt_report);
    // A loop may spend all its time in the runtime: it is left when the runtime returns to the cell.
    if (atomic_load(&interrupt_phase) >= 1) patch_return_to_cell(context, (uintptr_t)return_trampoline);
  }
  errno = saved;
}

static void *drive_interrupt(void *unused) {
  (void)unused;
  for (int tick = 0; atomic_load(&running_cell.active); tick++) {
    // Out of memory, the machine must not wait: some three seconds, then the worker goes.
    if (tick > 1500 && atomic_load(&interrupt_reason) == kInterruptByMemory) kill(getpid(), SIGKILL);
    // Some 250 ms for the cell and the library to cooperate, 500 ms before a system call is left.
    atomic_store(&interrupt_phase, tick < 125 ? 0 : tick < 250 ? 1 : 2);
    pthread_kill(running_cell.thread, interrupt_signal());
    struct timespec pause = {0, 1500000 + (tick * 377777) % 1000000};
    nanosleep(&pause, NULL);
  }
  return NULL;
}

bool worker_interrupt(InterruptReason reason) {
  int none = kNoInterrupt;
  if (!atomic_load(&running_cell.active)) return false;
  if (!atomic_compare_exchange_strong(&interrupt_reason, &none, (int)reason)) return true;
  atomic_store(&interrupt_phase, 0);
  pthread_t driver;
  if (pthread_create(&driver, NULL, drive_interrupt, NULL) == 0) pthread_detach(driver);
  return true;
}

// Traps

static CellReport background_report;
static _Atomic(bool) background_pending, background_busy;
static sem_t background_posted;
static void (*_Atomic background_callback)(void);

void worker_on_background_trap(void (*callback)(void)) { atomic_store(&background_callback, callback); }

static void *watch_background_traps(void *unused) {
  (void)unused;
  for (;;) {
    if (sem_wait(&background_posted) != 0) continue;
    void (*callback)(void) = atomic_load(&background_callback);
    if (callback) callback();
  }
}

bool worker_take_background_report(CellReport *report) {
  if (!atomic_load(&background_pending)) return false;
  *report = background_report;
  atomic_store(&background_pending, false);
  atomic_store(&background_busy, false);
  return true;
}

void report_background_trap(const CellReport *report) {
  if (atomic_exchange(&background_busy, true)) return;  // one at a time; a second says nothing new
  background_report = *report;
  atomic_store(&background_pending, true);
  sem_post(&background_posted);
}

/// Traps come on several threads at once only by bad luck; one report is then enough.
static CellReport trap_report;
static _Atomic(bool) trap_busy;

static void handle_trap(int number, siginfo_t *info, void *context) {
  // A trap while another is being written, or on the main thread (whose queue nobody else can drain): die, and let
  // the kernel say so.
  if (getpid() == gettid() || atomic_exchange(&trap_busy, true)) {
    signal(number, SIG_DFL);
    emit_runtime_message();
    raise(number);
    return;
  }
  CellReport *report = &trap_report;
  memset(report, 0, sizeof *report);
  report->end = kCellTrapped;
  report->signal = number;
  // A signal that was sent, by `raise` say, has the sender where a fault has its address.
  report->fault_address = info->si_code > 0 ? (uintptr_t)info->si_addr : UINTPTR_MAX;
  report->on_cell_thread = on_cell_thread();
  // An interrupted system call may be an error that the code around it does not survive.
  if (report->on_cell_thread) report->interrupt_reason = atomic_load(&interrupt_reason);
  uintptr_t pc, fp, sp;
  machine_state(context, &pc, &fp, &sp);
  report->frame_count = walk_stack(pc, fp, sp, report->frames, kMaxFrames);
  uintptr_t guard = running_cell.stack_low;
  report->stack_overflow = report->on_cell_thread && number == SIGSEGV && report->fault_address >= guard &&
                           report->fault_address < guard + 1024 * 1024 && sp < guard + 1024 * 1024;
  take_runtime_message(report->message, kMaxMessage);
  if (report->on_cell_thread) {
    static CellReport copy;
    copy = *report;
    atomic_store(&trap_busy, false);
    leave_cell(&copy);
  }
  report->thread = (uintptr_t)pthread_self();
  report_background_trap(report);
  atomic_store(&trap_busy, false);
  park_thread();
}

static void do_nothing(int number) { (void)number; }

void worker_install_handlers(void) {
  struct sigaction trap = {.sa_sigaction = handle_trap, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
  sigemptyset(&trap.sa_mask);
  const int traps[] = {SIGILL, SIGTRAP, SIGFPE, SIGSEGV, SIGBUS, SIGABRT, SIGSYS};
  for (size_t i = 0; i < sizeof traps / sizeof *traps; i++) sigaction(traps[i], &trap, NULL);

  struct sigaction leave = {.sa_sigaction = handle_interrupt, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  sigemptyset(&leave.sa_mask);
  sigaction(interrupt_signal(), &leave, NULL);

  // Handlers rather than SIG_IGN, which programs that a cell starts would inherit.
  struct sigaction nothing = {.sa_handler = do_nothing, .sa_flags = SA_RESTART};
  sigemptyset(&nothing.sa_mask);
  sigaction(SIGINT, &nothing, NULL);
  sigaction(SIGPIPE, &nothing, NULL);

  watch_throws();
  sem_init(&background_posted, 0, 0);
  pthread_t watcher;
  if (pthread_create(&watcher, NULL, watch_background_traps, NULL) == 0) pthread_detach(watcher);
}
