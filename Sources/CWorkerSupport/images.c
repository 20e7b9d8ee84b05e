// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

#define _GNU_SOURCE
#include "CWorkerSupport.h"

#include <link.h>

typedef struct {
  void (*each)(const char *, uintptr_t, uintptr_t, uintptr_t, void *);
  void *context;
} Visit;

static int visit_image(struct dl_phdr_info *info, size_t size, void *context) {
  (void)size;
  const Visit *visit = context;
  uintptr_t start = UINTPTR_MAX, end = 0;
  for (int i = 0; i < info->dlpi_phnum; i++) {
    const ElfW(Phdr) *header = &info->dlpi_phdr[i];
    if (header->p_type != PT_LOAD || !(header->p_flags & PF_X)) continue;
    uintptr_t low = info->dlpi_addr + header->p_vaddr, high = low + header->p_memsz;
    if (low < start) start = low;
    if (high > end) end = high;
  }
  if (end > start) visit->each(info->dlpi_name, info->dlpi_addr, start, end, visit->context);
  return 0;
}

void worker_each_image(void (*each)(const char *, uintptr_t, uintptr_t, uintptr_t, void *), void *context) {
  Visit visit = {each, context};
  dl_iterate_phdr(visit_image, &visit);
}
