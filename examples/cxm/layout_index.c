/* SPDX-License-Identifier: MIT */
/* header_index: names of columns, folded once and sorted. */
#include "layout_find.h"

#include "message.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

static int compare(const struct header_entry *a, const struct header_entry *b)
{
    const size_t n = a->n < b->n ? a->n : b->n;
    const int order = memcmp(a->fold, b->fold, n);
    if (order != 0)
        return order;
    return a->n < b->n ? -1 : a->n > b->n;
}

/* Of one name the first column comes first. */
static int by_name_and_column(const void *left, const void *right)
{
    const struct header_entry *a = left;
    const struct header_entry *b = right;
    const int order = compare(a, b);
    return order ? order : a->column < b->column ? -1 : 1;
}

static void fold(const char *name, size_t n, struct header_entry *entry)
{
    entry->fold = message_alloc(NULL, n);
    entry->n = text_fold(name, n, entry->fold);
}

static struct header_entry *index_row(char *const *row, size_t columns)
{
    if (!row)
        return NULL;
    struct header_entry *entry = message_alloc(NULL, columns * sizeof *entry);
    for (size_t i = 0; i < columns; i++) {
        fold(row[i], strlen(row[i]), &entry[i]);
        entry[i].column = (uint32_t)i;
    }
    qsort(entry, columns, sizeof *entry, by_name_and_column);
    return entry;
}

void header_index(struct header *header)
{
    header->by_name = index_row(header->name, header->columns);
    header->by_label = index_row(header->label, header->columns);
}

static void free_index(struct header_entry *entry, size_t columns)
{
    for (size_t i = 0; entry && i < columns; i++)
        free(entry[i].fold);
    free(entry);
}

void header_index_free(struct header *header)
{
    free_index(header->by_name, header->columns);
    free_index(header->by_label, header->columns);
    header->by_name = header->by_label = NULL;
}

/* The first of the sorted entries that is not before the wanted one. */
static size_t first_from(const struct header_entry *entry, size_t columns,
                         const struct header_entry *wanted)
{
    size_t low = 0;
    size_t high = columns;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (compare(&entry[middle], wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void found_in_index(const struct header_entry *entry, size_t columns,
                    const char *name, size_t n, struct found *found)
{
    struct header_entry wanted;
    memset(found, 0, sizeof *found);
    if (n == 0)
        return;
    fold(name, n, &wanted);
    size_t i = first_from(entry, columns, &wanted);
    for (; i < columns && compare(&entry[i], &wanted) == 0; i++) {
        if (found->n < 2)
            found->column[found->n] = entry[i].column;
        found->n++;
    }
    free(wanted.fold);
}
