// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors
//
// Traps and interrupts. Both end a cell without unwinding it: the thread is parked where it stands, every variable of
// the session keeps its value, and the next cell gets a new thread.

#define _GNU_SOURCE
#include "internal.h"

#include "CLocks.h"

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

static CellReport interrupt_report, overflow_report;
/// A thread has overflown its stack where it could not be left at once.
static _Atomic(bool) overflow_pending;

/// Whether the calling thread is one that the interrupt is meant for.
static bool is_interrupted_thread(void) {
  if (on_cell_thread()) return atomic_load(&interrupt_reason) != kNoInterrupt;
  return is_main_round_unwanted();
}

void martlet_check_interrupt(void) {
  if (!is_interrupted_thread()) return;
  CellReport *report = &interrupt_report;
  memset(report, 0, sizeof *report);
  fill_interrupted(report);
  report->stack_pointer = (uintptr_t)__builtin_frame_address(0);
  report->frame_count = walk_stack((uintptr_t)__builtin_return_address(0) - 1, report->stack_pointer,
                                  report->stack_pointer, report->frames, kMaxFrames);
  leave_thread(report);
}

/// Whether the thread may be left where the signal found it. A marked wait may be left at once. Otherwise the
/// cell has a moment to come to one of its markers, between two statements, where no variable is half changed. Then
/// its own code may be left, and the library's, which hold no lock of libc's or of the runtime's; then a system call.
/// Foundation's code may hold a lock, but rather that than the loss of the worker.
static bool may_leave(uintptr_t pc, const ucontext_t *context) {
  if (on_cell_thread() && atomic_load(&running_cell.blocking)) return true;
  int phase = atomic_load(&interrupt_phase);
  bool may = (phase >= 1 && (is_cell_code(pc) || is_library_code(pc))) || (phase >= 2 && was_in_system_call(context)) ||
             (phase >= 3 && is_foundation_code(pc));
  return may && !martlet_defers_interrupt(martlet_check_interrupt);
}

/// Where a call that cell code had made returns to, once its return address has been patched.
__attribute__((used)) _Noreturn static void leave_on_return(void) {
  if (!thread_stack.is_overflown) leave_thread(&interrupt_report);
  static CellReport report;
  report = overflow_report;
  atomic_store(&overflow_pending, false);
  leave_thread(&report);
}

#if defined(__x86_64__)
__attribute__((naked)) static void return_trampoline(void) {
  __asm__("andq $-16, %rsp\n\tcall leave_on_return");
}
#else
__attribute__((naked)) static void return_trampoline(void) { __asm__("bl leave_on_return"); }
#endif

static _Atomic(pid_t) child_to_end;

static void handle_interrupt(int number, siginfo_t *info, void *context) {
  (void)number;
  (void)info;
  int saved = errno;
  if (is_interrupted_thread()) {
    uintptr_t pc, fp, sp;
    machine_state(context, &pc, &fp, &sp);
    memset(&interrupt_report, 0, sizeof interrupt_report);
    fill_interrupted(&interrupt_report);
    interrupt_report.stack_pointer = sp;
    interrupt_report.frame_count = walk_stack(pc, fp, sp, interrupt_report.frames, kMaxFrames);
    if (may_leave(pc, context)) leave_thread(&interrupt_report);
    if (atomic_load(&interrupt_phase) == 0) {
      if (on_cell_thread() && atomic_load(&child_to_end) == 0) atomic_store(&child_to_end, awaited_child(sp));
    } else if (!martlet_defers_interrupt(martlet_check_interrupt)) {
      // A loop may spend all its time in the runtime: it is left when the runtime returns to the cell.
      patch_return_to_cell(context, (uintptr_t)return_trampoline);
    }
  }
  errno = saved;
}

/// Ticks of the driver, of some two milliseconds each.
enum { kOwnCode = 125, kSystemCalls = 250, kFoundation = 450, kTermination = 150, kKill = 300, kMostTicks = 650, kMemory = 1500 };

static _Atomic(bool) is_driving;
static unsigned long main_round;

static bool is_main_thread_busy(void) { return main_round != 0 && current_main_round() == main_round; }

static void drive(int tick) {
  // Some 250 ms for the cell and the library to cooperate, 500 ms before a system call is left.
  atomic_store(&interrupt_phase, tick < kOwnCode ? 0 : tick < kSystemCalls ? 1 : tick < kFoundation ? 2 : 3);
  if (atomic_load(&running_cell.active)) pthread_kill(running_cell.thread, interrupt_signal());
  if (is_main_thread_busy()) signal_main_thread(interrupt_signal());
  // A child that the cell waits for is asked, then told, then made to end.
  pid_t child = atomic_load(&child_to_end);
  if (tick == 10) end_child(child, SIGINT);
  if (tick == kTermination) end_child(child, SIGTERM);
  if (tick == kKill) end_child(child, SIGKILL);
}

static void *drive_interrupt(void *unused) {
  (void)unused;
  int tick = 0;
  for (; atomic_load(&running_cell.active) || (is_main_thread_busy() && tick < kMostTicks); tick++) {
    // Out of memory, the machine must not wait: some three seconds, then the worker goes.
    if (tick > kMemory && atomic_load(&interrupt_reason) == kInterruptByMemory) kill(getpid(), SIGKILL);
    drive(tick);
    struct timespec pause = {0, 1500000 + (tick * 377777) % 1000000};
    nanosleep(&pause, NULL);
  }
  if (main_round != 0 && tick > kOwnCode) {
    const char *note = is_main_thread_busy()
                           ? "The main actor is still busy: what runs on it could not be stopped.\n"
                           : "What ran on the main actor, or the main queue, was stopped too.\n";
    if (is_main_thread_busy() || current_main_round() != main_round) {
      ssize_t written = write(STDERR_FILENO, note, strlen(note));
      (void)written;
    }
  }
  end_main_round(0);
  atomic_store(&is_driving, false);
  return NULL;
}

void await_interrupt(void) {
  while (atomic_load(&is_driving)) usleep(500);
}

bool worker_interrupt(InterruptReason reason) {
  int none = kNoInterrupt;
  if (!atomic_load(&running_cell.active)) return false;
  if (!atomic_compare_exchange_strong(&interrupt_reason, &none, (int)reason)) return true;
  atomic_store(&interrupt_phase, 0);
  atomic_store(&child_to_end, 0);
  // What a thread left behind has no part in is let be.
  main_round = reason == kInterruptByBackgroundTrap ? 0 : current_main_round();
  end_main_round(main_round);
  atomic_store(&is_driving, true);
  pthread_t driver;
  if (pthread_create(&driver, NULL, drive_interrupt, NULL) == 0) pthread_detach(driver);
  else atomic_store(&is_driving, false);
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
  // A trap while another is being written: die, and let the kernel say so.
  if (atomic_exchange(&trap_busy, true)) {
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
  report->stack_pointer = sp;
  report->frame_count = walk_stack(pc, fp, sp, report->frames, kMaxFrames);
  report->stack_overflow = number == SIGSEGV && is_stack_overflow(report->fault_address, sp);
  if (report->stack_overflow && !thread_stack.is_overflown && !thread_stack.is_guard_open && !is_cell_code(pc) &&
      !is_library_code(pc) && !atomic_load(&overflow_pending)) {
    // The allocator, say, may hold its lock: with the guard opened it comes to its end, and the cell is left then.
    open_guard();
    if (patch_return_to_cell(context, (uintptr_t)return_trampoline)) {
      thread_stack.is_overflown = true;
      atomic_store(&overflow_pending, true);
      overflow_report = *report;
      atomic_store(&trap_busy, false);
      return;
    }
  }
  take_runtime_message(report->message, kMaxMessage);
  static CellReport copies[2];
  CellReport *copy = &copies[report->on_cell_thread];
  *copy = *report;
  atomic_store(&trap_busy, false);
  leave_thread(copy);
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
