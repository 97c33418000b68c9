/* SPDX-License-Identifier: MIT */
#include "fields.h"

#include "able.h"
#include "message.h"
#include "noted.h"
#include "text.h"

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
    f->field = 0;
    f->status = status;
    snprintf(f->text, sizeof f->text, "%s", text);
}

/* Which field and column a message means by FIELD=COLUMN. */
static void name_column(const struct field_slot *slot, const char *text,
                        char *out, size_t size)
{
    static const char mark[] = "FIELD=COLUMN";
    const char *found;
    size_t used = 0;
    while ((found = strstr(text, mark)) != NULL && used < size) {
        const int n = snprintf(out + used, size - used, "%.*s%s=#%lu",
                               (int)(found - text), text, slot->field->name,
                               (unsigned long)slot->slot.column + 1);
        used += (size_t)n;
        text = found + sizeof mark - 1;
    }
    if (used < size)
        snprintf(out + used, size - used, "%s", text);
}

static void bad_cell(const struct field_slot *slot, struct row_reading *out,
                     int status, const struct cxm_error *error)
{
    char text[sizeof error->text];
    if (slot->optional)
        return;
    out->bad |= slot->field->bit;
    /* An answer that cannot be read is still an answer. */
    if (slot->field->type == CXM_TYPE_RATING)
        out->have |= slot->field->bit;
    /* A count out of range is not off the scale of a KPI that has one. */
    if (slot->field->type != CXM_TYPE_RATING && status == CXM_ERANGE)
        status = CXM_EINVAL;
    name_column(slot, error->text, text, sizeof text);
    const size_t before = out->n_faults;
    fields_fault(out, slot->slot.column, status, text);
    if (out->n_faults > before)
        out->fault[before].field = slot->field->bit;
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
    else if (strcmp(rating.scale, "1:5") != 0 &&
             (!seen->labels || strcmp(rating.scale, seen->labels) < 0))
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
        out->survey[i] = text_small(text[i]);
    out->survey[i] = '\0';
    out->response.survey = i ? out->survey : NULL;
}

/* Of a status: a word that is not known and decides nothing. */
#define WORD_UNKNOWN 2

/*
 * A word that is not known: where a column of times tells what is solved, the
 * status is no more than missing.
 */
static int read_status(const struct field_slot *slot, const char *text,
                       size_t n, int64_t *status, struct cxm_error *error)
{
    if (!slot->timed)
        return cell_status(&slot->style, text, n, status, error);
    const int read = cell_status(&slot->style, text, n, status, NULL);
    return read < 0 ? WORD_UNKNOWN : read;
}

static void note_unknown(const struct reader *reader,
                         const struct field_slot *slot,
                         const struct csv_batch *batch, uint32_t r,
                         struct cxm_bytes text, struct row_reading *out)
{
    struct remarks *remarks = &out->remarks;
    if (out->filtered || remarks->unknown++ > 0)
        return;
    remarks->unknown_line = csv_line(reader->csv, batch, r);
    remarks->unknown_column = slot->slot.column;
    cell_quote(&slot->style, text.bytes, text.length, remarks->unknown_text);
}

static int read_new_word(const struct field_slot *slot, const char *text,
                         size_t n, int64_t *value, struct cxm_error *error)
{
    switch (slot->field->type) {
    case CXM_TYPE_FLAG:
        return cell_flag(&slot->style, slot->field->bit, text, n, value, error);
    case CXM_TYPE_STATUS:
        return read_status(slot, text, n, value, error);
    default:
        return cell_direction(&slot->style, slot->yes, text, n, value, error);
    }
}

/* One of few words; what cannot be read has a message, made each time. */
static int read_word(const struct field_slot *slot, const char *text, size_t n,
                     int64_t *value, struct cxm_error *error)
{
    const struct recalled *known = recall_find(slot->recall, text, n);
    if (known) {
        *value = known->value;
        return known->status;
    }
    const int status = read_new_word(slot, text, n, value, error);
    if (status >= 0)
        recall_keep(slot->recall, text, n, status, *value);
    return status;
}

static int read_value(const struct field_slot *slot, const char *text, size_t n,
                      struct row_reading *out, struct seen *seen,
                      int64_t *value, struct cxm_error *error)
{
    const struct cell_style *style = &slot->style;
    switch (slot->field->type) {
    case CXM_TYPE_TIME:
        return cell_time(style, text, n, value, error);
    case CXM_TYPE_RATING:
        return read_rating(slot, text, n, out, &seen[slot->bit], value, error);
    case CXM_TYPE_WHOLE:
        return cell_whole(style, text, n, value, error);
    case CXM_TYPE_STATE:
        return cell_state(style, text, n, value, error);
    case CXM_TYPE_DURATION:
        return cell_duration(style, slot->unit, text, n, value, error);
    case CXM_TYPE_FLAG:
    case CXM_TYPE_STATUS:
    case CXM_TYPE_DIRECTION:
        return read_word(slot, text, n, value, error);
    default:
        return cell_decimal(style, text, n, value, &out->rounded, error);
    }
}

static void store_at(void *record, size_t offset, int64_t value)
{
    if (offset != CXM_FIELD_NOWHERE)
        memcpy((char *)record + offset, &value, sizeof value);
}

void fields_store(const struct field_slot *slot, int64_t value,
                  struct row_reading *out)
{
    out->have |= slot->field->bit;
    if (slot->field->type == CXM_TYPE_TIME)
        out->time[slot->bit] = value;
    store_at(&out->response, slot->response_offset, value);
    store_at(&out->row, slot->row_offset, value);
    store_at(&out->ticket, slot->ticket_offset, value);
}

int64_t fields_value(const struct field_slot *slot,
                     const struct row_reading *row)
{
    const void *record = &row->ticket;
    size_t offset = slot->ticket_offset;
    int64_t value;
    if (slot->field->type == CXM_TYPE_TIME)
        return row->time[slot->bit];
    if (slot->response_offset != CXM_FIELD_NOWHERE) {
        record = &row->response;
        offset = slot->response_offset;
    } else if (slot->row_offset != CXM_FIELD_NOWHERE) {
        record = &row->row;
        offset = slot->row_offset;
    }
    memcpy(&value, (const char *)record + offset, sizeof value);
    return value;
}

/* Can the cell be a number, so that its decimal mark matters? */
static int may_be_number(const struct field_slot *slot, const char *text,
                         size_t n)
{
    switch (slot->field->type) {
    case CXM_TYPE_RATING:
    case CXM_TYPE_DECIMAL:
    case CXM_TYPE_WHOLE:
        return 1;
    case CXM_TYPE_DURATION:
        for (size_t i = 0; i < n; i++)
            if (!memchr("0123456789.,", text[i], 12))
                return 0;
        return 1;
    default:
        return 0;
    }
}

/* Did the unit of the column matter?  It does not to 1:02:03, 1h and PT5M. */
static int is_bare(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char c = text_small(text[i]);
        if (c == ':' || (c >= 'a' && c <= 'z' && c != 'e'))
            return 0;
    }
    return 1;
}

/* A value was read: keep it, and what it shows of its column. */
static void keep_value(const struct field_slot *slot, struct cxm_bytes text,
                       int64_t value, struct seen *seen,
                       struct row_reading *out)
{
    fields_store(slot, value, out);
    if (slot->field->type == CXM_TYPE_RATING)
        note_score(&seen[slot->bit], value);
    if (slot->unit_unsaid && !slot->optional && value != 0 &&
        is_bare(text.bytes, text.length))
        out->bare |= slot->field->bit;
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
    if (reader->marks_open && may_be_number(slot, text.bytes, text.length))
        noted_marks(&slot->style, text.bytes, text.length, status, out);
    if (status < 0)
        bad_cell(slot, out, status, &error);
    else if (status == CELL_VALUE)
        keep_value(slot, text, value, seen, out);
    else if (status == WORD_UNKNOWN)
        note_unknown(reader, slot, batch, r, text, out);
}

void fields_slot(const struct input *input, size_t index,
                 struct field_slot *slot)
{
    const struct cxm_field *field = cxm_field_at(index);
    const struct column_ref *ref = &input->binding.field[index];
    slot->response_offset = cxm_field_offset(field, CXM_RECORD_RESPONSE);
    slot->row_offset = cxm_field_offset(field, CXM_RECORD_ROW);
    slot->ticket_offset = cxm_field_offset(field, CXM_RECORD_TICKET);
    if (field->type == CXM_TYPE_DURATION && ref->unit)
        slot->unit = unit_find(ref->unit, strlen(ref->unit));
    slot->unit_unsaid = ref->unit_from == UNIT_FROM_DEFAULT;
    /* A row that stands for none must not stand for one. */
    if (field->bit == CXM_FIELD_COUNT)
        slot->style.zero_is_missing = 0;
    slot->yes = cell_direction_of(input_column_name(input, ref->column));
    if (field->type == CXM_TYPE_FLAG || field->type == CXM_TYPE_STATUS ||
        field->type == CXM_TYPE_DIRECTION) {
        slot->recall = message_alloc(NULL, sizeof *slot->recall);
        memset(slot->recall, 0, sizeof *slot->recall);
    }
    slot->timed =
        (input->binding.mapped & (CXM_FIELD_SOLVED | CXM_FIELD_CLOSED |
                                  CXM_FIELD_RESOLUTION_TIME)) != 0;
}

void fields_slot_free(struct field_slot *slot)
{
    free(slot->recall);
}

/* What two times give, if they are there: see cxm_ticket_derive. */
#define SPANS                                                                  \
    (CXM_FIELD_FIRST_REPLY_TIME | CXM_FIELD_FIRST_RESOLUTION_TIME |            \
     CXM_FIELD_RESOLUTION_TIME | CXM_FIELD_WAIT | CXM_FIELD_TALK)

/* The cells of these fields are not used: nothing is wrong with them. */
static void forgive(struct row_reading *out, uint64_t fields)
{
    size_t n = 0;
    out->bare &= ~fields;
    if (!(out->bad & fields))
        return;
    out->bad &= ~fields;
    for (size_t i = 0; i < out->n_faults; i++)
        if (!(out->fault[i].field & fields))
            out->fault[n++] = out->fault[i];
    out->n_faults = n;
}

void fields_derive(const struct reader *reader, struct row_reading *out)
{
    struct cxm_ticket *ticket = &out->ticket;
    const uint64_t before = out->have;
    const uint64_t spans = SPANS & ~reader->input->binding.explicit_;
    ticket->mapped = reader->input->binding.mapped;
    ticket->ready = reader->input->binding.explicit_;
    ticket->have = before & ~spans; /* Those it then has, two times gave. */
    cxm_ticket_derive(ticket);
    forgive(out, ticket->have & spans);
    ticket->have |= before;
    out->have = ticket->have;
    if (out->have & ~before & CXM_FIELD_SOLVED)
        out->time[bit_number(CXM_FIELD_SOLVED)] = ticket->solved;
}
