/* SPDX-License-Identifier: MIT */
/* What was collected goes into the table. */
#include "bulk_inside.h"

#include "message.h"

#include <string.h>

/* ---- The cell of a slot ------------------------------------------------ */

/* Keys are in UTF-8, as place.c makes them. */
static struct cxm_bytes utf8_of(struct bulk *bulk, size_t i,
                                const struct memo_text *text)
{
    const struct cxm_bytes bytes = {text->bytes, text->length};
    return place_utf8(bulk->run, bulk->work, i, bytes);
}

static int cell_of(struct bulk *bulk, const struct bulk_slot *slot,
                   uint32_t *cell)
{
    const size_t n = bulk->run->settings.by.n;
    struct cxm_bytes *key = bulk->work->key;
    uint64_t numbers = slot->key;
    for (size_t i = n; i-- > 0; numbers >>= 16)
        key[i] = utf8_of(bulk, i, &bulk->by[i].text[numbers & 0xffff]);
    const int status =
        cxm_table_cell(bulk->share->table, key, slot->period, cell, NULL);
    return status < 0 ? run_failure(status) : EXIT_DONE;
}

/* ---- Collecting -------------------------------------------------------- */

static void make_columns(struct bulk *bulk, struct bulk_slot *slot)
{
    const size_t n = bulk->run->plan.n;
    if (slot->columns)
        return;
    slot->columns = message_alloc(NULL, bulk->columns * BULK_COLUMN *
                                            sizeof *slot->columns);
    slot->collected = message_alloc(NULL, n * sizeof *slot->collected);
    memset(slot->collected, 0, n * sizeof *slot->collected);
}

static int flush_columns(struct bulk *bulk, struct bulk_slot *slot, size_t k,
                         uint32_t cell)
{
    const int64_t *v[CXM_ARITY_MAX] = {NULL};
    const size_t rows = slot->collected[k];
    for (uint32_t i = 0; i < bulk->kpi[k].arity; i++)
        v[i] = slot->columns + (bulk->kpi[k].column + i) * BULK_COLUMN;
    slot->collected[k] = 0;
    const int status =
        cxm_table_add_many(bulk->share->table, cell, k, v, rows, NULL, NULL);
    return status < 0 ? run_failure(status) : EXIT_DONE;
}

static int push(struct bulk *bulk, struct bulk_slot *slot, size_t k,
                const struct cxm_observation *seen)
{
    uint32_t cell = 0;
    make_columns(bulk, slot);
    const size_t row = slot->collected[k]++;
    for (uint32_t i = 0; i < bulk->kpi[k].arity; i++)
        slot->columns[(bulk->kpi[k].column + i) * BULK_COLUMN + row] =
            seen->v[i];
    if (row + 1 < BULK_COLUMN)
        return EXIT_DONE;
    const int end = cell_of(bulk, slot, &cell);
    return end == EXIT_DONE ? flush_columns(bulk, slot, k, cell) : end;
}

int bulk_collect(struct bulk *bulk, struct bulk_slot *slot, size_t k,
                 const struct cxm_observation *seen)
{
    const int counted = seen->verdict == CXM_COUNTED && seen->n == 1;
    const size_t at = (size_t)(slot - bulk->slot) * bulk->width;
    uint32_t cell = 0;
    if (counted && bulk->kpi[k].arity > 0)
        return push(bulk, slot, k, seen);
    if (counted || seen->verdict == CXM_MISSING ||
        seen->verdict == CXM_INELIGIBLE) {
        bulk->count[at + bulk->kpi[k].at + (size_t)seen->verdict]++;
        return EXIT_DONE;
    }
    const int end = cell_of(bulk, slot, &cell);
    if (end != EXIT_DONE)
        return end;
    const int status = cxm_table_add(bulk->share->table, cell, k, seen, NULL);
    return status < 0 ? run_failure(status) : EXIT_DONE;
}

/* ---- Into the table ---------------------------------------------------- */

/* What a counter of a KPI stands for. */
static struct cxm_observation observation_of(const struct bulk_kpi *kpi,
                                             uint32_t i)
{
    struct cxm_observation verdict = {.verdict = (int32_t)i, .n = 1};
    return kpi->measured ? verdict : kpi->said[i];
}

/* How many counters of a KPI may not be 0: of words, those that there are. */
static uint32_t counters_of(const struct bulk *bulk, const struct bulk_kpi *kpi)
{
    return kpi->lane == BULK_NO_LANE ? kpi->width
                                     : bulk->lane[kpi->lane].memo.n;
}

static int flush_counts(struct bulk *bulk, size_t k, uint32_t *count,
                        uint32_t cell)
{
    const struct bulk_kpi *kpi = &bulk->kpi[k];
    int status = CXM_OK;
    const uint32_t n = counters_of(bulk, kpi);
    for (uint32_t i = 0; i < n && status == CXM_OK; i++) {
        if (count[i] == 0)
            continue;
        const struct cxm_observation seen = observation_of(kpi, i);
        status =
            cxm_table_add_n(bulk->share->table, cell, k, &seen, count[i], NULL);
        count[i] = 0;
    }
    return status < 0 ? run_failure(status) : EXIT_DONE;
}

static int flush_slot(struct bulk *bulk, struct bulk_slot *slot)
{
    uint32_t *count = bulk->count + (size_t)(slot - bulk->slot) * bulk->width;
    uint32_t cell = 0;
    int end = cell_of(bulk, slot, &cell);
    for (size_t k = 0; k < bulk->run->plan.n && end == EXIT_DONE; k++) {
        end = flush_counts(bulk, k, count + bulk->kpi[k].at, cell);
        if (end == EXIT_DONE && slot->columns && slot->collected[k])
            end = flush_columns(bulk, slot, k, cell);
    }
    return end;
}

int bulk_pays(const struct bulk *bulk)
{
    return bulk->thin < BULK_PATIENT;
}

int bulk_flush(struct bulk *bulk)
{
    int end = EXIT_DONE;
    bulk->thin = bulk->rows < BULK_THIN * bulk->n_slots ? bulk->thin + 1 : 0;
    for (size_t i = 0; i < bulk->n_slots && end == EXIT_DONE; i++)
        end = flush_slot(bulk, &bulk->slot[i]);
    bulk->n_slots = 0;
    bulk->rows = 0;
    memset(bulk->place, 0, bulk->places * sizeof *bulk->place);
    return end;
}
