/* SPDX-License-Identifier: MIT */
#include "fields.h"

#include "message.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void fields_fault(struct row_reading *out, uint32_t column, int status,
                  const char *text)
{
    if (out->n_faults == FAULTS_MAX)
        return;
    struct fault *f = &out->fault[out->n_faults++];
    f->column = column;
    f->status = status;
    snprintf(f->text, sizeof f->text, "%s", text);
}

static void bad_cell(const struct field_slot *slot, struct row_reading *out,
                     int status, const struct cxm_error *error)
{
    if (slot->optional)
        return;
    out->bad |= slot->field->bit;
    /* An answer that cannot be read is still an answer. */
    if (slot->field->type == CXM_TYPE_RATING)
        out->have |= slot->field->bit;
    /* Only a score can be off its scale; elsewhere a range is a bad cell. */
    if (slot->field->type != CXM_TYPE_RATING && status == CXM_ERANGE)
        status = CXM_EINVAL;
    fields_fault(out, slot->slot.column, status, error->text);
}

static void note_score(struct seen *seen, int64_t score)
{
    if (!seen->any || score < seen->low)
        seen->low = score;
    if (!seen->any || score > seen->high)
        seen->high = score;
    seen->any = 1;
    if (score % CXM_MILLION != 0 && seen->fraction < 2)
        seen->fraction = score % (CXM_MILLION / 2) == 0 ? 1 : 2;
}

/* The middle of the two families that have one; elsewhere it says nothing. */
static int neutral_score(const char *scale, int64_t *score)
{
    if (scale && strcmp(scale, "1:3") == 0)
        *score = 2 * CXM_MILLION;
    else if (scale && strcmp(scale, "1:5") == 0)
        *score = 3 * CXM_MILLION;
    else
        return 0;
    return 1;
}

static int off_label(const struct field_slot *slot, const char *text, size_t n,
                     const char *scale, struct cxm_error *error)
{
    snprintf(error->text, sizeof error->text,
             "label \"%.*s\" belongs to the scale %s, and this run reads %s: "
             "use %s%s",
             (int)(n > 40 ? 40 : n), text, scale ? scale : "1:3 or 1:5",
             slot->scale, scale ? "--scale " : "--labels 'TEXT=NUMBER'",
             scale ? scale : "");
    return CXM_ERANGE;
}

/* A rating: CELL_VALUE with *score, CELL_MISSING, or negative. */
static int read_rating(const struct field_slot *slot, const char *text,
                       size_t n, struct row_reading *out, struct seen *seen,
                       int64_t *score, struct cxm_error *error)
{
    struct cell_rating rating;
    const int status = cell_rating(&slot->style, text, n, &rating, error);
    if (status != CELL_VALUE)
        return status;
    if (rating.sent >= 0) {
        out->have |= CXM_FIELD_SENT;
        out->response.sent = rating.sent;
    }
    if (rating.neutral)
        return neutral_score(slot->scale, score)
                   ? CELL_VALUE
                   : off_label(slot, text, n, NULL, error);
    if (!rating.has_score)
        return CELL_MISSING;
    if (!rating.scale)
        seen->numbers = 1;
    else if (strcmp(rating.scale, "1:5") != 0)
        seen->labels = rating.scale;
    if (rating.scale && slot->scale && strcmp(rating.scale, slot->scale) != 0)
        return off_label(slot, text, n, rating.scale, error);
    *score = rating.millionths;
    return CELL_VALUE;
}

static void read_survey(const char *text, size_t n, struct row_reading *out)
{
    size_t i = 0;
    for (; i < n && i + 1 < sizeof out->survey; i++)
        out->survey[i] =
            (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] - 'A' + 'a'
                                                    : text[i]);
    out->survey[i] = '\0';
    out->response.survey = i ? out->survey : NULL;
}

/*
 * "1.234" is 1.234 while nothing speaks for a decimal comma.  What speaks for
 * it may come later, so both are noted.
 */
void fields_note_marks(const struct cell_style *style, const char *text,
                       size_t n, int status, struct row_reading *out)
{
    struct cell_rating rating;
    struct cell_style other = *style;
    const char *point = memchr(text, '.', n);
    if (status == CELL_VALUE && !out->point_read && point &&
        text + n - point > 3) {
        other.decimal.strict = 1;
        out->point_read = cell_rating(&other, text, n, &rating, NULL) < 0;
    } else if (status < 0 && !out->comma_refused && memchr(text, ',', n)) {
        other.decimal.mark = ',';
        out->comma_refused =
            cell_rating(&other, text, n, &rating, NULL) == CELL_VALUE;
    }
}

int fields_check_marks(const struct reader *reader,
                       const struct row_reading *row, uint64_t line)
{
    if (!row->point_read || !row->comma_refused)
        return EXIT_DONE;
    message_place("%s:%llu: numbers like \"1.234\" and numbers with a decimal "
                  "comma: say --decimal , or --decimal .",
                  reader->input->name, (unsigned long long)line);
    return EXIT_DATA;
}

static int read_value(const struct field_slot *slot, const char *text, size_t n,
                      struct row_reading *out, struct seen *seen,
                      int64_t *value, struct cxm_error *error)
{
    switch (slot->field->type) {
    case CXM_TYPE_TIME:
        return cell_time(&slot->style, text, n, value, error);
    case CXM_TYPE_RATING:
        return read_rating(slot, text, n, out, &seen[slot->bit], value, error);
    case CXM_TYPE_WHOLE:
        return cell_whole(&slot->style, text, n, value, error);
    case CXM_TYPE_STATE:
        return cell_state(&slot->style, text, n, value, error);
    default:
        return cell_decimal(&slot->style, text, n, value, &out->rounded, error);
    }
}

static void store(const struct cxm_field *field, int64_t value,
                  struct row_reading *out)
{
    if (field->response_offset != CXM_FIELD_NOWHERE)
        memcpy((char *)&out->response + field->response_offset, &value,
               sizeof value);
    if (field->row_offset != CXM_FIELD_NOWHERE)
        memcpy((char *)&out->row + field->row_offset, &value, sizeof value);
}

void fields_read(const struct reader *reader, const struct field_slot *slot,
                 const struct csv_batch *batch, uint32_t r, struct seen *seen,
                 struct row_reading *out)
{
    struct cxm_error error;
    int64_t value = 0;
    const struct cxm_bytes text =
        reader_text(batch, r, &slot->slot, &out->room);
    if (slot->field->type == CXM_TYPE_TEXT) {
        if (slot->field->bit == CXM_FIELD_SURVEY)
            read_survey(text.bytes, text.length, out);
        return;
    }
    const int status =
        read_value(slot, text.bytes, text.length, out, seen, &value, &error);
    if (reader->marks_open && slot->field->type != CXM_TYPE_TIME)
        fields_note_marks(&slot->style, text.bytes, text.length, status, out);
    if (status < 0) {
        bad_cell(slot, out, status, &error);
    } else if (status == CELL_VALUE) {
        out->have |= slot->field->bit;
        store(slot->field, value, out);
        if (slot->field->type == CXM_TYPE_TIME)
            out->time[slot->bit] = value;
        if (slot->field->type == CXM_TYPE_RATING)
            note_score(&seen[slot->bit], value);
    }
}
