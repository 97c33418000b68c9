/* SPDX-License-Identifier: MIT */
#include "look.h"

#include "message.h"

#include <string.h>

#define LOOK_ROWS 1000 /* are looked at, though nothing be left to find */

struct look {
    uint32_t column[FIELDS_MAX];
    size_t field[FIELDS_MAX]; /* index of the field in each column */
    size_t n;
    size_t open; /* fields whose scale is not known yet */
    int done[FIELDS_MAX];
    int comma; /* a decimal comma occurs */
};

static void choose_columns(const struct input *input, struct look *look)
{
    const struct cxm_field *field;
    memset(look, 0, sizeof *look);
    for (size_t i = 0; (field = cxm_field_at(i)) != NULL; i++) {
        const uint32_t column = input->binding.field[i].column;
        if (column == COLUMN_NONE || (field->type != CXM_TYPE_RATING &&
                                      field->type != CXM_TYPE_DECIMAL &&
                                      field->type != CXM_TYPE_DURATION))
            continue;
        look->column[look->n] = column;
        look->field[look->n] = i;
        look->done[look->n] = field->type != CXM_TYPE_RATING;
        look->open += !look->done[look->n];
        look->n++;
    }
}

/* What a rating says of its column; `line` is where it stands. */
static void look_at_rating(struct input *input, struct look *look, size_t i,
                           const struct cell_rating *rating, uint64_t line)
{
    const size_t field = look->field[i];
    const char *first = input->label_scale[field];
    if (rating->sent >= 0 && !rating->has_score && !rating->neutral)
        input->states = 1;
    if (!look->done[i] && rating->has_score) {
        input->label_scale[field] = rating->scale;
        look->done[i] = 1;
        look->open--;
    } else if (first && rating->scale && !input->other_scale[field] &&
               strcmp(first, rating->scale) != 0) {
        input->other_scale[field] = rating->scale;
        input->other_line[field] = line;
    }
}

static void look_at_cell(struct input *input, struct look *look, size_t i,
                         const char *text, size_t n, uint64_t line)
{
    struct cell_rating rating;
    if (cxm_field_at(look->field[i])->type == CXM_TYPE_RATING &&
        cell_rating(&input->style, text, n, &rating, NULL) == CELL_VALUE) {
        look_at_rating(input, look, i, &rating, line);
        return;
    }
    const char *comma = memchr(text, ',', n);
    if (comma && comma > text && comma + 1 < text + n && comma[1] >= '0' &&
        comma[1] <= '9')
        look->comma = 1;
}

/* 1 while there is something to find out. */
static int look_further(const struct input *input, const struct look *look,
                        int want_states, uint64_t rows)
{
    return rows < LOOK_ROWS || look->open > 0 ||
           (want_states && !input->states);
}

/* The row that the bound cuts may seem to say what it does not. */
static uint32_t whole_rows(const struct input *input,
                           const struct csv_batch *batch)
{
    return batch->rows - (csv_consumed(input->csv) >= input->bound ? 1 : 0);
}

int look_ahead(struct input *input, int want_states)
{
    struct look look;
    struct csv_batch batch;
    uint64_t rows = 0;
    choose_columns(input, &look);
    input->bound = SOURCE_HELD;
    if (csv_project(input->csv, look.column, look.n) != CSV_OK)
        return input_problem(input);
    while (look.n > 0 && look_further(input, &look, want_states, rows) &&
           csv_next(input->csv, &batch) == CSV_ROWS) {
        const uint32_t n = whole_rows(input, &batch);
        for (uint32_t r = 0; r < n; r++)
            for (size_t i = 0; i < look.n; i++) {
                const struct csv_span span = batch.span[r * batch.columns + i];
                if (span.length != CSV_ABSENT)
                    look_at_cell(input, &look, i, batch.bytes + span.at,
                                 span.length, csv_line(input->csv, &batch, r));
            }
        rows += batch.rows;
    }
    if (look.comma)
        input->style.decimal.strict = 1;
    return EXIT_DONE; /* What is wrong with rows shows when they are read. */
}
