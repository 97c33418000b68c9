/* SPDX-License-Identifier: MIT */
#include "look.h"

#include "message.h"
#include "rows.h"

#include <stdlib.h>
#include <string.h>

#define LOOK_ROWS 1000 /* are looked at, though nothing be left to find */

struct look {
    uint32_t column[FIELDS_MAX];
    size_t field[FIELDS_MAX]; /* index of the field in each column */
    size_t n;
    size_t open; /* fields whose scale is not known yet */
    int done[FIELDS_MAX];
    int comma; /* a decimal comma occurs */
    uint64_t rows;

    /* The last row that was read, and has not been looked at. */
    int kept;
    uint64_t line;
    struct room cell[FIELDS_MAX];
    uint32_t length[FIELDS_MAX];
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
                        int want_states)
{
    return look->n > 0 && (look->rows < LOOK_ROWS || look->open > 0 ||
                           (want_states && !input->states));
}

/* Keep the cells of a row until it is known that the bound does not cut it. */
static void keep_row(struct look *look, const struct csv_batch *batch,
                     uint32_t r, uint64_t line)
{
    look->kept = 1;
    look->line = line;
    for (size_t i = 0; i < look->n; i++) {
        const struct csv_span span = batch->span[r * batch->columns + i];
        const size_t n = span.length == CSV_ABSENT ? 0 : span.length;
        struct room *cell = &look->cell[i];
        memcpy(room_for(cell, n + 1), batch->bytes + span.at, n);
        look->length[i] = span.length;
    }
}

static void look_at_kept(struct input *input, struct look *look)
{
    for (size_t i = 0; look->kept && i < look->n; i++)
        if (look->length[i] != CSV_ABSENT)
            look_at_cell(input, look, i, look->cell[i].bytes, look->length[i],
                         look->line);
    look->rows += (uint64_t)look->kept;
    look->kept = 0;
}

/* Row after row, for what is found must not depend on how many a reader
 * gives at once. */
static void look_at_rows(struct input *input, struct look *look,
                         int want_states)
{
    struct csv_batch batch;
    int status = CSV_ROWS;
    while (look_further(input, look, want_states) &&
           (status = csv_next(input->csv, &batch)) == CSV_ROWS)
        for (uint32_t r = 0; r < batch.rows; r++) {
            look_at_kept(input, look);
            if (!look_further(input, look, want_states))
                return;
            keep_row(look, &batch, r, csv_line(input->csv, &batch, r));
        }
    if (status == CSV_END && input->read < input->bound)
        look_at_kept(input, look);
}

int look_ahead(struct input *input, int want_states)
{
    struct look look;
    choose_columns(input, &look);
    input->bound = SOURCE_HELD;
    if (csv_project(input->csv, look.column, look.n) != CSV_OK)
        return input_problem(input);
    look_at_rows(input, &look, want_states);
    for (size_t i = 0; i < look.n; i++)
        free(look.cell[i].bytes);
    if (look.comma)
        input->style.decimal.strict = 1;
    return EXIT_DONE; /* What is wrong with rows shows when they are read. */
}
