/* SPDX-License-Identifier: MIT */
/*
 * lib/kpi/part.h - the four exact operations on one part of a state.  Each
 * either does its work or leaves the words as they were.
 */
#ifndef CXM_LIB_KPI_PART_H
#define CXM_LIB_KPI_PART_H

#include "kpi.h"

/* How many words a part of this kind and count has. */
uint32_t cxm__part_words(uint16_t kind, uint16_t count);

int cxm__part_add(const struct cxm__part *part, uint64_t *words, int64_t value,
                  uint64_t n);
int cxm__part_remove(const struct cxm__part *part, uint64_t *words,
                     int64_t value, uint64_t n);
int cxm__part_merge(const struct cxm__part *part, uint64_t *into,
                    const uint64_t *from);
int cxm__part_unmerge(const struct cxm__part *part, uint64_t *into,
                      const uint64_t *from);

#endif
