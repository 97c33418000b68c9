/* SPDX-License-Identifier: MIT */
#include "layout.h"

#include "layout_find.h"
#include "text.h"

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
    while (text_item(&list, &name, &n)) {
        if (!has_name(row, name, n))
            return 0;
    }
    return 1;
}

static int has_any(const struct header *row, const char *list)
{
    const char *name;
    size_t n;
    while (text_item(&list, &name, &n)) {
        if (has_name(row, name, n))
            return 1;
    }
    return 0;
}

/* Is the field there, by its name or an alias of that kind of record? */
static int has_field(const struct header *row, const struct cxm_field *field,
                     uint32_t record)
{
    const char *list = cxm_field_aliases(field, record);
    return has_name(row, field->name, strlen(field->name)) ||
           has_any(row, list);
}

/* Which of the fields in a set are there. */
static uint64_t fields_there(const struct header *row, uint64_t set,
                             uint32_t record)
{
    const struct cxm_field *field;
    uint64_t there = 0;
    for (size_t i = 0; set && (field = cxm_field_at(i)) != NULL; i++)
        if (field->bit & set && has_field(row, field, record))
            there |= field->bit;
    return there;
}

/* The tests that any one name or field passes, and those none must fail. */
static int fits_fields(const struct layout *layout, const struct header *row)
{
    const uint64_t all = layout->all_fields;
    const int asks = layout->any || layout->any_fields;
    if (fields_there(row, all, layout->record) != all ||
        fields_there(row, layout->no_fields, CXM_RECORD_TICKET))
        return 0;
    return !asks || (layout->any && has_any(row, layout->any)) ||
           fields_there(row, layout->any_fields, CXM_RECORD_TICKET);
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
    if (!fits_fields(layout, &rows[0]))
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

/*
 * Has only a ticket such a field?  A bare created_at is `at` of any row, and
 * a text such as the priority is for filters and groups.
 */
static int tells_tickets(const struct cxm_field *field, const char *text,
                         size_t n)
{
    const uint32_t others = 1u << CXM_RECORD_RESPONSE | 1u << CXM_RECORD_ROW;
    if (!(field->records >> CXM_RECORD_TICKET & 1) || field->records & others ||
        field->type == CXM_TYPE_TEXT)
        return 0;
    return field->bit == CXM_FIELD_CREATED
               ? text_same(text, n, field->name, strlen(field->name))
               : names_field(field, CXM_RECORD_TICKET, text, n);
}

const struct layout *layout_with_maps(const struct layout *layout,
                                      const char *const *maps, size_t n_maps)
{
    const struct cxm_field *field;
    if (strcmp(layout->name, "rows") != 0)
        return layout;
    for (size_t i = 0; i < n_maps; i++) {
        const size_t n = strcspn(maps[i], "=");
        for (size_t k = 0; (field = cxm_field_at(k)) != NULL; k++)
            if (tells_tickets(field, maps[i], n))
                return layout_find("tickets");
    }
    return layout;
}
