// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors
//
// Conformances that a later cell declares anew. The runtime answers `as? P` and the like with the first record of a type
// and a protocol that it finds, which is the oldest; every record for the two is therefore made to lead to the newest.

#define _GNU_SOURCE
#include "CWorkerSupport.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

// `ProtocolConformanceDescriptor` of the runtime's ABI, and the start of the `MetadataSections` of an image.
typedef struct {
  int32_t protocol, type, witness_table;
  uint32_t flags;
} Conformance;

typedef struct {
  uintptr_t start;
  size_t length;
} Range;

typedef struct {
  uintptr_t version;
  const void *base;
  void *unused[2];
  Range protocols, conformances;
} Sections;

// An entry of an image's list of conformances: the distance to the conformance, counted from the entry.
typedef struct {
  int32_t *entry;
  const Conformance *own;
  const void *image;
} Record;

static Record *records;
static size_t record_count;

extern void swift_enumerateAllMetadataSections(bool (*each)(const Sections *, void *), void *context);
extern void swift_registerProtocolConformances(const void *begin, const void *end);

static const void *target(const int32_t *relative, bool is_indirect) {
  const void *address = (const char *)relative + (is_indirect ? *relative & ~1 : *relative);
  return is_indirect ? *(const void *const *)address : address;
}

static const void *protocol_of(const Conformance *conformance) {
  return target(&conformance->protocol, conformance->protocol & 1);
}

/// The type's descriptor; null for what is no Swift type.
static const void *type_of(const Conformance *conformance) {
  uint32_t kind = conformance->flags >> 3 & 7;
  return kind > 1 ? NULL : target(&conformance->type, kind == 1);
}

static const void *image_of(const void *address) {
  Dl_info info;
  return dladdr(address, &info) ? info.dli_fbase : NULL;
}

static bool note(const Sections *sections, void *image) {
  Range range = sections->conformances;
  if (range.length == 0 || image_of((const void *)range.start) != image) return true;
  size_t count = range.length / sizeof(int32_t);
  Record *grown = realloc(records, (record_count + count) * sizeof(Record));
  if (grown == NULL) return false;
  records = grown;
  for (size_t index = 0; index < count; index++) {
    int32_t *entry = (int32_t *)range.start + index;
    records[record_count++] = (Record){entry, target(entry, false), image};
  }
  return false;
}

static bool lead(int32_t *entry, const Conformance *conformance) {
  int64_t distance = (int64_t)((intptr_t)conformance - (intptr_t)entry);
  if (*entry == distance || distance != (int32_t)distance) return false;
  uintptr_t page = (uintptr_t)entry & ~((uintptr_t)sysconf(_SC_PAGESIZE) - 1);
  size_t size = (uintptr_t)entry + sizeof *entry - page;
  if (mprotect((void *)page, size, PROT_READ | PROT_WRITE) != 0) return false;
  *entry = (int32_t)distance;
  mprotect((void *)page, size, PROT_READ);
  return true;
}

void worker_adopt_conformances(const void *address) {
  const void *image = image_of(address);
  bool is_known = false, has_changed = false;
  for (size_t index = 0; index < record_count; index++) is_known |= records[index].image == image;
  if (!is_known) swift_enumerateAllMetadataSections(note, (void *)image);
  for (size_t own = 0; own < record_count; own++) {
    if (records[own].image != image) continue;
    const Conformance *newest = records[own].own;
    const void *type = type_of(newest), *protocol = protocol_of(newest);
    if (type == NULL) continue;
    for (size_t other = 0; other < record_count; other++) {
      const Conformance *old = records[other].own;
      if (type_of(old) == type && protocol_of(old) == protocol) has_changed |= lead(records[other].entry, newest);
    }
  }
  // The runtime forgets the answers it has given when it hears of new conformances, be there none.
  if (has_changed) swift_registerProtocolConformances(image, image);
}
