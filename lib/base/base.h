/* SPDX-License-Identifier: MIT */
/*
 * lib/base/base.h - private helpers every layer uses: allocation through the
 * caller's allocator, filling the caller's error, checked counting.
 */
#ifndef CXM_LIB_BASE_H
#define CXM_LIB_BASE_H

#include <stdarg.h>

#include <cxm/base.h>

/* Resize a block; NULL when the allocator refuses or new_size is 0. */
void *cxm__resize(const struct cxm_alloc *alloc, void *p, size_t old_size,
                  size_t new_size);

/*
 * Grow an array of `size`-byte items to hold at least `need`, at least
 * doubling.  CXM_ENOMEM leaves *items and *capacity as they were.
 */
int cxm__grow(const struct cxm_alloc *alloc, void **items, size_t *capacity,
              size_t need, size_t size);

/*
 * How much of a text a message shows, as the precision of "%.*s": at most
 * `most` bytes, and no part of a character in UTF-8.
 */
int cxm__clip(const char *text, size_t length, size_t most);

/* Fill `error` if there is one, and return `status`. */
int cxm__fail(struct cxm_error *error, int status, const char *field,
              const char *format, ...) __attribute__((format(printf, 4, 5)));

/* *sum = a + b, or CXM_EOVERFLOW with *sum untouched. */
static inline int cxm__add_u64(uint64_t *sum, uint64_t a, uint64_t b)
{
    if (b > UINT64_MAX - a)
        return CXM_EOVERFLOW;
    *sum = a + b;
    return CXM_OK;
}

#endif
