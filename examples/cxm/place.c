/* SPDX-License-Identifier: MIT */
#include "place.h"

#include "fields.h"
#include "message.h"
#include "split.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

static struct room *make_rooms(size_t n)
{
    struct room *rooms = message_alloc(NULL, n * sizeof *rooms);
    memset(rooms, 0, n * sizeof *rooms);
    return rooms;
}

static void free_rooms(struct room *rooms, size_t n)
{
    for (size_t i = 0; i < n; i++)
        free(rooms[i].bytes);
    free(rooms);
}

void work_make(struct work *work, const struct run *run)
{
    const size_t n = run->plan.n;
    const size_t by = run->settings.by.n;
    size_t options = 1;
    memset(work, 0, sizeof *work);
    for (size_t k = 0; k < n; k++)
        if (run->plan.kpi[k].n_options > options)
            options = run->plan.kpi[k].n_options;
    work->row.observation =
        message_alloc(NULL, n * sizeof *work->row.observation);
    work->row.value = message_alloc(NULL, options * sizeof *work->row.value);
    work->row.no_value = message_zeroed(options * sizeof *work->row.no_value);
    work->cell = message_alloc(NULL, n * sizeof *work->cell);
    work->key = message_alloc(NULL, by * sizeof *work->key);
    work->utf8 = make_rooms(by);
    work->joined = make_rooms(by);
    work->values = message_alloc(NULL, by * sizeof *work->values);
    memset(work->values, 0, by * sizeof *work->values);
    if (run->settings.split.n)
        work->cells = message_alloc(NULL, SPLIT_MOST * sizeof *work->cells);
}

void work_free(struct work *work, const struct run *run)
{
    free_rooms(work->utf8, run->settings.by.n);
    free_rooms(work->joined, run->settings.by.n);
    for (size_t i = 0; i < run->settings.by.n; i++)
        free(work->values[i].item);
    free(work->values);
    free(work->cells);
    free(work->key);
    free(work->cell);
    free(work->row.value);
    free(work->row.no_value);
    free(work->row.observation);
    free(work->row.room.bytes);
    free(work->key_room.bytes);
}

struct cxm_bytes place_utf8(const struct run *run, struct work *work, size_t i,
                            struct cxm_bytes text)
{
    const int encoding = run->settings.encoding;
    if (encoding <= TEXT_UTF8 && text_is_utf8(text.bytes, text.length))
        return text;
    char *utf8 = room_for(&work->utf8[i], text.length * TEXT_UTF8_ROOM);
    return (struct cxm_bytes){
        utf8, text_utf8(text.bytes, text.length, encoding, utf8)};
}

static void time_key(const struct run *run, const struct reader *reader,
                     struct work *work, size_t i, size_t k)
{
    static const char *const days[] = {"1 Mon", "2 Tue", "3 Wed", "4 Thu",
                                       "5 Fri", "6 Sat", "7 Sun"};
    static const char hours[] = "000102030405060708091011121314151617181920"
                                "212223";
    const struct cxm_zone *zone = run->settings.zone;
    const int64_t ms = work->row.time[reader->kpi[k].date];
    work->key[i].bytes = "";
    work->key[i].length = 0;
    if (!(work->row.have & reader->kpi[k].place))
        return;
    if (reader->by[i].kind == BY_WEEKDAY) {
        work->key[i].bytes = days[cxm_time_weekday(ms, zone) - 1];
        work->key[i].length = 5;
    } else {
        work->key[i].bytes = hours + 2 * cxm_time_hour(ms, zone);
        work->key[i].length = 2;
    }
}

static void make_keys(const struct run *run, const struct reader *reader,
                      const struct csv_batch *batch, uint32_t r,
                      struct work *work, size_t k)
{
    for (size_t i = 0; i < run->settings.by.n; i++) {
        const struct by_slot *by = &reader->by[i];
        if (by->kind == BY_COLUMN)
            work->key[i] =
                place_utf8(run, work, i,
                           reader_text(batch, r, &by->slot, &work->joined[i]));
        else
            time_key(run, reader, work, i, k);
    }
}

/* 1: inside --since and --until; 0: outside; -1: it has no date. */
static int inside(const struct run *run, const struct reader *reader,
                  const struct work *work, size_t k)
{
    const struct settings *s = &run->settings;
    if (!s->has_since && !s->has_until)
        return 1;
    if (!(work->row.have & reader->kpi[k].place))
        return -1;
    const int64_t ms = work->row.time[reader->kpi[k].date];
    return (!s->has_since || ms >= s->since) &&
           (!s->has_until || ms < s->until);
}

/* The cell in which a KPI counts the row. */
static int find_cell(const struct run *run, struct share *share,
                     const struct reader *reader, const struct csv_batch *batch,
                     uint32_t r, struct work *work, size_t k)
{
    const uint64_t place = reader->kpi[k].place;
    const int chosen = inside(run, reader, work, k);
    int32_t period = 0;
    work->cell[k] = CXM_CELL_UNPLACED;
    if (chosen == 0) {
        work->cell[k] = CXM_CELL_FILTERED;
        return CXM_OK;
    }
    if (work->row.bad & place)
        return CXM_OK;
    if (run->settings.has_period) {
        if (!(work->row.have & place))
            return CXM_OK;
        const int status =
            cxm_period_seek(&share->cursor, &run->settings.period,
                            work->row.time[reader->kpi[k].date], &period);
        if (status < 0)
            return status;
    }
    if (chosen < 0)
        return CXM_OK;
    make_keys(run, reader, batch, r, work, k);
    if (run->settings.split.n)
        return split_cell(run, share, reader, work, period, &work->cell[k]);
    return cxm_table_cell(share->table, work->key, period, &work->cell[k],
                          NULL);
}

/*
 * A row without a date, where one is needed, is missing: neither counted nor
 * waited for.  A figure without them may look too good, so they are noted.
 */
static void settle_unplaced(const struct run *run, struct share *share,
                            const struct reader *reader, struct work *work)
{
    for (size_t k = 0; k < run->plan.n; k++) {
        struct cxm_observation *o = &work->row.observation[k];
        if (work->cell[k] != CXM_CELL_UNPLACED ||
            (o->verdict != CXM_COUNTED && o->verdict != CXM_UNDECIDED))
            continue;
        o->verdict = CXM_MISSING;
        share->undated[k].rows++;
        share->undated[k].place |= reader->kpi[k].place;
    }
}

/* A row of more values than can be meant is rejected. */
static void settle_crowded(const struct run *run, const struct reader *reader,
                           struct work *work)
{
    if (!work->crowded)
        return;
    fields_fault(&work->row, COLUMN_NONE, CXM_EINVAL, split_crowded);
    for (size_t k = 0; k < run->plan.n; k++)
        if (reader->kpi[k].able)
            work->row.observation[k].verdict = CXM_EINVAL;
}

/*
 * A row that only some KPIs place outside of --since and --until is used: it
 * is none of the others' business.
 */
static int settle_filtered(const struct run *run, struct work *work)
{
    size_t filtered = 0;
    for (size_t k = 0; k < run->plan.n; k++)
        filtered += work->cell[k] == CXM_CELL_FILTERED;
    if (filtered == run->plan.n)
        return 1;
    for (size_t k = 0; k < run->plan.n; k++) {
        if (work->cell[k] != CXM_CELL_FILTERED)
            continue;
        work->cell[k] = CXM_CELL_UNPLACED;
        memset(&work->row.observation[k], 0, sizeof *work->row.observation);
        work->row.observation[k].verdict = CXM_INELIGIBLE;
    }
    return 0;
}

/* Without groups and periods there is one cell, found once. */
static int find_only_cell(const struct run *run, struct share *share,
                          struct work *work)
{
    if (share->only_cell == CXM_CELL_UNPLACED) {
        const int status =
            cxm_table_cell(share->table, work->key, 0, &share->only_cell, NULL);
        if (status < 0)
            return run_failure(status);
    }
    for (size_t k = 0; k < run->plan.n; k++)
        work->cell[k] = share->only_cell;
    return EXIT_DONE;
}

static int find_cells(const struct run *run, struct share *share,
                      const struct reader *reader,
                      const struct csv_batch *batch, uint32_t r,
                      struct work *work, int *filtered)
{
    work->crowded = 0;
    for (size_t k = 0; k < run->plan.n; k++) {
        if (reader->kpi[k].twin < k) {
            work->cell[k] = work->cell[reader->kpi[k].twin];
            continue;
        }
        const int status = find_cell(run, share, reader, batch, r, work, k);
        if (status < 0)
            return run_failure(status);
    }
    settle_crowded(run, reader, work);
    *filtered = settle_filtered(run, work);
    settle_unplaced(run, share, reader, work);
    return EXIT_DONE;
}

int place_row(const struct run *run, struct share *share,
              const struct reader *reader, const struct csv_batch *batch,
              uint32_t r, struct work *work, int *filtered)
{
    const struct settings *s = &run->settings;
    *filtered = work->row.filtered;
    if (*filtered) {
        for (size_t k = 0; k < run->plan.n; k++)
            work->cell[k] = CXM_CELL_FILTERED;
        return EXIT_DONE;
    }
    if (s->by.n == 0 && !s->has_period && !s->has_since && !s->has_until)
        return find_only_cell(run, share, work);
    return find_cells(run, share, reader, batch, r, work, filtered);
}
