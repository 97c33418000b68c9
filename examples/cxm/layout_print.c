/* SPDX-License-Identifier: MIT */
/* layout_list: what `cxm layouts` prints. */
#include "layout.h"

#include "text.h"

#include <string.h>

#define WIDTH 79

/* A list's items, separated by ", ", in lines of at most 79 columns. */
static void put_items(FILE *out, const char *what, const char *list)
{
    const char *between = "";
    const char *item;
    size_t n;
    size_t column = (size_t)fprintf(out, "  %-11s", what);
    while (text_item(&list, &item, &n)) {
        if (column + n + 3 > WIDTH)
            column = (size_t)fprintf(out, "%.1s\n%14s", between, "") - 2;
        else
            column += (size_t)fprintf(out, "%s", between);
        column +=
            (size_t)fprintf(out, "%s%.*s", *between ? "" : " ", (int)n, item);
        between = ", ";
    }
    fputc('\n', out);
}

/* The fields bound by the layout itself, without those never bound. */
static void put_fields(FILE *out, const char *fields)
{
    char list[1024];
    const char *item;
    size_t used = 0;
    size_t n;
    while (text_item(&fields, &item, &n)) {
        if (item[n - 1] != '=' && used + n + 2 < sizeof list) {
            memcpy(list + used, item, n);
            used += n;
            list[used++] = '|';
        }
    }
    list[used ? used - 1 : 0] = '\0';
    if (used)
        put_items(out, "fields", list);
}

/* A text that grows up to its room. */
struct list {
    char text[2048];
    size_t used;
};

static void append(struct list *list, const char *text)
{
    const size_t n = strlen(text);
    if (list->used + n + 1 > sizeof list->text)
        return;
    memcpy(list->text + list->used, text, n + 1);
    list->used += n;
}

/* "name" or "name (alias or other)" of each field in a set, but no texts. */
static void name_fields(struct list *list, uint64_t set, uint32_t record)
{
    const struct cxm_field *field;
    for (size_t i = 0; (field = cxm_field_at(i)) != NULL; i++) {
        const char *alias = cxm_field_aliases(field, record);
        if (!(field->bit & set))
            continue;
        append(list, list->used ? "|" : "");
        append(list, field->name);
        if (!*alias)
            continue;
        append(list, " (");
        for (; *alias; alias += *alias == '|') {
            char name[2] = {*alias++, '\0'};
            for (; name[0]; name[0] = *alias && *alias != '|' ? *alias++ : 0)
                append(list, name);
            append(list, *alias ? " or " : "");
        }
        append(list, ")");
    }
}

/* The fields of a kind of record that a column's name can say. */
static uint64_t fields_of(uint32_t record)
{
    const struct cxm_field *field;
    uint64_t set = 0;
    for (size_t i = 0; (field = cxm_field_at(i)) != NULL; i++)
        set |= field->records & (1u << record) ? field->bit : 0;
    return set;
}

/* The names by which a column is a field in every layout of its kind. */
static void put_names(FILE *out)
{
    static const struct {
        uint32_t record;
        const char *what;
    } kinds[] = {{CXM_RECORD_RESPONSE, "responses"},
                 {CXM_RECORD_TICKET, "tickets"},
                 {CXM_RECORD_EVENT, "events"},
                 {CXM_RECORD_ROW, "rows"}};
    fputs("\nIn layouts of a kind a column is also a field by its name "
          "(or in brackets):\n",
          out);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct list list = {"", 0};
        name_fields(&list, fields_of(kinds[i].record), kinds[i].record);
        put_items(out, kinds[i].what, list.text);
    }
}

static const char *kind_of(uint32_t record)
{
    return record == CXM_RECORD_RESPONSE ? "responses"
           : record == CXM_RECORD_TICKET ? "tickets"
           : record == CXM_RECORD_EVENT  ? "events"
                                         : "rows";
}

/* The names and fields by which it is recognised. */
static void put_tests(FILE *out, const struct layout *layout)
{
    struct list list = {"", 0};
    if (layout->signature)
        put_items(out, "", layout->signature);
    if (layout->any)
        append(&list, layout->any);
    name_fields(&list, layout->any_fields, CXM_RECORD_TICKET);
    name_fields(&list, layout->all_fields, layout->record);
    if (list.used)
        put_items(out, "", list.text);
    list.used = 0;
    name_fields(&list, layout->no_fields, CXM_RECORD_TICKET);
    if (list.used)
        put_items(out, "but none of", list.text);
}

static void put_layout(FILE *out, const struct layout *layout)
{
    fprintf(out, "  %s\n", layout->title);
    fprintf(out, "  %-12s%s\n", "kind", kind_of(layout->record));
    put_items(out, "recognised", layout->recognised);
    put_tests(out, layout);
    if (layout->header_rows > 1)
        fprintf(out, "  %-12s%u\n", "header rows",
                (unsigned)layout->header_rows);
    if (layout->dates == CXM_DATES_UNIX)
        fprintf(out, "  %-12sunix seconds\n", "dates");
    else if (layout->utc)
        fprintf(out, "  %-12sin UTC\n", "dates");
    if (layout->unit)
        fprintf(out, "  %-12s%s, where a column's name says no other\n",
                "durations", unit_name(layout->unit));
    put_fields(out, layout->fields);
}

void layout_list(FILE *out)
{
    const struct layout *layout;
    const char *before = "";
    for (size_t i = 0; (layout = layout_at(i)) != NULL; i++) {
        if (strcmp(before, layout->name) != 0)
            fprintf(out, "%s%s\n", i ? "\n" : "", layout->name);
        put_layout(out, layout);
        before = layout->name;
    }
    put_names(out);
    fputs("\nNot built yet:\n", out);
    const char *name;
    for (size_t i = 0; (name = layout_planned_at(i)) != NULL; i++)
        fprintf(out, "%s%s", i ? ", " : "  ", name);
    fputc('\n', out);
}
