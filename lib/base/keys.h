/* SPDX-License-Identifier: MIT */
/*
 * lib/base/keys.h - texts of any bytes to dense numbers, and back: the only
 * hash table of the library.
 *
 * The first key gets number 0, the next 1, and so on; the number of a key
 * that was removed is given to a later one.  A key of up to 16 bytes costs
 * 24 bytes and its share of the index, a longer one an allocation as well.
 *
 * The index has entries  hash << 32 | number + 1,  0 where empty, probed
 * linearly and at most three quarters full.  Removing shifts back what was
 * displaced, so that there are no tombstones: such a table may live for ever.
 */
#ifndef CXM_LIB_KEYS_H
#define CXM_LIB_KEYS_H

#include "base.h"

/* Numbers are below this; the few above are free for the callers' marks. */
#define CXM__KEYS_MAX  (UINT32_MAX - 7)
#define CXM__KEYS_NONE UINT32_MAX

struct cxm__key;

struct cxm__keys {
    uint64_t seed[2];
    struct cxm__key *key; /* by number */
    size_t key_capacity;
    uint64_t *index;
    size_t index_size; /* a power of two, or 0 */
    uint32_t count;    /* keys there are */
    uint32_t numbers;  /* numbers ever given */
    uint32_t free;     /* the number to give next + 1, or 0 */
    uint32_t reserved;
};

void cxm__keys_init(struct cxm__keys *keys, const uint64_t seed[2]);
void cxm__keys_free(struct cxm__keys *keys, const struct cxm_alloc *alloc);

/* The number of a key, or CXM__KEYS_NONE. */
uint32_t cxm__keys_find(const struct cxm__keys *keys, const void *bytes,
                        size_t length);

/*
 * The number of a key, which is added where it is new; *fresh says whether it
 * was.  CXM_ENOMEM, CXM_EOVERFLOW for one key too many, CXM_EINVAL for a key
 * of 4 GiB or more; nothing has changed then.
 */
int cxm__keys_put(struct cxm__keys *keys, const void *bytes, size_t length,
                  uint32_t *number, int *fresh, const struct cxm_alloc *alloc);

/*
 * The bytes of a number, valid until the next put; NULL where no key has it.
 * *length is set in either case.
 */
const void *cxm__keys_bytes(const struct cxm__keys *keys, uint32_t number,
                            size_t *length);

/* The number that the next new key will get. */
uint32_t cxm__keys_next(const struct cxm__keys *keys);

/* Forget the key of a number that has one. */
void cxm__keys_remove(struct cxm__keys *keys, uint32_t number,
                      const struct cxm_alloc *alloc);

#endif
