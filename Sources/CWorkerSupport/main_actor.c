// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors
//
// The main actor of the worker: a thread of our own instead of the main queue's. A trap in main-actor code parks the
// thread that ran it; a main queue would be lost with it, this one goes on with a new thread.

#define _GNU_SOURCE
#include "internal.h"

#include <dlfcn.h>
#include <stdlib.h>

typedef struct {
  void *identity;
  uintptr_t implementation;
} SerialExecutor;

typedef struct PendingJob {
  void *job;
  struct PendingJob *next;
} PendingJob;

typedef __attribute__((swiftcall)) void (*RunJob)(void *job, SerialExecutor executor);
typedef __attribute__((swiftcall)) SerialExecutor (*GetMainExecutor)(void);
typedef __attribute__((swiftcall)) void (*EnqueueHook)(void *job, void *original);

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t arrived = PTHREAD_COND_INITIALIZER;
static PendingJob *first, *last;
static RunJob run_job;
static GetMainExecutor get_main_executor;
static _Atomic(pthread_t) actor_thread;

__attribute__((swiftcall)) static void enqueue(void *job, void *original) {
  (void)original;
  PendingJob *pending = malloc(sizeof *pending);
  *pending = (PendingJob){job, NULL};
  pthread_mutex_lock(&mutex);
  if (last) last->next = pending; else first = pending;
  last = pending;
  pthread_cond_signal(&arrived);
  pthread_mutex_unlock(&mutex);
}

static void *run_main_actor(void *unused) {
  (void)unused;
  for (;;) {
    pthread_mutex_lock(&mutex);
    while (!first) pthread_cond_wait(&arrived, &mutex);
    PendingJob *pending = first;
    first = pending->next;
    if (!first) last = NULL;
    pthread_mutex_unlock(&mutex);
    run_job(pending->job, get_main_executor());
    free(pending);
  }
  return NULL;
}

bool is_main_actor_thread(void) { return pthread_equal(pthread_self(), atomic_load(&actor_thread)); }

void start_main_actor(void) {
  run_job = (RunJob)dlsym(RTLD_DEFAULT, "swift_job_run");
  get_main_executor = (GetMainExecutor)dlsym(RTLD_DEFAULT, "swift_task_getMainExecutor");
  EnqueueHook *hook = dlsym(RTLD_DEFAULT, "swift_task_enqueueMainExecutor_hook");
  if (!run_job || !get_main_executor || !hook) return;  // the main queue then serves
  pthread_t thread;
  if (pthread_create(&thread, NULL, run_main_actor, NULL) != 0) return;
  pthread_detach(thread);
  atomic_store(&actor_thread, thread);
  *hook = enqueue;
}
