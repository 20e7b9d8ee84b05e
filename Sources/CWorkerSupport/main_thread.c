// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors
//
// The process's main thread, which runs the main actor's jobs and the main queue's blocks. Dispatch ties the main queue
// to this one thread: where it is left, by a trap or an interrupt, it goes on with a new stack, and what lies on the old
// one stays for whoever may still look at it.

#define _GNU_SOURCE
#include "internal.h"

#include <dlfcn.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <unistd.h>

enum { kMainStack = 64 * 1024 * 1024 };

// Of libdispatch, for whoever drains the main queue in the place of `dispatch_main`.
extern int _dispatch_get_main_queue_handle_4CF(void);
extern void _dispatch_main_queue_callback_4CF(void *);

static pthread_t main_thread;
static bool (*run_job)(void);
static int jobs_event = -1;
/// Odd while something runs on the main thread.
static _Atomic(unsigned long) round_number;
/// The round that an interrupt wants to end, or 0.
static _Atomic(unsigned long) unwanted_round;

bool on_main_thread(void) { return pthread_equal(pthread_self(), main_thread); }

unsigned long current_main_round(void) {
  unsigned long round = atomic_load(&round_number);
  return round & 1 ? round : 0;
}
void end_main_round(unsigned long round) { atomic_store(&unwanted_round, round); }
bool is_main_round_unwanted(void) {
  unsigned long unwanted = atomic_load(&unwanted_round);
  return unwanted != 0 && unwanted == atomic_load(&round_number) && on_main_thread();
}
void signal_main_thread(int number) { pthread_kill(main_thread, number); }

static void begin_round(void) { atomic_fetch_add(&round_number, 1); }
static void end_round(void) { atomic_fetch_add(&round_number, 1); }

static bool run_one_job(void) {
  begin_round();
  bool found = run_job();
  end_round();
  return found;
}

/// Where the thread was left in the middle of the queue, Dispatch takes it for being drained still, and does nothing.
static void drain_main_queue(void) {
  begin_round();
  _dispatch_main_queue_callback_4CF(NULL);
  end_round();
}

static void serve(void) {
  // The runtime must not take what the old stack was changing for being changed still.
  void (*forget_accesses)(char *) = (void (*)(char *))dlsym(RTLD_DEFAULT, "swift_task_exitThreadLocalContext");
  _Alignas(16) char accesses[64] = {0};
  if (forget_accesses) forget_accesses(accesses);
  drain_main_queue();
  int queue_event = _dispatch_get_main_queue_handle_4CF();
  for (;;) {
    while (run_one_job()) {}
    struct pollfd events[] = {{.fd = queue_event, .events = POLLIN}, {.fd = jobs_event, .events = POLLIN}};
    if (poll(events, 2, -1) < 0) continue;
    eventfd_t count;
    if (events[1].revents) eventfd_read(jobs_event, &count);
    if (events[0].revents) {
      eventfd_read(queue_event, &count);
      drain_main_queue();
    }
  }
}

_Noreturn static void serve_on_new_stack(void) {
  static ucontext_t fresh;
  void *stack = mmap(NULL, kMainStack, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
  if (stack == MAP_FAILED) abort();
  guard_stack((uintptr_t)stack, (uintptr_t)stack + kMainStack);
  getcontext(&fresh);
  fresh.uc_stack.ss_sp = stack;
  fresh.uc_stack.ss_size = kMainStack;
  fresh.uc_link = NULL;
  sigemptyset(&fresh.uc_sigmask);
  makecontext(&fresh, serve, 0);
  setcontext(&fresh);
  abort();
}

_Noreturn void continue_main_thread(void) {
  if (atomic_load(&round_number) & 1) end_round();
  serve_on_new_stack();
}

void worker_serve_main_thread(bool (*job)(void)) {
  run_job = job;
  use_alternate_stack();
  serve_on_new_stack();
}

void worker_prepare_main_thread(void) {
  main_thread = pthread_self();
  jobs_event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}

void worker_wake_main_thread(void) { eventfd_write(jobs_event, 1); }
bool worker_is_main_thread(void) { return on_main_thread(); }
