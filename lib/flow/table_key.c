/* SPDX-License-Identifier: MIT */
#include "table.h"

#include <string.h>

int cxm__text_reserve(struct cxm__text *text, size_t length,
                      const struct cxm_alloc *alloc)
{
    void *bytes = text->bytes;
    const int status = cxm__grow(alloc, &bytes, &text->capacity, length, 1);
    text->bytes = bytes;
    return status;
}

void cxm__text_free(struct cxm__text *text, const struct cxm_alloc *alloc)
{
    if (text->bytes)
        cxm__resize(alloc, text->bytes, text->capacity, 0);
    memset(text, 0, sizeof *text);
}

static size_t varint_length(size_t value)
{
    size_t n = 1;
    for (; value >= 128; value >>= 7)
        n++;
    return n;
}

static unsigned char *write_varint(unsigned char *out, size_t value)
{
    for (; value >= 128; value >>= 7)
        *out++ = (unsigned char)(value & 127) | 128;
    *out++ = (unsigned char)value;
    return out;
}

size_t cxm__key_length(const struct cxm_bytes *key, uint32_t columns)
{
    size_t sum = 0;
    for (uint32_t i = 0; i < columns; i++)
        sum += varint_length(key[i].length) + key[i].length;
    return sum;
}

void cxm__key_write(const struct cxm_bytes *key, uint32_t columns,
                    unsigned char *out)
{
    for (uint32_t i = 0; i < columns; i++) {
        out = write_varint(out, key[i].length);
        if (key[i].length)
            memcpy(out, key[i].bytes, key[i].length);
        out += key[i].length;
    }
}

struct cxm_bytes cxm__key_next(const unsigned char **text)
{
    const unsigned char *p = *text;
    size_t length = 0;
    uint32_t shift = 0;
    for (; *p >= 128; p++, shift += 7)
        length |= (size_t)(*p & 127) << shift;
    length |= (size_t)*p++ << shift;
    *text = p + length;
    return (struct cxm_bytes){(const char *)p, length};
}

static int compare_bytes(struct cxm_bytes a, struct cxm_bytes b)
{
    const size_t n = a.length < b.length ? a.length : b.length;
    const int order = n ? memcmp(a.bytes, b.bytes, n) : 0;
    if (order)
        return order;
    return (a.length > b.length) - (a.length < b.length);
}

int cxm__key_compare(const struct cxm_table *table, const void *a,
                     const void *b)
{
    const unsigned char *left = a;
    const unsigned char *right = b;
    for (uint32_t i = 0; i < table->columns; i++) {
        const struct cxm_bytes column = cxm__key_next(&left);
        const int order = compare_bytes(column, cxm__key_next(&right));
        if (order)
            return order;
    }
    return 0;
}

int cxm__group_compare(const struct cxm_table *table, uint32_t a, uint32_t b)
{
    size_t length;
    return cxm__key_compare(table, cxm__keys_bytes(&table->groups, a, &length),
                            cxm__keys_bytes(&table->groups, b, &length));
}

void cxm__heap_up(const struct cxm_table *table, cxm__order *order,
                  uint32_t *item, size_t at)
{
    const uint32_t moved = item[at];
    while (at > 0 && order(table, moved, item[(at - 1) / 2]) > 0) {
        item[at] = item[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    item[at] = moved;
}

static void heap_down(const struct cxm_table *table, cxm__order *order,
                      uint32_t *item, size_t n, size_t at)
{
    const uint32_t moved = item[at];
    for (size_t child; (child = 2 * at + 1) < n; at = child) {
        if (child + 1 < n && order(table, item[child + 1], item[child]) > 0)
            child++;
        if (order(table, item[child], moved) <= 0)
            break;
        item[at] = item[child];
    }
    item[at] = moved;
}

void cxm__heap_build(const struct cxm_table *table, cxm__order *order,
                     uint32_t *item, size_t n)
{
    for (size_t i = n / 2; i-- > 0;)
        heap_down(table, order, item, n, i);
}

void cxm__heap_take(const struct cxm_table *table, cxm__order *order,
                    uint32_t *item, size_t n)
{
    const uint32_t largest = item[0];
    item[0] = item[n - 1];
    item[n - 1] = largest;
    if (n > 1)
        heap_down(table, order, item, n - 1, 0);
}

void cxm__heap_sort(const struct cxm_table *table, cxm__order *order,
                    uint32_t *item, size_t n)
{
    cxm__heap_build(table, order, item, n);
    for (; n > 1; n--)
        cxm__heap_take(table, order, item, n);
}
