/* SPDX-License-Identifier: MIT */
#include "layout_find.h"

#include "refuse.h"
#include "suggest.h"
#include "text.h"

#include <string.h>

int names_field(const struct cxm_field *field, uint32_t record,
                const char *text, size_t n)
{
    const char *list = cxm_field_aliases(field, record);
    const char *alias;
    size_t length;
    if (text_same(text, n, field->name, strlen(field->name)))
        return 1;
    while (text_item(&list, &alias, &length)) {
        if (text_same(text, n, alias, length))
            return 1;
    }
    return 0;
}

void found_in_row(char *const *row, size_t columns, const char *name, size_t n,
                  struct found *found)
{
    memset(found, 0, sizeof *found);
    for (size_t i = 0; row && n > 0 && i < columns; i++) {
        if (!text_same(row[i], strlen(row[i]), name, n))
            continue;
        if (found->n < 2)
            found->column[found->n] = (uint32_t)i;
        found->n++;
    }
}

void found_in_names(const struct header *header, const char *name, size_t n,
                    struct found *found)
{
    if (header->by_name)
        found_in_index(header->by_name, header->columns, name, n, found);
    else
        found_in_row(header->name, header->columns, name, n, found);
}

void found_in_header(const struct header *header, const char *name, size_t n,
                     struct found *found)
{
    found_in_names(header, name, n, found);
    if (found->n > 0)
        return;
    if (header->by_label)
        found_in_index(header->by_label, header->columns, name, n, found);
    else
        found_in_row(header->label, header->columns, name, n, found);
}

int column_twice(const struct header *header, const uint32_t twice[2],
                 const char *field, struct cxm_error *error)
{
    char quote[REFUSE_QUOTE];
    const unsigned first = (unsigned)twice[0] + 1;
    const unsigned again = (unsigned)twice[1] + 1;
    const char *name = header->name[twice[0]];
    refuse_quote(name, strlen(name), quote);
    if (*field)
        return refuse(error, CXM_EOPTION, field,
                      "column \"%s\" occurs twice, as #%u and #%u: use "
                      "--map %s=#%u or %s=#%u",
                      quote, first, again, field, first, field, again);
    return refuse(error, CXM_EOPTION, field,
                  "column \"%s\" occurs twice, as #%u and #%u: say #%u or #%u",
                  quote, first, again, first, again);
}

/* The names there are, as many as fit, escaped. */
static void name_columns(const struct header *header, char *out, size_t room)
{
    size_t used = 0;
    *out = '\0';
    for (size_t i = 0; i < header->columns; i++) {
        char quote[REFUSE_QUOTE];
        const char *name = header->name[i];
        if (!*name)
            continue;
        const size_t n = strlen(refuse_quote(name, strlen(name), quote));
        if (used + n + 8 > room) {
            memcpy(out + used, ", ...", 6);
            return;
        }
        memcpy(out + used, ", ", used ? 2 : 0);
        used += used ? 2 : 0;
        memcpy(out + used, quote, n + 1);
        used += n;
    }
}

static int no_column(const struct header *header, const char *text, size_t n,
                     struct cxm_error *error)
{
    char quote[REFUSE_QUOTE];
    char near[REFUSE_QUOTE];
    char names[200];
    struct suggest best;
    suggest_start(&best, refuse_quote(text, n, quote));
    for (size_t i = 0; i < header->columns; i++)
        suggest_offer(&best, header->name[i]);
    if (best.name)
        return refuse(error, CXM_EOPTION, "",
                      "there is no column \"%s\"; did you mean \"%s\"?", quote,
                      refuse_quote(best.name, strlen(best.name), near));
    name_columns(header, names, sizeof names - strlen(quote));
    return refuse(error, CXM_EOPTION, "",
                  "there is no column \"%s\"; there are: %s", quote, names);
}

/* #3 is the third column; 0 where the text is no such number. */
static size_t column_number(const char *text, size_t n)
{
    size_t number = 0;
    if (n < 2 || n > 9 || *text != '#')
        return 0;
    for (size_t i = 1; i < n; i++) {
        if (!text_is_digit(text[i]))
            return 0;
        number = number * 10 + (size_t)(text[i] - '0');
    }
    return number;
}

/* One column, by name or number. */
static int find_one(const struct header *header, const char *text, size_t n,
                    const char *field, uint32_t *column,
                    struct cxm_error *error)
{
    struct found found;
    found_in_header(header, text, n, &found);
    if (found.n > 1)
        return column_twice(header, found.column, field, error);
    const size_t number =
        found.n ? found.column[0] + 1 : column_number(text, n);
    if (number > header->columns)
        return refuse(error, CXM_EOPTION, "",
                      "there is no column #%zu: the header has %zu", number,
                      header->columns);
    if (number == 0)
        return no_column(header, text, n, error);
    *column = (uint32_t)(number - 1);
    return CXM_OK;
}

static void trim(const char **text, size_t *n)
{
    while (*n > 0 && (**text == ' ' || **text == '\t')) {
        ++*text;
        --*n;
    }
    while (*n > 0 && ((*text)[*n - 1] == ' ' || (*text)[*n - 1] == '\t'))
        --*n;
}

/* A+B; a name may itself have a '+', so each of them is tried. */
static int find_pair(const struct header *header, const char *text, size_t n,
                     const char *field, struct column_ref *ref,
                     struct cxm_error *error)
{
    const char *plus = memchr(text, '+', n);
    for (; plus; plus = memchr(plus + 1, '+', (size_t)(text + n - plus - 1))) {
        const char *left = text;
        const char *right = plus + 1;
        size_t n_left = (size_t)(plus - text);
        size_t n_right = (size_t)(text + n - right);
        trim(&left, &n_left);
        trim(&right, &n_right);
        if (find_one(header, left, n_left, field, &ref->column, NULL) < 0)
            continue;
        const int status =
            find_one(header, right, n_right, field, &ref->second, error);
        if (status == CXM_OK)
            return CXM_OK;
        if (!memchr(plus + 1, '+', (size_t)(text + n - plus - 1)))
            return status;
    }
    return no_column(header, text, n, error);
}

int column_find(const struct header *header, const char *text, size_t n,
                const char *field, struct column_ref *ref,
                struct cxm_error *error)
{
    struct column_ref found = {COLUMN_NONE, COLUMN_NONE, NULL, 0};
    struct found whole;
    int status;
    trim(&text, &n);
    found_in_header(header, text, n, &whole);
    if (whole.n == 0 && memchr(text, '+', n))
        status = find_pair(header, text, n, field, &found, error);
    else
        status = find_one(header, text, n, field, &found.column, error);
    if (status == CXM_OK)
        *ref = found;
    return status;
}

int layout_column(const struct header *header, const char *text,
                  struct column_ref *ref, struct cxm_error *error)
{
    return column_find(header, text, strlen(text), "", ref, error);
}
