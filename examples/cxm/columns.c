/* SPDX-License-Identifier: MIT */
#include "columns.h"

#include "able.h"
#include "message.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- One column -------------------------------------------------------- */

static int occurs_twice(const struct header *header, const char *name)
{
    size_t n = 0;
    for (size_t i = 0; i < header->columns; i++)
        n += text_same(header->name[i], strlen(header->name[i]), name,
                       strlen(name)) != 0;
    return n > 1;
}

int columns_find(const struct input *input, const char *name,
                 struct column_ref *ref, struct cxm_error *error)
{
    const struct cxm_field *field;
    for (size_t i = 0; (field = cxm_field_at(i)) != NULL; i++) {
        if (strcmp(field->name, name) != 0 ||
            input->binding.field[i].column == COLUMN_NONE)
            continue;
        *ref = input->binding.field[i];
        return COLUMN_FOUND;
    }
    const int status = layout_column(&input->header, name, ref, error);
    if (status >= 0)
        return COLUMN_FOUND;
    return occurs_twice(&input->header, name) ? status : COLUMN_ABSENT;
}

int columns_unit(const struct input *input, const struct column_ref *ref)
{
    const struct cxm_field *field;
    for (size_t i = 0; (field = cxm_field_at(i)) != NULL; i++) {
        const struct column_ref *own = &input->binding.field[i];
        if (field->type == CXM_TYPE_DURATION && own->column == ref->column &&
            own->second == ref->second && own->unit &&
            own->column != COLUMN_NONE)
            return unit_find(own->unit, strlen(own->unit));
    }
    return UNIT_NONE;
}

void columns_names(const struct input *input, char *out, size_t size)
{
    static const char more[] = ", ...";
    size_t at = 0;
    out[0] = '\0';
    for (size_t i = 0; i < input->header.columns; i++) {
        const char *name = input->header.name[i];
        if (at + strlen(name) + 2 + sizeof more > size) {
            snprintf(out + at, size - at, "%s", at ? more : more + 2);
            return;
        }
        at +=
            (size_t)snprintf(out + at, size - at, "%s%s", at ? ", " : "", name);
    }
}

/* ---- All of a run ------------------------------------------------------ */

/* The files that are looked at, and by whom. */
struct search {
    const struct input *inputs;
    size_t n;
    const struct cxm_def *def; /* only those it can measure; NULL: all */
};

static int is_sought(const struct search *search, size_t i)
{
    return !search->def || able_measure(search->def, &search->inputs[i], NULL);
}

static int refuse_name(const struct input *input, const struct cxm_error *error)
{
    message_place("%s: %s", input->name, error->text);
    return EXIT_USAGE;
}

/* An error where no file has it; a note, if there is one, where some have. */
static int seek(const struct search *search, const char *name, const char *note)
{
    struct cxm_error error;
    struct column_ref ref;
    const struct input *first = NULL;
    int found = 0;
    for (size_t i = 0; i < search->n; i++) {
        if (!is_sought(search, i))
            continue;
        const int status = columns_find(&search->inputs[i], name, &ref, &error);
        if (status < 0)
            return refuse_name(&search->inputs[i], &error);
        found |= status == COLUMN_FOUND;
        if (!first && status == COLUMN_ABSENT)
            first = &search->inputs[i];
    }
    if (first && !found) {
        columns_find(first, name, &ref, &error);
        return refuse_name(first, &error);
    }
    for (size_t i = 0; first && note && i < search->n; i++)
        if (columns_find(&search->inputs[i], name, &ref, &error) ==
            COLUMN_ABSENT)
            message_note("%s has no column \"%s\": its rows %s",
                         search->inputs[i].name, name, note);
    return EXIT_DONE;
}

static int seek_by(const struct search *search, const struct texts *by)
{
    int end = EXIT_DONE;
    for (size_t i = 0; i < by->n && end == EXIT_DONE; i++)
        if (strcmp(by->item[i], "weekday") != 0 &&
            strcmp(by->item[i], "hour") != 0)
            end = seek(search, by->item[i], "stand under (empty)");
    return end;
}

/* A column that is not there is missing in every row. */
static int seek_exprs(const struct search *search, const char *option,
                      const struct cell_style *style, const struct expr *expr,
                      size_t n)
{
    char note[300];
    int end = EXIT_DONE;
    for (size_t i = 0; i < n && end == EXIT_DONE; i++) {
        char *text = expr_canonical(&expr[i]);
        snprintf(note, sizeof note, "%s --%s %s",
                 expr_holds(&expr[i], style, "", 0) ? "all meet" : "meet no",
                 option, text);
        free(text);
        end = seek(search, expr[i].name, note);
    }
    return end;
}

static int seek_targets(const struct search *search)
{
    struct cxm_target target;
    int end = EXIT_DONE;
    for (size_t i = 0;
         end == EXIT_DONE && cxm_def_target(search->def, i, &target) >= 0;
         i++) {
        char *name = message_copy(target.name, target.name_length);
        end = seek(search, name, NULL);
        free(name);
    }
    return end;
}

int columns_check(const struct plan *plan, const struct settings *settings,
                  const struct input *inputs, size_t n)
{
    struct search search = {inputs, n, NULL};
    const struct cell_style *style = &settings->style;
    int end = seek_by(&search, &settings->by);
    if (end == EXIT_DONE)
        end = seek_exprs(&search, "where", style, settings->where,
                         settings->n_where);
    if (end == EXIT_DONE)
        end = seek_exprs(&search, "drop", style, settings->drop,
                         settings->n_drop);
    for (size_t k = 0; k < plan->n && end == EXIT_DONE; k++) {
        search.def = plan->kpi[k].def;
        end = seek_targets(&search);
    }
    return end;
}
