/* SPDX-License-Identifier: MIT */
#include "lane.h"

#include "fields.h"
#include "lane_plain.h"
#include "message.h"
#include "noted.h"

#include <stdlib.h>
#include <string.h>

#define BRIEF      2 /* bytes of a text that is looked up by its bytes */
#define BRIEF_ROOM ((size_t)(BRIEF + 1) << 8 * BRIEF)

static int kind_of(const struct cxm_field *field)
{
    switch (field->type) {
    case CXM_TYPE_TIME:
        return LANE_TIMES;
    case CXM_TYPE_WHOLE:
    case CXM_TYPE_DECIMAL:
    case CXM_TYPE_DURATION:
        return LANE_NUMBERS;
    default:
        return LANE_WORDS;
    }
}

/* A text is in no record, and nor are the fields that nothing measures. */
static int has_value(const struct field_slot *slot)
{
    return slot->field->type != CXM_TYPE_TEXT &&
           (slot->field->type == CXM_TYPE_TIME ||
            slot->response_offset != CXM_FIELD_NOWHERE ||
            slot->row_offset != CXM_FIELD_NOWHERE ||
            slot->ticket_offset != CXM_FIELD_NOWHERE);
}

int lane_make(struct lane *lane, const struct field_slot *slot)
{
    memset(lane, 0, sizeof *lane);
    lane->slot = slot;
    lane->kind = kind_of(slot->field);
    if (slot->slot.second != COLUMN_NONE || !has_value(slot))
        return 0;
    if (lane->kind == LANE_WORDS) {
        memo_make(&lane->memo, LANE_WORDS_MOST);
        lane->brief = message_zeroed(BRIEF_ROOM);
    }
    if (lane->kind == LANE_NUMBERS)
        lane->unit = lane_unit(slot);
    if (lane->kind == LANE_TIMES && !lane_has_null(&slot->style)) {
        lane->day = message_alloc(NULL, LANE_DAYS * sizeof *lane->day);
        memset(lane->day, 0, LANE_DAYS * sizeof *lane->day);
        lane->length = SIZE_MAX; /* of none */
    }
    return 1;
}

void lane_free(struct lane *lane)
{
    if (lane->kind == LANE_WORDS && lane->memo.place)
        memo_free(&lane->memo);
    free(lane->day);
    free(lane->brief);
}

/*
 * One cell, read as any cell is, but for nothing else of its row: so that it
 * cannot be more than its value.
 */
static int read_cell(const struct lane *lane, const struct lane_reader *with,
                     const struct csv_batch *batch, uint32_t r, int64_t *value)
{
    struct row_reading *row = with->row;
    const struct noted before = noted_of(row);
    const uint64_t bit = lane->slot->field->bit;
    row_reading_reset(row);
    fields_read(with->reader, lane->slot, batch, r, with->seen, row);
    if (noted_forget(row, &before) || row->n_faults || row->bad ||
        (row->have & ~bit))
        return LANE_ODD;
    if (!(row->have & bit))
        return LANE_MISSING;
    *value = fields_value(lane->slot, row);
    return LANE_VALUE;
}

/* ---- Words ------------------------------------------------------------- */

/* A word that is odd is not remembered: it may not be so the next time. */
static uint32_t learn(struct lane *lane, const struct lane_reader *with,
                      const struct csv_batch *batch, uint32_t r,
                      const struct lane_pupil *pupil)
{
    const uint32_t n = lane->memo.n;
    const struct cxm_bytes text = lane_text(batch, r, &lane->slot->slot);
    if (n == lane->memo.most || text.length > MEMO_LONGEST)
        return MEMO_NONE;
    const int state = read_cell(lane, with, batch, r, &lane->said[n]);
    lane->said_state[n] = (uint8_t)state;
    if (state == LANE_ODD ||
        (pupil && !pupil->learned(pupil->context, lane, n, batch, r)))
        return MEMO_NONE;
    return memo_add(&lane->memo, text.bytes, text.length);
}

/*
 * The place of a text of two bytes at most in lane->brief.  Its length is part
 * of it, for a byte may be 0.
 */
static size_t brief_of(const char *text, uint32_t n)
{
    static const uint32_t mask[] = {0, 0xff, 0xffff};
    const unsigned char *b = (const unsigned char *)text;
    return (((uint32_t)b[0] | (uint32_t)b[1] << 8) & mask[n]) | n << 16;
}

static uint32_t find_word(struct lane *lane, const struct lane_reader *with,
                          const struct csv_batch *batch, uint32_t r,
                          const struct lane_pupil *pupil)
{
    const struct cxm_bytes text = lane_text(batch, r, &lane->slot->slot);
    uint32_t word = memo_find(&lane->memo, text.bytes, text.length);
    if (word == MEMO_NONE)
        word = learn(lane, with, batch, r, pupil);
    if (word != MEMO_NONE && text.length <= BRIEF)
        lane->brief[brief_of(text.bytes, (uint32_t)text.length)] =
            (uint8_t)(word + 1);
    return word;
}

/*
 * Most ratings are of one or two digits, or not there.  What the loops below
 * use is in variables of their own: a store of a byte could change any other.
 */
static void read_words(struct lane *lane, const struct lane_reader *with,
                       const struct csv_batch *batch,
                       const struct lane_rows *rows,
                       const struct lane_pupil *pupil, uint8_t *odd)
{
    const struct csv_span *spans = batch->span + lane->slot->slot.index;
    const char *bytes = batch->bytes;
    const uint8_t *brief = lane->brief;
    const size_t columns = batch->columns;
    const size_t n = rows->n;
    for (size_t i = 0; i < n; i++) {
        const uint32_t r = rows->row[i];
        const struct csv_span span = spans[r * columns];
        uint32_t word = 0;
        if (span.length <= BRIEF)
            word = brief[brief_of(bytes + span.at, span.length)];
        if (word == 0) {
            word = find_word(lane, with, batch, r, pupil) + 1;
            odd[r] |= word == 0;
        }
        lane->word[r] = (uint16_t)(word - 1);
    }
}

/* ---- Numbers ----------------------------------------------------------- */

/* Are bare numbers what they seem, or is there something to be said of them? */
static int is_silent(const struct lane *lane, const struct lane_reader *with)
{
    const struct field_slot *slot = lane->slot;
    return lane->unit != 0 && (!slot->unit_unsaid || (with->row->remarks.bare &
                                                      slot->field->bit) != 0);
}

static void read_numbers(struct lane *lane, const struct lane_reader *with,
                         const struct csv_batch *batch,
                         const struct lane_rows *rows, uint8_t *odd)
{
    const int64_t unit = is_silent(lane, with) ? lane->unit : 0;
    const size_t n = rows->n;
    for (size_t i = 0; i < n; i++) {
        const uint32_t r = rows->row[i];
        const struct cxm_bytes text = lane_text(batch, r, &lane->slot->slot);
        int state = LANE_VALUE;
        int64_t value = 0;
        if (text.length == 0)
            state = LANE_MISSING;
        else if (!unit || !lane_number(text, unit, &value))
            state = read_cell(lane, with, batch, r, &value);
        lane->value[r] = value;
        lane->state[r] = (uint8_t)state;
        if (state == LANE_ODD)
            odd[r] = 1;
    }
}

/* ---- Times ------------------------------------------------------------- */

static void read_times(struct lane *lane, const struct lane_reader *with,
                       const struct csv_batch *batch,
                       const struct lane_rows *rows, uint8_t *odd)
{
    const struct lane_day *day = lane->day;
    const size_t n = rows->n;
    int64_t first = INT64_MAX;
    int64_t last = INT64_MIN;
    for (size_t i = 0; i < n; i++) {
        const uint32_t r = rows->row[i];
        const struct cxm_bytes text = lane_text(batch, r, &lane->slot->slot);
        int state = LANE_VALUE;
        int64_t ms = 0;
        if (!day || !lane_time(lane, text, &day, &ms))
            state = read_cell(lane, with, batch, r, &ms);
        lane->value[r] = ms;
        lane->state[r] = (uint8_t)state;
        if (state == LANE_VALUE) {
            first = ms < first ? ms : first;
            last = ms > last ? ms : last;
        } else if (state == LANE_ODD) {
            odd[r] = 1;
        }
    }
    lane->first = first;
    lane->last = last;
}

void lane_read(struct lane *lane, const struct lane_reader *with,
               const struct csv_batch *batch, const struct lane_rows *rows,
               const struct lane_pupil *pupil, uint8_t *odd)
{
    if (lane->kind == LANE_WORDS)
        read_words(lane, with, batch, rows, pupil, odd);
    else if (lane->kind == LANE_NUMBERS)
        read_numbers(lane, with, batch, rows, odd);
    else
        read_times(lane, with, batch, rows, odd);
}
