// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors
//
// How opened libraries refer to each other: the dynamic linker fills a place in the one with the address of a symbol
// of the other, and whoever changes the place changes what the code calls and reads.

#define _GNU_SOURCE
#include "CWorkerSupport.h"

#include <dlfcn.h>
#include <link.h>
#include <stdatomic.h>

#if defined(__x86_64__)
enum { kAbsolute = R_X86_64_64, kGlobalData = R_X86_64_GLOB_DAT, kJumpSlot = R_X86_64_JUMP_SLOT };
#elif defined(__aarch64__)
enum { kAbsolute = R_AARCH64_ABS64, kGlobalData = R_AARCH64_GLOB_DAT, kJumpSlot = R_AARCH64_JUMP_SLOT };
#endif

typedef struct {
  uintptr_t base;
  const ElfW(Sym) *symbols;
  const char *names;
  const uint32_t *hash;
  const ElfW(Rela) *relocations[2];
  size_t sizes[2];
} Dynamic;

/// Addresses in the dynamic section are relative to the library where the linker did not adjust them.
static const void *at(uintptr_t base, uintptr_t address) {
  return (const void *)(address < base ? base + address : address);
}

static bool read_dynamic(void *library, Dynamic *result) {
  struct link_map *map = NULL;
  if (dlinfo(library, RTLD_DI_LINKMAP, &map) != 0 || !map) return false;
  *result = (Dynamic){.base = map->l_addr};
  for (const ElfW(Dyn) *entry = map->l_ld; entry->d_tag != DT_NULL; entry++) {
    switch (entry->d_tag) {
    case DT_SYMTAB: result->symbols = at(map->l_addr, entry->d_un.d_ptr); break;
    case DT_STRTAB: result->names = at(map->l_addr, entry->d_un.d_ptr); break;
    case DT_HASH: result->hash = at(map->l_addr, entry->d_un.d_ptr); break;
    case DT_RELA: result->relocations[0] = at(map->l_addr, entry->d_un.d_ptr); break;
    case DT_RELASZ: result->sizes[0] = entry->d_un.d_val; break;
    case DT_JMPREL: result->relocations[1] = at(map->l_addr, entry->d_un.d_ptr); break;
    case DT_PLTRELSZ: result->sizes[1] = entry->d_un.d_val; break;
    default: break;
    }
  }
  return result->symbols && result->names;
}

void worker_each_reference(void *library, void (*each)(const char *, uintptr_t *, intptr_t, void *), void *context) {
  Dynamic dynamic;
  if (!read_dynamic(library, &dynamic)) return;
  for (int table = 0; table < 2; table++) {
    const ElfW(Rela) *relocations = dynamic.relocations[table];
    if (!relocations) continue;
    for (size_t i = 0; i < dynamic.sizes[table] / sizeof *relocations; i++) {
      const ElfW(Sym) *symbol = &dynamic.symbols[ELF64_R_SYM(relocations[i].r_info)];
      uint32_t type = ELF64_R_TYPE(relocations[i].r_info);
      if (symbol->st_shndx != SHN_UNDEF || !symbol->st_name) continue;
      if (type != kAbsolute && type != kGlobalData && type != kJumpSlot) continue;
      // Only absolute places mean the addend; that of a jump slot is unused.
      intptr_t addend = type == kAbsolute ? (intptr_t)relocations[i].r_addend : 0;
      each(dynamic.names + symbol->st_name, (uintptr_t *)(dynamic.base + relocations[i].r_offset), addend, context);
    }
  }
}

void worker_each_definition(void *library, void (*each)(const char *, uintptr_t, void *), void *context) {
  Dynamic dynamic;
  if (!read_dynamic(library, &dynamic) || !dynamic.hash) return;
  // The second word of the table is the number of symbols.
  for (uint32_t i = 0; i < dynamic.hash[1]; i++) {
    const ElfW(Sym) *symbol = &dynamic.symbols[i];
    if (symbol->st_shndx == SHN_UNDEF || !symbol->st_name) continue;
    each(dynamic.names + symbol->st_name, dynamic.base + symbol->st_value, context);
  }
}

void worker_store_address(uintptr_t *place, uintptr_t address) {
  atomic_store_explicit((_Atomic(uintptr_t) *)place, address, memory_order_release);
}
