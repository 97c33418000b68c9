/* SPDX-License-Identifier: MIT */
#include "split.h"

#include "message.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

const char split_crowded[] = "more than 1000 values in the columns of --split";

static void push(struct values *values, const char *bytes, size_t n)
{
    if (values->n == values->room) {
        values->room = values->room ? 2 * values->room : 8;
        values->item =
            message_alloc(values->item, values->room * sizeof *values->item);
    }
    values->item[values->n++] = (struct cxm_bytes){bytes, n};
}

static void push_trimmed(struct values *values, const char *bytes, size_t n)
{
    while (n > 0 && text_is_blank(*bytes)) {
        bytes++;
        n--;
    }
    while (n > 0 && text_is_blank(bytes[n - 1]))
        n--;
    if (n > 0)
        push(values, bytes, n);
}

static int compare(const void *a, const void *b)
{
    const struct cxm_bytes *x = a;
    const struct cxm_bytes *y = b;
    const size_t n = x->length < y->length ? x->length : y->length;
    const int order = n ? memcmp(x->bytes, y->bytes, n) : 0;
    return order ? order : (x->length > y->length) - (x->length < y->length);
}

/* Sorted, so that telling those that are there twice stays cheap. */
static void keep_distinct(struct values *values)
{
    size_t n = 0;
    qsort(values->item, values->n, sizeof *values->item, compare);
    for (size_t i = 0; i < values->n; i++)
        if (i == 0 || compare(&values->item[i], &values->item[n - 1]) != 0)
            values->item[n++] = values->item[i];
    values->n = n;
}

/* The values of a cell; an empty one is one value, "".  0 where too many. */
static int take_values(struct values *values, struct cxm_bytes cell,
                       const char *marks)
{
    const char *at = cell.bytes;
    const char *const end = cell.bytes + cell.length;
    values->n = 0;
    while (marks && at < end) {
        const char *stop = at;
        while (stop < end && (*stop == '\0' || !strchr(marks, *stop)))
            stop++;
        push_trimmed(values, at, (size_t)(stop - at));
        if (values->n > SPLIT_MOST)
            return 0;
        at = stop + 1;
    }
    if (!marks)
        push(values, cell.bytes, cell.length);
    if (values->n == 0)
        push(values, "", 0);
    keep_distinct(values);
    return 1;
}

/* How many combinations there are; 0 where they are too many. */
static size_t take_all(const struct run *run, const struct reader *reader,
                       struct work *work)
{
    size_t n = 1;
    for (size_t i = 0; i < run->settings.by.n; i++) {
        if (!take_values(&work->values[i], work->key[i], reader->by[i].split))
            return 0;
        n *= work->values[i].n;
        if (n > SPLIT_MOST)
            return 0;
    }
    return n;
}

/* The keys of the i-th combination. */
static void choose(const struct run *run, struct work *work, size_t i)
{
    for (size_t c = 0; c < run->settings.by.n; c++) {
        const struct values *values = &work->values[c];
        work->key[c] = values->item[i % values->n];
        i /= values->n;
    }
}

int split_cell(const struct run *run, struct share *share,
               const struct reader *reader, struct work *work, int32_t period,
               uint32_t *cell)
{
    const size_t n = take_all(run, reader, work);
    *cell = CXM_CELL_UNPLACED;
    if (n == 0) {
        work->crowded = 1;
        return CXM_OK;
    }
    for (size_t i = 0; i < n; i++) {
        choose(run, work, i);
        const int status = cxm_table_cell(share->table, work->key, period,
                                          &work->cells[i], NULL);
        if (status < 0)
            return status;
    }
    /* Keys past --max-groups share a cell: there it counts for each. */
    if (n > 1)
        return cxm_table_union(share->table, work->cells, n, cell, NULL);
    *cell = work->cells[0];
    return CXM_OK;
}
