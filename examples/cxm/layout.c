/* SPDX-License-Identifier: MIT */
#include "layout.h"

#include "layout_find.h"

#include <string.h>

static int has_name(const struct header *row, const char *name, size_t n)
{
    struct found found;
    found_in_row(row->name, row->columns, name, n, &found);
    return found.n > 0;
}

/* Are all names of the list in the row? */
static int has_all(const struct header *row, const char *list)
{
    const char *name;
    size_t n;
    while (list_next(&list, &name, &n)) {
        if (!has_name(row, name, n))
            return 0;
    }
    return 1;
}

static int has_any(const struct header *row, const char *list)
{
    const char *name;
    size_t n;
    while (list_next(&list, &name, &n)) {
        if (has_name(row, name, n))
            return 1;
    }
    return 0;
}

static int has_mark(const struct header *row, const char *mark)
{
    for (size_t i = 0; i < row->columns; i++) {
        if (strncmp(row->name[i], mark, strlen(mark)) == 0)
            return 1;
    }
    return 0;
}

/* Is there a second row with nothing below that name? */
static int is_blank_below(const struct header *rows, size_t n_rows,
                          const char *name)
{
    struct found found;
    found_in_row(rows->name, rows->columns, name, strlen(name), &found);
    if (n_rows < 2 || found.n == 0)
        return 0;
    return found.column[0] >= rows[1].columns ||
           *rows[1].name[found.column[0]] == '\0';
}

static int fits(const struct layout *layout, const struct header *rows,
                size_t n_rows)
{
    if (layout->signature &&
        (n_rows <= layout->signature_row ||
         !has_all(&rows[layout->signature_row], layout->signature)))
        return 0;
    if (layout->any && !has_any(&rows[0], layout->any))
        return 0;
    if (layout->mark &&
        (n_rows < layout->header_rows ||
         !has_mark(&rows[layout->header_rows - 1], layout->mark)))
        return 0;
    return !layout->blank_below ||
           is_blank_below(rows, n_rows, layout->blank_below);
}

const struct layout *layout_recognise(const struct header *rows, size_t n_rows)
{
    const struct layout *layout = NULL;
    for (size_t i = 0; n_rows > 0 && (layout = layout_at(i)) != NULL; i++) {
        if (fits(layout, rows, n_rows))
            return layout;
    }
    return layout_find("rows");
}

const struct layout *layout_variant(const struct layout *wanted,
                                    const struct header *rows, size_t n_rows)
{
    const struct layout *layout;
    for (size_t i = 0; n_rows > 0 && (layout = layout_at(i)) != NULL; i++) {
        if (strcmp(layout->name, wanted->name) == 0 &&
            fits(layout, rows, n_rows))
            return layout;
    }
    return wanted;
}
