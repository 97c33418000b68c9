/* SPDX-License-Identifier: MIT */
/* The groups and periods of rows, each with a slot for what is counted. */
#include "bulk_inside.h"

#include "message.h"

#include <string.h>

int bulk_prepare(struct bulk *bulk)
{
    const size_t by = bulk->run->settings.by.n;
    int full = bulk->rows >= BULK_ROWS;
    for (size_t i = 0; i < by; i++)
        full |= bulk->by[i].n > BULK_TEXTS - CSV_BATCH_ROWS;
    if (!full)
        return EXIT_DONE;
    const int end = bulk_flush(bulk);
    for (size_t i = 0; i < by; i++)
        memo_clear(&bulk->by[i]);
    return end;
}

void bulk_read_keys(struct bulk *bulk, const struct csv_batch *batch)
{
    for (size_t i = 0; i < bulk->run->settings.by.n; i++) {
        const struct slot *slot = &bulk->reader->by[i].slot;
        const int absent = slot->index == COLUMN_NONE;
        for (size_t j = 0; j < bulk->chosen.n; j++) {
            const uint32_t r = bulk->chosen.row[j];
            const struct cxm_bytes text =
                absent ? (struct cxm_bytes){batch->bytes, 0}
                       : lane_text(batch, r, slot);
            uint32_t number = memo_find(&bulk->by[i], text.bytes, text.length);
            if (number == MEMO_NONE)
                number = memo_add(&bulk->by[i], text.bytes, text.length);
            bulk->odd[r] |= number == MEMO_NONE;
            bulk->text_of[i][r] = (uint16_t)number;
        }
    }
}

void bulk_choose_dates(struct bulk *bulk)
{
    const struct settings *s = &bulk->run->settings;
    size_t n = 0;
    if (!bulk->placed)
        return;
    const struct lane *lane = &bulk->lane[bulk->date];
    for (size_t j = 0; j < bulk->chosen.n; j++) {
        const uint16_t r = bulk->chosen.row[j];
        const int dated = lane->state[r] == LANE_VALUE;
        const int inside = dated &&
                           (!s->has_since || lane->value[r] >= s->since) &&
                           (!s->has_until || lane->value[r] < s->until);
        bulk->odd[r] |= !dated;
        bulk->chosen.row[n] = r;
        n += (size_t)inside;
    }
    bulk->chosen.n = n;
}

static size_t place_of(const struct bulk *bulk, uint64_t key, int32_t period)
{
    const uint64_t mixed =
        (key ^ (uint64_t)(uint32_t)period << 40) * UINT64_C(0x9e3779b97f4a7c15);
    return (size_t)(mixed >> 32) & (bulk->places - 1);
}

/* One slot more than there are, and some in advance. */
static void make_slot(struct bulk *bulk)
{
    const size_t have = bulk->made_slots;
    const size_t want = 2 * have + 1;
    if (bulk->n_slots < have)
        return;
    bulk->slot = message_alloc(bulk->slot, want * sizeof *bulk->slot);
    memset(bulk->slot + have, 0, (want - have) * sizeof *bulk->slot);
    bulk->count =
        message_alloc(bulk->count, want * bulk->width * sizeof *bulk->count);
    memset(bulk->count + have * bulk->width, 0,
           (want - have) * bulk->width * sizeof *bulk->count);
    bulk->made_slots = want;
}

/* The slot of a key and period; BULK_SLOTS where there is no room for it. */
static size_t find_slot(struct bulk *bulk, uint64_t key, int32_t period)
{
    size_t at = place_of(bulk, key, period);
    for (; bulk->place[at] != 0; at = (at + 1) & (bulk->places - 1)) {
        const size_t i = bulk->place[at] - 1u;
        if (bulk->slot[i].key == key && bulk->slot[i].period == period)
            return i;
    }
    if (bulk->n_slots == bulk->most_slots)
        return BULK_SLOTS;
    make_slot(bulk);
    bulk->slot[bulk->n_slots].key = key;
    bulk->slot[bulk->n_slots].period = period;
    bulk->place[at] = (uint16_t)++bulk->n_slots;
    return bulk->n_slots - 1;
}

static uint64_t key_of(const struct bulk *bulk, uint32_t r)
{
    uint64_t key = 0;
    for (size_t i = 0; i < bulk->run->settings.by.n; i++)
        key = key << 16 | bulk->text_of[i][r];
    return key;
}

/* Without groups and periods all rows are in one slot. */
static size_t place_all(struct bulk *bulk, size_t first)
{
    const size_t slot = find_slot(bulk, 0, 0);
    for (size_t j = first; j < bulk->chosen.n; j++)
        bulk->slot_of[bulk->chosen.row[j]] = (uint16_t)slot;
    return bulk->chosen.n;
}

size_t bulk_place(struct bulk *bulk, size_t first)
{
    const struct settings *s = &bulk->run->settings;
    size_t j = first;
    if (s->by.n == 0 && !s->has_period)
        return place_all(bulk, first);
    const struct lane *lane = bulk->placed ? &bulk->lane[bulk->date] : NULL;
    for (; j < bulk->chosen.n; j++) {
        const uint32_t r = bulk->chosen.row[j];
        int32_t period = 0;
        if (s->has_period && cxm_period_seek(&bulk->share->cursor, &s->period,
                                             lane->value[r], &period) < 0)
            bulk->odd[r] = 1; /* and says so, when it is counted */
        const size_t slot = find_slot(bulk, key_of(bulk, r), period);
        if (slot == BULK_SLOTS)
            break;
        bulk->slot_of[r] = (uint16_t)slot;
    }
    return j;
}
