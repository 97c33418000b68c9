/* SPDX-License-Identifier: MIT */
#include "bulk_inside.h"

#include "message.h"

#include <stdlib.h>
#include <string.h>

/* ---- What can be counted so -------------------------------------------- */

/* Is the column one, and read as it stands? */
static int is_single(const struct slot *slot)
{
    return slot->second == COLUMN_NONE;
}

static int are_plain_groups(const struct bulk *bulk)
{
    const struct settings *s = &bulk->run->settings;
    int plain = s->by.n <= BULK_KEYS && s->split.n == 0;
    for (size_t i = 0; i < s->by.n && plain; i++)
        plain = bulk->reader->by[i].kind == BY_COLUMN &&
                is_single(&bulk->reader->by[i].slot);
    for (size_t i = 0; i < s->n_where && plain; i++)
        plain = is_single(&bulk->reader->where[i]);
    return plain;
}

static size_t lane_of(const struct reader *reader, uint64_t bit)
{
    size_t i = 0;
    while (i < reader->n_fields && reader->field[i].field->bit != bit)
        i++;
    return i < reader->n_fields ? i : BULK_NO_LANE;
}

/* All KPIs are placed by one date, which there is, or by none. */
static int is_placed_alike(const struct bulk *bulk)
{
    const struct settings *s = &bulk->run->settings;
    if (!s->has_period && !s->has_since && !s->has_until)
        return 1;
    for (size_t k = 0; k < bulk->run->plan.n; k++)
        if (bulk->reader->kpi[k].twin != 0)
            return 0;
    return lane_of(bulk->reader, bulk->reader->kpi[0].place) != BULK_NO_LANE;
}

/* One column may ask for several things: then each row says what it means. */
static int is_spread(const struct reader *reader)
{
    return (reader->input->binding.mapped & CXM_FIELD_SURVEY) != 0;
}

static int make_lanes(struct bulk *bulk)
{
    const struct reader *reader = bulk->reader;
    int plain = 1;
    bulk->lane = message_alloc(NULL, reader->n_fields * sizeof *bulk->lane);
    memset(bulk->lane, 0, reader->n_fields * sizeof *bulk->lane);
    for (size_t i = 0; i < reader->n_fields; i++)
        plain &= lane_make(&bulk->lane[i], &reader->field[i]);
    return plain;
}

/* ---- How each KPI is counted ------------------------------------------- */

/* Does an option read numbers from a column? */
static int reads_numbers(const struct reader *reader, size_t k)
{
    const struct planned *p = &reader->plan->kpi[k];
    const struct kpi_slot *kpi = &reader->kpi[k];
    for (size_t i = 0; kpi->able && i < p->n_options; i++)
        if (kpi->option[i].index != COLUMN_NONE && !p->expr[i].name)
            return 1;
    return 0;
}

/* What is noted of such numbers (their marks, their rounding) is noted of rows
 * that are left out, too; here nobody would look at them. */
static int reads_left_out(const struct bulk *bulk)
{
    const struct settings *s = &bulk->run->settings;
    int numbers = 0;
    for (size_t k = 0; k < bulk->run->plan.n; k++)
        numbers |= reads_numbers(bulk->reader, k);
    return numbers && (s->n_where || s->has_since || s->has_until);
}

/* The fields of the file that a KPI looks at: more than its verdict rests on,
 * for a cell that is not read may say something, too. */
static uint64_t looks_at(const struct bulk *bulk, size_t k)
{
    const struct reader *reader = bulk->reader;
    const uint64_t uses =
        reader->plan->kpi[k].kpi->uses | reader->kpi[k].rests | CXM_FIELD_COUNT;
    uint64_t fields = 0;
    for (size_t i = 0; reader->kpi[k].able && i < reader->n_fields; i++)
        fields |= reader->field[i].field->bit & uses;
    return fields;
}

/* Does one column of words tell all, or is there nothing to be told? */
static int is_told_by_words(const struct bulk *bulk, size_t k)
{
    const struct kpi_slot *kpi = &bulk->reader->kpi[k];
    const uint64_t fields = looks_at(bulk, k);
    if (!kpi->able)
        return 1;
    if (kpi->record == CXM_RECORD_TICKET || kpi->looks ||
        fields & CXM_FIELD_COUNT || (fields & (fields - 1)) != 0)
        return 0;
    return fields == 0 ||
           bulk->lane[lane_of(bulk->reader, fields)].kind == LANE_WORDS;
}

/* What every row says to a KPI that looks at none of its fields. */
static int say_always(struct bulk *bulk, size_t k)
{
    struct row_reading *row = &bulk->work->row;
    row_reading_reset(row);
    row->response.have = row->row.have = 0;
    reader_judge(bulk->reader, k, NULL, 0, row);
    bulk->kpi[k].said[0] = row->observation[k];
    return row->observation[k].verdict >= 0;
}

static int plan_kpi(struct bulk *bulk, size_t k)
{
    struct bulk_kpi *kpi = &bulk->kpi[k];
    const uint64_t fields = looks_at(bulk, k);
    kpi->at = bulk->width;
    kpi->arity = cxm_def_arity(bulk->run->plan.kpi[k].def);
    kpi->measured = !is_told_by_words(bulk, k);
    kpi->lane = kpi->measured || fields == 0 ? BULK_NO_LANE
                                             : lane_of(bulk->reader, fields);
    kpi->width = kpi->measured               ? CXM_INELIGIBLE + 1
                 : kpi->lane == BULK_NO_LANE ? 1
                                             : LANE_WORDS_MOST;
    kpi->column = bulk->columns;
    bulk->width += kpi->width;
    if (kpi->measured) {
        bulk->any_measured = 1;
        bulk->columns += kpi->arity;
    }
    return kpi->measured || kpi->lane != BULK_NO_LANE || say_always(bulk, k);
}

/* A new word: what it says to the KPIs that rest on it.  A rejected one is to
 * be shown with its row. */
static int learned(void *context, const struct lane *lane, uint32_t word,
                   const struct csv_batch *batch, uint32_t r)
{
    struct bulk *bulk = context;
    struct row_reading *row = &bulk->work->row;
    row->response.have = row->row.have = row->have;
    for (size_t k = 0; k < bulk->run->plan.n; k++) {
        struct bulk_kpi *kpi = &bulk->kpi[k];
        if (kpi->lane == BULK_NO_LANE || &bulk->lane[kpi->lane] != lane)
            continue;
        reader_judge(bulk->reader, k, batch, r, row);
        kpi->said[word] = row->observation[k];
        if (row->observation[k].verdict < 0)
            return 0;
    }
    return 1;
}

/* ---- Making ------------------------------------------------------------ */

static void make_memos(struct bulk *bulk)
{
    const struct settings *s = &bulk->run->settings;
    bulk->where = message_alloc(NULL, s->n_where * sizeof *bulk->where);
    for (size_t i = 0; i < s->n_where; i++)
        memo_make(&bulk->where[i].memo, BULK_TEXTS);
    bulk->by = message_alloc(NULL, s->by.n * sizeof *bulk->by);
    for (size_t i = 0; i < s->by.n; i++)
        memo_make(&bulk->by[i], BULK_TEXTS);
}

static int make_kpis(struct bulk *bulk)
{
    const size_t n = bulk->run->plan.n;
    int plain = 1;
    bulk->kpi = message_alloc(NULL, n * sizeof *bulk->kpi);
    memset(bulk->kpi, 0, n * sizeof *bulk->kpi);
    for (size_t k = 0; k < n; k++)
        plain &= plan_kpi(bulk, k);
    return plain;
}

/* What each row is placed by, and how many places there is room for. */
static void make_slots(struct bulk *bulk)
{
    const struct settings *s = &bulk->run->settings;
    const size_t bytes = bulk->columns * BULK_COLUMN * sizeof(int64_t) +
                         bulk->width * sizeof *bulk->count;
    bulk->placed = s->has_period || s->has_since || s->has_until;
    bulk->date = lane_of(bulk->reader, bulk->reader->kpi[0].place);
    bulk->most_slots = BULK_SLOTS;
    while (bytes * bulk->most_slots > BULK_BYTES && bulk->most_slots > 8)
        bulk->most_slots /= 2;
    bulk->places = 4 * bulk->most_slots;
    bulk->place = message_zeroed(bulk->places * sizeof *bulk->place);
}

struct bulk *bulk_make(const struct run *run, struct share *share,
                       const struct reader *reader, struct work *work)
{
    const int by_id = share->revise && reader->id.index != COLUMN_NONE;
    struct bulk *bulk = message_alloc(NULL, sizeof *bulk);
    memset(bulk, 0, sizeof *bulk);
    bulk->run = run;
    bulk->share = share;
    bulk->reader = reader;
    bulk->work = work;
    bulk->with = (struct lane_reader){reader, share->seen, &work->row};
    bulk->pupil = (struct lane_pupil){learned, bulk};
    if (by_id || run->settings.n_drop || is_spread(reader) ||
        !are_plain_groups(bulk) || !is_placed_alike(bulk) ||
        reads_left_out(bulk) || !make_lanes(bulk) || !make_kpis(bulk)) {
        bulk_free(bulk);
        return NULL;
    }
    make_memos(bulk);
    make_slots(bulk);
    return bulk;
}

void bulk_free(struct bulk *bulk)
{
    if (!bulk)
        return;
    for (size_t i = 0; bulk->lane && i < bulk->reader->n_fields; i++)
        lane_free(&bulk->lane[i]);
    for (size_t i = 0; bulk->where && i < bulk->run->settings.n_where; i++)
        memo_free(&bulk->where[i].memo);
    for (size_t i = 0; bulk->by && i < bulk->run->settings.by.n; i++)
        memo_free(&bulk->by[i]);
    for (size_t i = 0; i < bulk->made_slots; i++) {
        free(bulk->slot[i].columns);
        free(bulk->slot[i].collected);
    }
    free(bulk->slot);
    free(bulk->place);
    free(bulk->lane);
    free(bulk->where);
    free(bulk->by);
    free(bulk->kpi);
    free(bulk->count);
    free(bulk);
}
