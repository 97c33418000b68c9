/* SPDX-License-Identifier: MIT */
/* bulk_count: a batch, column by column. */
#include "bulk_inside.h"

#include "fields.h"
#include "message.h"
#include "noted.h"

#include <string.h>

static void drop_odd(struct bulk *bulk, struct lane_rows *rows)
{
    size_t n = 0;
    if (!memchr(bulk->odd, 1, sizeof bulk->odd))
        return;
    for (size_t i = 0; i < rows->n; i++) {
        rows->row[n] = rows->row[i];
        n += !bulk->odd[rows->row[i]];
    }
    rows->n = n;
}

/* Footers and rows of too many fields are for the way of any row. */
static void take_rows(struct bulk *bulk, const struct csv_batch *batch)
{
    const struct input *input = bulk->reader->input;
    const uint32_t most = (uint32_t)input->header.columns;
    const uint32_t footer = input->layout->footer_fields;
    const uint32_t *fields = batch->fields;
    const uint32_t n = batch->rows;
    uint32_t odd = 0;
    memset(bulk->odd, 0, sizeof bulk->odd);
    bulk->all.n = n;
    for (uint32_t r = 0; r < n; r++) {
        bulk->all.row[r] = (uint16_t)r;
        odd |= (uint32_t)(fields[r] > most) | (uint32_t)(fields[r] == footer);
    }
    for (uint32_t r = 0; odd && r < n; r++)
        bulk->odd[r] = fields[r] > most || fields[r] == footer;
    drop_odd(bulk, &bulk->all);
}

/*
 * Times are those of the input, whatever is reported of it.  Those of a row
 * that is odd for another reason are noted twice.
 */
static void read_times(struct bulk *bulk, const struct csv_batch *batch)
{
    for (size_t i = 0; i < bulk->reader->n_fields; i++) {
        struct lane *lane = &bulk->lane[i];
        if (lane->kind != LANE_TIMES)
            continue;
        lane_read(lane, &bulk->with, batch, &bulk->all, NULL, bulk->odd);
        if (lane->first <= lane->last) {
            share_time(bulk->share, lane->first);
            share_time(bulk->share, lane->last);
        }
    }
}

/* ---- Choosing ---------------------------------------------------------- */

static uint8_t ask(struct bulk *bulk, struct bulk_where *where, size_t i,
                   struct cxm_bytes text)
{
    const int holds =
        expr_holds(&bulk->run->settings.where[i], &bulk->reader->input->style,
                   text.bytes, text.length);
    if (where->memo.n == where->memo.most)
        memo_clear(&where->memo);
    const uint32_t number = memo_add(&where->memo, text.bytes, text.length);
    const uint8_t answer = holds < 0 ? LANE_ODD : (uint8_t)holds;
    if (number != MEMO_NONE)
        where->holds[number] = answer;
    return answer;
}

/* Which rows meet a condition?  A text that could be read in two ways is odd,
 * whatever the others say. */
static void choose(struct bulk *bulk, const struct csv_batch *batch, size_t i)
{
    struct bulk_where *where = &bulk->where[i];
    const struct slot *slot = &bulk->reader->where[i];
    const int absent = slot->index == COLUMN_NONE;
    const uint8_t first = i == 0 ? 1 : 0;
    const size_t n = bulk->all.n;
    for (size_t j = 0; j < n; j++) {
        const uint32_t r = bulk->all.row[j];
        const struct cxm_bytes text = absent
                                          ? (struct cxm_bytes){batch->bytes, 0}
                                          : lane_text(batch, r, slot);
        const uint32_t number =
            memo_find(&where->memo, text.bytes, text.length);
        const uint8_t holds = number != MEMO_NONE ? where->holds[number]
                                                  : ask(bulk, where, i, text);
        if (holds == LANE_ODD)
            bulk->odd[r] = 1;
        bulk->meets[r] = (bulk->meets[r] | first) & holds;
    }
}

static void choose_rows(struct bulk *bulk, const struct csv_batch *batch)
{
    const size_t conditions = bulk->run->settings.n_where;
    const size_t rows = bulk->all.n;
    size_t n = 0;
    bulk->chosen = bulk->all;
    for (size_t i = 0; i < conditions; i++)
        choose(bulk, batch, i);
    for (size_t j = 0; conditions && j < rows; j++) {
        const uint16_t r = bulk->all.row[j];
        bulk->chosen.row[n] = r;
        n += bulk->meets[r];
    }
    bulk->chosen.n = conditions ? n : rows;
    drop_odd(bulk, &bulk->chosen);
}

/* ---- Counting ---------------------------------------------------------- */

/* A record of what the lanes have read. */
static void assemble(struct bulk *bulk, uint32_t r)
{
    struct row_reading *row = &bulk->work->row;
    row_reading_reset(row);
    for (size_t i = 0; i < bulk->reader->n_fields; i++) {
        const struct lane *lane = &bulk->lane[i];
        if (lane_state(lane, r) == LANE_VALUE)
            fields_store(lane->slot, lane_value(lane, r), row);
    }
}

/* The KPIs that look at each row. */
static int measure_row(struct bulk *bulk, const struct csv_batch *batch,
                       uint32_t r)
{
    struct row_reading *row = &bulk->work->row;
    struct bulk_slot *slot = &bulk->slot[bulk->slot_of[r]];
    const size_t n = bulk->run->plan.n;
    const struct noted before = noted_of(row);
    int end = EXIT_DONE;
    assemble(bulk, r);
    reader_judge_all(bulk->reader, batch, r, row);
    bulk->odd[r] |= noted_forget(row, &before) || row->n_faults != 0;
    for (size_t k = 0; k < n; k++)
        bulk->odd[r] |= row->observation[k].verdict < 0;
    if (bulk->odd[r])
        return EXIT_DONE;
    for (size_t k = 0; k < n && end == EXIT_DONE; k++)
        if (bulk->kpi[k].measured)
            end = bulk_collect(bulk, slot, k, &row->observation[k]);
    return end;
}

/* Rows that say the same in the same slot are but counted. */
static void count_words(struct bulk *bulk, const struct bulk_kpi *kpi,
                        const uint16_t *row, size_t n)
{
    static const uint16_t same[CSV_BATCH_ROWS];
    const uint16_t *word =
        kpi->lane == BULK_NO_LANE ? same : bulk->lane[kpi->lane].word;
    const uint16_t *slot = bulk->slot_of;
    const size_t width = bulk->width;
    uint32_t *count = bulk->count + kpi->at;
    if (bulk->n_slots > 1) {
        for (size_t i = 0; i < n; i++)
            count[slot[row[i]] * width + word[row[i]]]++;
    } else if (word == same) {
        count[0] += (uint32_t)n;
    } else {
        for (size_t i = 0; i < n; i++)
            count[word[row[i]]]++;
    }
}

static int count_rows(struct bulk *bulk, const struct csv_batch *batch,
                      size_t first, size_t end)
{
    struct lane_rows kept;
    int status = EXIT_DONE;
    kept.n = end - first;
    memcpy(kept.row, bulk->chosen.row + first, kept.n * sizeof *kept.row);
    for (size_t i = 0; bulk->any_measured && i < kept.n; i++)
        if (status == EXIT_DONE)
            status = measure_row(bulk, batch, kept.row[i]);
    drop_odd(bulk, &kept);
    for (size_t k = 0; k < bulk->run->plan.n; k++)
        if (!bulk->kpi[k].measured)
            count_words(bulk, &bulk->kpi[k], kept.row, kept.n);
    return status;
}

/* Row after row, as far as there is room for their groups. */
static int count_chosen(struct bulk *bulk, const struct csv_batch *batch)
{
    int status = EXIT_DONE;
    size_t i = 0;
    while (i < bulk->chosen.n && status == EXIT_DONE) {
        const size_t end = bulk_place(bulk, i);
        status = count_rows(bulk, batch, i, end);
        if (status == EXIT_DONE && end < bulk->chosen.n)
            status = bulk_flush(bulk);
        i = end;
    }
    return status;
}

/* ---- The batch --------------------------------------------------------- */

static int count_odd(struct bulk *bulk, const struct csv_batch *batch)
{
    int end = EXIT_DONE;
    for (uint32_t r = 0; r < batch->rows && end == EXIT_DONE; r++)
        if (bulk->odd[r])
            end = count_row(bulk->run, bulk->share, bulk->reader, batch, r,
                            bulk->work);
    return end;
}

int bulk_count(struct bulk *bulk, const struct csv_batch *batch)
{
    struct cxm_rows *rows = cxm_table_rows(bulk->share->table);
    int end = bulk_prepare(bulk);
    take_rows(bulk, batch);
    choose_rows(bulk, batch);
    drop_odd(bulk, &bulk->all);
    read_times(bulk, batch);
    for (size_t i = 0; i < bulk->reader->n_fields; i++)
        if (bulk->lane[i].kind != LANE_TIMES)
            lane_read(&bulk->lane[i], &bulk->with, batch, &bulk->chosen,
                      &bulk->pupil, bulk->odd);
    bulk_read_keys(bulk, batch);
    drop_odd(bulk, &bulk->chosen);
    bulk_choose_dates(bulk);
    if (end == EXIT_DONE)
        end = count_chosen(bulk, batch);
    drop_odd(bulk, &bulk->all);
    drop_odd(bulk, &bulk->chosen);
    rows->read += bulk->all.n;
    rows->filtered += bulk->all.n - bulk->chosen.n;
    bulk->rows += batch->rows;
    return end == EXIT_DONE ? count_odd(bulk, batch) : end;
}
