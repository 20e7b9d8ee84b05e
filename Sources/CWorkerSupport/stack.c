// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors
//
// Walking a stack from inside a signal handler. Swift code keeps frame pointers; libc does not, so where the chain
// breaks before it reaches a cell, the stack is searched for return addresses into cells.

#define _GNU_SOURCE
#include "internal.h"

#include <errno.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

enum { kMaxRanges = 65536 };
static CodeRange cell_code[kMaxRanges];
static _Atomic(int) cell_code_count;
static CodeRange library_code, runtime_code;
enum { kFewRanges = 8 };
static CodeRange lockless_code[kFewRanges], foundation_code[kFewRanges];
static int lockless_count, foundation_count;

void worker_add_cell_code(uintptr_t start, uintptr_t end) {
  int count = atomic_load(&cell_code_count);
  if (count == kMaxRanges) return;
  cell_code[count] = (CodeRange){start, end};
  atomic_store(&cell_code_count, count + 1);
}

void worker_set_library_code(uintptr_t start, uintptr_t end) { library_code = (CodeRange){start, end}; }
void worker_add_lockless_code(uintptr_t start, uintptr_t end) {
  if (lockless_count < kFewRanges) lockless_code[lockless_count++] = (CodeRange){start, end};
}
void worker_add_foundation_code(uintptr_t start, uintptr_t end) {
  if (foundation_count < kFewRanges) foundation_code[foundation_count++] = (CodeRange){start, end};
}
void worker_set_runtime_code(uintptr_t start, uintptr_t end) { runtime_code = (CodeRange){start, end}; }

static bool contains(CodeRange range, uintptr_t address) { return address >= range.start && address < range.end; }

bool is_cell_code(uintptr_t address) {
  for (int i = atomic_load(&cell_code_count) - 1; i >= 0; i--)
    if (contains(cell_code[i], address)) return true;
  return false;
}

bool is_library_code(uintptr_t address) {
  for (int i = 0; i < lockless_count; i++)
    if (contains(lockless_code[i], address)) return true;
  return contains(library_code, address);
}
bool is_foundation_code(uintptr_t address) {
  for (int i = 0; i < foundation_count; i++)
    if (contains(foundation_code[i], address)) return true;
  return false;
}
bool is_runtime_code(uintptr_t address) { return contains(runtime_code, address); }

void machine_state(const ucontext_t *context, uintptr_t *pc, uintptr_t *fp, uintptr_t *sp) {
#if defined(__x86_64__)
  *pc = (uintptr_t)context->uc_mcontext.gregs[REG_RIP];
  *fp = (uintptr_t)context->uc_mcontext.gregs[REG_RBP];
  *sp = (uintptr_t)context->uc_mcontext.gregs[REG_RSP];
#elif defined(__aarch64__)
  *pc = context->uc_mcontext.pc;
  *fp = context->uc_mcontext.regs[29];
  *sp = context->uc_mcontext.sp;
#else
#error "Martlet's worker knows x86-64 and arm64"
#endif
}

/// Reads memory that may not be there; process_vm_readv fails where a load would fault.
bool read_words(uintptr_t address, uintptr_t *words, size_t count) {
  struct iovec local = {words, count * sizeof(uintptr_t)};
  struct iovec remote = {(void *)address, count * sizeof(uintptr_t)};
  return process_vm_readv(getpid(), &local, 1, &remote, 1, 0) == (ssize_t)local.iov_len;
}

bool was_in_system_call(const ucontext_t *context) {
#if defined(__x86_64__)
  uintptr_t pc = (uintptr_t)context->uc_mcontext.gregs[REG_RIP];
  if (context->uc_mcontext.gregs[REG_RAX] != -EINTR) return false;
  uintptr_t word;
  return read_words(pc - sizeof word, &word, 1) && (word >> 48) == 0x050f;  // the `syscall` instruction
#else
  uint32_t instruction;
  memcpy(&instruction, (const void *)(context->uc_mcontext.pc - 4), 4);
  return instruction == 0xd4000001 && (int64_t)context->uc_mcontext.regs[0] == -EINTR;  // `svc #0`
#endif
}

static int32_t search_stack(uintptr_t sp, uintptr_t *frames, int32_t count, int32_t capacity) {
  enum { kChunk = 512, kChunks = 64 };
  uintptr_t words[kChunk];
  for (int chunk = 0; chunk < kChunks && count < capacity; chunk++) {
    if (!read_words(sp + chunk * sizeof words, words, kChunk)) break;
    for (int i = 0; i < kChunk && count < capacity; i++)
      if (is_cell_code(words[i])) frames[count++] = words[i];
  }
  return count;
}

int32_t walk_stack(uintptr_t pc, uintptr_t fp, uintptr_t sp, uintptr_t *frames, int32_t capacity) {
  int32_t count = 0;
  bool cell_seen = is_cell_code(pc);
  frames[count++] = pc;
  // A leaf called through a bad pointer has no frame of its own: its return address is on top of the stack.
  uintptr_t top;
  if (pc < 4096 && read_words(sp, &top, 1)) frames[count++] = top;
  while (count < capacity && fp >= sp) {
    uintptr_t link[2];
    if (!read_words(fp, link, 2) || link[1] < 4096) break;
    frames[count++] = link[1];
    cell_seen |= is_cell_code(link[1]);
    if (link[0] <= fp) break;
    fp = link[0];
  }
  return cell_seen ? count : search_stack(sp, frames, count, capacity);
}

#if defined(__x86_64__)
/// Whether the bytes before a code address are a call instruction, so that the address is one to return to.
static bool follows_call(uintptr_t address) {
  const uint8_t *code = (const uint8_t *)address;
  if (code[-5] == 0xe8) return true;
  for (int length = 2; length <= 7; length++)
    if (code[-length] == 0xff && (code[1 - length] & 0x38) == 0x10) return true;
  return false;
}

/// Functions of libc keep no frame pointer: the return address to a cell that called one lies between the stack pointer
/// and the cell's own frame.
static bool patch_frameless(uintptr_t fp, uintptr_t sp, uintptr_t target) {
  enum { kLongest = 512 };
  bool patched = false;
  for (uintptr_t slot = sp; slot < fp && slot < sp + kLongest * sizeof slot; slot += sizeof slot) {
    uintptr_t word;
    if (!read_words(slot, &word, 1)) break;
    if (word == target) return true;
    if (is_cell_code(word) && follows_call(word)) {
      *(uintptr_t *)slot = target;
      patched = true;
    }
  }
  return patched;
}
#endif

bool patch_return_to_cell(ucontext_t *context, uintptr_t target) {
  uintptr_t pc, fp, sp;
  machine_state(context, &pc, &fp, &sp);
#if defined(__x86_64__)
  if (!is_runtime_code(pc) && patch_frameless(fp, sp, target)) return true;
#else
  if (is_cell_code(context->uc_mcontext.regs[30])) {
    context->uc_mcontext.regs[30] = target;
    return true;
  }
#endif
  for (int depth = 0; depth < kMaxFrames && fp >= sp; depth++) {
    uintptr_t link[2];
    if (!read_words(fp, link, 2)) return false;
    if (link[1] == target) return true;
    if (is_cell_code(link[1])) {
      ((uintptr_t *)fp)[1] = target;
      return true;
    }
    if (link[0] <= fp) return false;
    fp = link[0];
  }
  return false;
}
