/* SPDX-License-Identifier: MIT */
#include "keys.h"

#include "siphash.h"

#include <string.h>

#define INLINE_BYTES 16
#define UNUSED       UINT32_MAX /* as a length: the number has no key */

struct cxm__key {
    uint32_t hash; /* of an unused one: the next free number + 1, or 0 */
    uint32_t length;
    union {
        unsigned char small[INLINE_BYTES];
        unsigned char *large;
    } bytes;
};

void cxm__keys_init(struct cxm__keys *keys, const uint64_t seed[2])
{
    memset(keys, 0, sizeof *keys);
    keys->seed[0] = seed[0];
    keys->seed[1] = seed[1];
}

static const unsigned char *key_bytes(const struct cxm__key *key)
{
    return key->length > INLINE_BYTES ? key->bytes.large : key->bytes.small;
}

static void drop_bytes(struct cxm__key *key, const struct cxm_alloc *alloc)
{
    if (key->length != UNUSED && key->length > INLINE_BYTES)
        cxm__resize(alloc, key->bytes.large, key->length, 0);
}

void cxm__keys_free(struct cxm__keys *keys, const struct cxm_alloc *alloc)
{
    for (uint32_t i = 0; i < keys->numbers; i++)
        drop_bytes(&keys->key[i], alloc);
    if (keys->key)
        cxm__resize(alloc, keys->key, keys->key_capacity * sizeof *keys->key,
                    0);
    if (keys->index)
        cxm__resize(alloc, keys->index, keys->index_size * sizeof *keys->index,
                    0);
    const uint64_t seed[2] = {keys->seed[0], keys->seed[1]};
    cxm__keys_init(keys, seed);
}

static uint32_t hash_of(const struct cxm__keys *keys, const void *bytes,
                        size_t length)
{
    return (uint32_t)(cxm__siphash(keys->seed, bytes, length) >> 32);
}

static int same_key(const struct cxm__key *key, const void *bytes,
                    size_t length)
{
    return key->length == length &&
           (length == 0 || memcmp(key_bytes(key), bytes, length) == 0);
}

static uint32_t find_hashed(const struct cxm__keys *keys, uint32_t hash,
                            const void *bytes, size_t length)
{
    if (keys->index_size == 0)
        return CXM__KEYS_NONE;
    const size_t mask = keys->index_size - 1;
    for (size_t at = hash & mask; keys->index[at]; at = (at + 1) & mask) {
        const uint32_t number = (uint32_t)keys->index[at] - 1;
        if (keys->index[at] >> 32 == hash &&
            same_key(&keys->key[number], bytes, length))
            return number;
    }
    return CXM__KEYS_NONE;
}

uint32_t cxm__keys_find(const struct cxm__keys *keys, const void *bytes,
                        size_t length)
{
    return find_hashed(keys, hash_of(keys, bytes, length), bytes, length);
}

static void index_entry(uint64_t *index, size_t size, uint64_t entry)
{
    size_t at = (entry >> 32) & (size - 1);
    while (index[at])
        at = (at + 1) & (size - 1);
    index[at] = entry;
}

/* Make room in the index for one key more. */
static int grow_index(struct cxm__keys *keys, const struct cxm_alloc *alloc)
{
    const size_t size = keys->index_size;
    if ((size_t)keys->count + 1 <= size / 4 * 3)
        return CXM_OK;
    const size_t wanted = size ? 2 * size : 16;
    if (wanted > SIZE_MAX / sizeof(uint64_t))
        return CXM_ENOMEM;
    uint64_t *index = cxm__resize(alloc, NULL, 0, wanted * sizeof *index);
    if (!index)
        return CXM_ENOMEM;
    memset(index, 0, wanted * sizeof *index);
    for (size_t i = 0; i < size; i++)
        if (keys->index[i])
            index_entry(index, wanted, keys->index[i]);
    if (keys->index)
        cxm__resize(alloc, keys->index, size * sizeof *index, 0);
    keys->index = index;
    keys->index_size = wanted;
    return CXM_OK;
}

/* Make room for one key more; what was grown in vain does no harm. */
static int reserve(struct cxm__keys *keys, const struct cxm_alloc *alloc)
{
    if (!keys->free) {
        if (keys->numbers >= CXM__KEYS_MAX)
            return CXM_EOVERFLOW;
        void *items = keys->key;
        const int status =
            cxm__grow(alloc, &items, &keys->key_capacity,
                      (size_t)keys->numbers + 1, sizeof *keys->key);
        keys->key = items;
        if (status < 0)
            return status;
    }
    return grow_index(keys, alloc);
}

static int store(struct cxm__key *key, uint32_t hash, const void *bytes,
                 size_t length, const struct cxm_alloc *alloc)
{
    unsigned char *to = key->bytes.small;
    if (length > INLINE_BYTES) {
        to = cxm__resize(alloc, NULL, 0, length);
        if (!to)
            return CXM_ENOMEM;
        key->bytes.large = to;
    }
    if (length)
        memcpy(to, bytes, length);
    key->length = (uint32_t)length;
    key->hash = hash;
    return CXM_OK;
}

uint32_t cxm__keys_next(const struct cxm__keys *keys)
{
    return keys->free ? keys->free - 1 : keys->numbers;
}

/* Add a key that is not there. */
static int append(struct cxm__keys *keys, uint32_t hash, const void *bytes,
                  size_t length, uint32_t *number,
                  const struct cxm_alloc *alloc)
{
    int status = reserve(keys, alloc);
    if (status < 0)
        return status;
    const uint32_t taken = cxm__keys_next(keys);
    struct cxm__key *key = &keys->key[taken];
    const uint32_t next_free = keys->free ? key->hash : 0;
    struct cxm__key made;
    status = store(&made, hash, bytes, length, alloc);
    if (status < 0)
        return status;
    *key = made;
    keys->numbers += !keys->free;
    keys->free = next_free;
    keys->count++;
    index_entry(keys->index, keys->index_size,
                (uint64_t)hash << 32 | ((uint64_t)taken + 1));
    *number = taken;
    return CXM_OK;
}

int cxm__keys_put(struct cxm__keys *keys, const void *bytes, size_t length,
                  uint32_t *number, int *fresh, const struct cxm_alloc *alloc)
{
    if (length >= UNUSED)
        return CXM_EINVAL;
    const uint32_t hash = hash_of(keys, bytes, length);
    const uint32_t found = find_hashed(keys, hash, bytes, length);
    if (found != CXM__KEYS_NONE) {
        *number = found;
        *fresh = 0;
        return CXM_OK;
    }
    const int status = append(keys, hash, bytes, length, number, alloc);
    *fresh = status == CXM_OK;
    return status;
}

const void *cxm__keys_bytes(const struct cxm__keys *keys, uint32_t number,
                            size_t *length)
{
    *length = 0;
    if (number >= keys->numbers || keys->key[number].length == UNUSED)
        return NULL;
    *length = keys->key[number].length;
    return key_bytes(&keys->key[number]);
}

/* Empty a place of the index and close the gap. */
static void unindex(struct cxm__keys *keys, size_t gap)
{
    const size_t mask = keys->index_size - 1;
    size_t at = gap;
    for (;;) {
        at = (at + 1) & mask;
        if (!keys->index[at])
            break;
        /* An entry may move to the gap unless that lies before its home. */
        const size_t home = (keys->index[at] >> 32) & mask;
        if (((at - home) & mask) < ((at - gap) & mask))
            continue;
        keys->index[gap] = keys->index[at];
        gap = at;
    }
    keys->index[gap] = 0;
}

void cxm__keys_remove(struct cxm__keys *keys, uint32_t number,
                      const struct cxm_alloc *alloc)
{
    struct cxm__key *key = &keys->key[number];
    const size_t mask = keys->index_size - 1;
    size_t at = key->hash & mask;
    while ((uint32_t)keys->index[at] != number + 1)
        at = (at + 1) & mask;
    unindex(keys, at);
    drop_bytes(key, alloc);
    key->length = UNUSED;
    key->hash = keys->free;
    keys->free = number + 1;
    keys->count--;
}
