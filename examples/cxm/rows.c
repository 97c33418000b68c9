/* SPDX-License-Identifier: MIT */
/* reader_row: what the cells of one row say. */
#include "rows.h"

#include "fields.h"

#include "message.h"
#include "noted.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct cxm_bytes projected(const struct csv_batch *batch, uint32_t r,
                                  uint32_t index)
{
    const struct cxm_bytes none = {"", 0};
    if (index == COLUMN_NONE)
        return none;
    const struct csv_span span = batch->span[r * batch->columns + index];
    if (span.length == CSV_ABSENT)
        return none;
    const struct cxm_bytes text = {batch->bytes + span.at, span.length};
    return text;
}

char *room_for(struct room *room, size_t size)
{
    if (size > room->size) {
        room->bytes = message_alloc(room->bytes, size);
        room->size = size;
    }
    return room->bytes;
}

struct cxm_bytes reader_text(const struct csv_batch *batch, uint32_t r,
                             const struct slot *slot, struct room *room)
{
    struct cxm_bytes text = projected(batch, r, slot->index);
    if (slot->second == COLUMN_NONE)
        return text;
    const struct cxm_bytes second = projected(batch, r, slot->second);
    char *joined = room_for(room, text.length + 1 + second.length);
    memcpy(joined, text.bytes, text.length);
    joined[text.length] = ' ';
    memcpy(joined + text.length + 1, second.bytes, second.length);
    text.bytes = joined;
    text.length += 1 + second.length;
    return text;
}

/* ---- Conditions -------------------------------------------------------- */

/*
 * Does a condition hold?  A cell that could be read in two ways, of which one
 * meets it, decides nothing: the row is rejected.
 */
static int holds(const struct reader *reader, const struct expr *expr,
                 const struct slot *slot, const struct csv_batch *batch,
                 uint32_t r, struct row_reading *out)
{
    struct cxm_error error;
    const struct cell_style *style = &reader->input->style;
    const struct cxm_bytes text = reader_text(batch, r, slot, &out->room);
    const int holds = expr_holds(expr, style, text.bytes, text.length);
    if (holds >= 0)
        return holds;
    expr_doubt(expr, style, text.bytes, text.length, &error);
    fields_fault(out, slot->column, CXM_EINVAL, error.text);
    out->rejected = CXM_EINVAL;
    return 0;
}

static void test_conditions(const struct reader *reader,
                            const struct csv_batch *batch, uint32_t r,
                            struct row_reading *out)
{
    const struct settings *s = reader->settings;
    for (size_t i = 0; i < s->n_drop; i++)
        out->dropped |=
            holds(reader, &s->drop[i], &reader->drop[i], batch, r, out);
    for (size_t i = 0; i < s->n_where; i++)
        out->filtered |=
            !holds(reader, &s->where[i], &reader->where[i], batch, r, out);
    if (out->rejected)
        out->dropped = out->filtered = 0;
}

/* ---- Measuring --------------------------------------------------------- */

/* A condition: 1 or 0, or missing. */
static void read_expr(const struct reader *reader, const struct expr *expr,
                      const struct slot *slot, struct cxm_bytes text,
                      struct cxm_row_value *value, struct row_reading *out)
{
    struct cxm_error error;
    const struct cell_style *style = &reader->input->style;
    const int test = expr_test(expr, style, text.bytes, text.length);
    value->have = test < 0 ? CXM_EINVAL : test != EXPR_MISSING;
    value->value = test == EXPR_TRUE;
    if (test < 0) {
        expr_doubt(expr, style, text.bytes, text.length, &error);
        fields_fault(out, slot->column, CXM_EINVAL, error.text);
    }
}

static void read_number(const struct reader *reader, const struct slot *slot,
                        struct cxm_bytes text, struct cxm_row_value *value,
                        struct row_reading *out)
{
    struct cxm_error error;
    const struct cell_style *style = &reader->input->style;
    const int status = cell_decimal(style, text.bytes, text.length,
                                    &value->value, &out->rounded, &error);
    if (reader->marks_open)
        noted_marks(style, text.bytes, text.length, status, out);
    value->have = status == CELL_VALUE;
    if (status < 0) {
        value->have = CXM_EINVAL;
        fields_fault(out, slot->column, CXM_EINVAL, error.text);
    }
}

/* The first limit that a column's cell asks for; n_targets: none. */
static size_t find_target(const struct reader *reader,
                          const struct kpi_slot *kpi, size_t column,
                          struct cxm_bytes text)
{
    size_t i = 0;
    if (cell_is_missing(&reader->input->style, text.bytes, text.length))
        return kpi->n_targets;
    while (i < kpi->n_targets &&
           (kpi->target[i].column != column ||
            !text_same(text.bytes, text.length, kpi->target[i].value,
                       kpi->target[i].length)))
        i++;
    return i;
}

static size_t target_of(const struct reader *reader, const struct kpi_slot *kpi,
                        size_t column, struct cxm_bytes text)
{
    struct recall *recall = &kpi->column[column].recall;
    const struct recalled *known = recall_find(recall, text.bytes, text.length);
    if (known)
        return (size_t)known->value;
    const size_t found = find_target(reader, kpi, column, text);
    recall_keep(recall, text.bytes, text.length, CELL_VALUE, (int64_t)found);
    return found;
}

/* The index of the first limit that is the row's. */
static void read_target(const struct reader *reader, const struct kpi_slot *kpi,
                        const struct csv_batch *batch, uint32_t r,
                        struct cxm_row_value *value, struct row_reading *out)
{
    size_t first = kpi->n_targets;
    for (size_t c = 0; c < kpi->n_columns; c++) {
        const struct cxm_bytes text =
            reader_text(batch, r, &kpi->column[c].slot, &out->room);
        const size_t found = target_of(reader, kpi, c, text);
        if (found < first)
            first = found;
    }
    value->have = first < kpi->n_targets;
    value->value = (int64_t)first;
}

/* What this row says to an option that looks at columns. */
static void read_option(const struct reader *reader, size_t k, size_t i,
                        const struct csv_batch *batch, uint32_t r,
                        struct row_reading *out)
{
    const struct planned *p = &reader->plan->kpi[k];
    const struct kpi_slot *kpi = &reader->kpi[k];
    const struct slot *slot = &kpi->option[i];
    struct cxm_row_value *value = &out->value[i];
    memset(value, 0, sizeof *value);
    if (kpi->n_targets && strcmp(p->kpi->define[i].type, "targets") == 0)
        read_target(reader, kpi, batch, r, value, out);
    if (slot->index == COLUMN_NONE)
        return;
    const struct cxm_bytes text = reader_text(batch, r, slot, &out->room);
    if (p->expr[i].name)
        read_expr(reader, &p->expr[i], slot, text, value, out);
    else
        read_number(reader, slot, text, value, out);
}

/* The first fault among the fields of a set, for its status. */
static int status_of(const struct reader *reader, const struct row_reading *out,
                     uint64_t set)
{
    for (size_t i = 0; i < reader->n_fields; i++) {
        const struct field_slot *slot = &reader->field[i];
        if (!(slot->field->bit & set & out->bad))
            continue;
        for (size_t f = 0; f < out->n_faults; f++)
            if (out->fault[f].column == slot->slot.column)
                return out->fault[f].status;
    }
    return CXM_EINVAL;
}

static uint32_t column_of(const struct reader *reader, uint64_t set)
{
    for (size_t i = 0; i < reader->n_fields; i++)
        if (reader->field[i].field->bit & set)
            return reader->field[i].slot.column;
    return COLUMN_NONE;
}

/* The column to name where a KPI refuses a row as a whole. */
static uint32_t fault_column(const struct reader *reader, size_t k,
                             const struct cxm_error *error)
{
    const struct planned *p = &reader->plan->kpi[k];
    const struct cxm_field *field = cxm_field_find(error->field);
    if (reader->kpi[k].record == CXM_RECORD_TICKET)
        return field ? column_of(reader, field->bit) : COLUMN_NONE;
    for (size_t i = 0; i < p->n_options; i++)
        if (reader->kpi[k].option[i].index != COLUMN_NONE)
            return reader->kpi[k].option[i].column;
    return column_of(reader, p->kpi->needs ? p->kpi->needs : CXM_FIELD_COUNT);
}

static void measure(const struct reader *reader, size_t k,
                    const struct csv_batch *batch, uint32_t r,
                    struct row_reading *out)
{
    struct cxm_error error;
    const struct planned *p = &reader->plan->kpi[k];
    const uint32_t record = reader->kpi[k].record;
    struct cxm_observation *o = &out->observation[k];
    const size_t before = out->n_faults;
    const int looks = reader->kpi[k].looks && record != CXM_RECORD_RESPONSE;
    const struct cxm_row_value *value = looks ? out->value : out->no_value;
    int verdict;
    for (size_t i = 0; looks && i < p->n_options; i++)
        read_option(reader, k, i, batch, r, out);
    if (record == CXM_RECORD_RESPONSE) {
        verdict = cxm_def_measure_response(p->def, &out->response, o, &error);
    } else if (record == CXM_RECORD_TICKET) {
        out->ticket.n = (uint32_t)p->n_options;
        out->ticket.option = value;
        verdict = cxm_def_measure_ticket(p->def, &out->ticket,
                                         CXM_AS_OF_UNKNOWN, o, &error);
    } else {
        out->row.n = (uint32_t)p->n_options;
        out->row.option = value;
        verdict = cxm_def_measure_row(p->def, &out->row, o, &error);
    }
    if (verdict < 0 && out->n_faults == before)
        fields_fault(out, fault_column(reader, k, &error), verdict, error.text);
}

void reader_judge(const struct reader *reader, size_t k,
                  const struct csv_batch *batch, uint32_t r,
                  struct row_reading *out)
{
    const struct kpi_slot *kpi = &reader->kpi[k];
    struct cxm_observation *o = &out->observation[k];
    const uint64_t bad = out->bad & (kpi->rests | CXM_FIELD_COUNT |
                                     (reader->times ? kpi->place : 0));
    if (kpi->able && !bad && !out->rejected) {
        measure(reader, k, batch, r, out);
        return;
    }
    memset(o, 0, sizeof *o);
    if (!kpi->able)
        o->verdict = CXM_INELIGIBLE;
    else
        o->verdict =
            out->rejected ? out->rejected : status_of(reader, out, bad);
}

/* A row with more fields than the header has cannot be trusted. */
static void too_long(const struct reader *reader, uint32_t fields,
                     struct row_reading *out)
{
    char text[120];
    snprintf(text, sizeof text, "%u fields, and the header has %zu", fields,
             reader->input->header.columns);
    fields_fault(out, (uint32_t)reader->input->header.columns, CXM_ESYNTAX,
                 text);
    out->rejected = CXM_ESYNTAX;
}

void row_reading_start(struct row_reading *row, const struct reader *reader)
{
    static const struct cxm_response response = CXM_RESPONSE_INIT;
    static const struct cxm_row plain = CXM_ROW_INIT;
    static const struct cxm_ticket ticket = CXM_TICKET_INIT;
    const struct binding *binding = &reader->input->binding;
    row->response = response;
    row->row = plain;
    row->ticket = ticket;
    row->response.mapped = row->row.mapped = binding->mapped;
    row->ticket.mapped = binding->mapped;
    row->ticket.ready = binding->explicit_;
    row->rounded = 0;
    row->point_read = row->comma_refused = 0;
    memset(&row->remarks, 0, sizeof row->remarks);
}

/* What a record does not have, nobody reads: only masks must be reset. */
void row_reading_reset(struct row_reading *out)
{
    out->dropped = out->filtered = out->rejected = 0;
    out->have = out->bad = out->bare = 0;
    out->n_faults = 0;
    out->response.survey = NULL;
}

void reader_row(const struct reader *reader, const struct csv_batch *batch,
                uint32_t r, struct seen *seen, struct row_reading *out)
{
    row_reading_reset(out);
    if (batch->fields[r] > reader->input->header.columns)
        too_long(reader, batch->fields[r], out);
    else
        test_conditions(reader, batch, r, out);
    if (out->dropped)
        return;
    /* Of what is not reported only the times matter: they are those of the
     * input. */
    for (size_t i = 0; i < reader->n_fields && !out->rejected; i++)
        if (!out->filtered || reader->field[i].field->type == CXM_TYPE_TIME)
            fields_read(reader, &reader->field[i], batch, r, seen, out);
    reader_judge_all(reader, batch, r, out);
}

void reader_judge_all(const struct reader *reader,
                      const struct csv_batch *batch, uint32_t r,
                      struct row_reading *out)
{
    if (reader->tickets) {
        out->ticket.have = out->have;
        fields_derive(reader, out);
    }
    out->remarks.bare |= out->filtered ? 0 : out->bare;
    out->response.have = out->row.have = out->have;
    for (size_t k = 0; k < reader->plan->n; k++)
        reader_judge(reader, k, batch, r, out);
}
