/* SPDX-License-Identifier: MIT */
/* bulk_inside.h - what the files of bulk.h share. */
#ifndef BULK_INSIDE_H
#define BULK_INSIDE_H

#include "bulk.h"

/* Groups and periods before what they hold is put into the table, in slots of
 * so many bytes in all. */
#define BULK_SLOTS   4096
#define BULK_BYTES   1048576
#define BULK_COLUMN  128 /* observations that are collected of one of them */
#define BULK_THIN    4   /* rows of each below which they are hardly worth it */
#define BULK_PATIENT 4   /* times running that this is borne */
#define BULK_KEYS    4   /* --by columns */
#define BULK_TEXTS   2048                /* of each that are remembered */
#define BULK_ROWS    (UINT32_C(1) << 31) /* before counters are emptied */
#define BULK_NO_LANE SIZE_MAX

/* How a KPI is counted. */
struct bulk_kpi {
    int measured; /* row by row; else `lane` tells all */
    size_t lane;  /* of the words its verdict rests on; BULK_NO_LANE: it is
                     the same for every row */
    size_t at;    /* of its counters in a slot: by word, or by verdict */
    uint32_t width;
    uint32_t arity;
    size_t column; /* of its first component in a slot's columns */
    struct cxm_observation said[LANE_WORDS_MOST]; /* by word */
};

/* A condition, and what each text says to it. */
struct bulk_where {
    struct memo memo;
    uint8_t holds[BULK_TEXTS]; /* 1 or 0, or LANE_ODD */
};

/* Rows of one group and period. */
struct bulk_slot {
    uint64_t key; /* the numbers of the texts, 16 bits each */
    int32_t period;
    int64_t *columns;    /* [component][BULK_COLUMN]; NULL: not yet needed */
    uint32_t *collected; /* [kpi]: the rows in its columns */
};

struct bulk {
    const struct run *run;
    struct share *share;
    const struct reader *reader;
    struct work *work;
    struct lane_reader with;
    struct lane_pupil pupil;

    struct lane *lane; /* [reader->n_fields] */
    struct bulk_kpi *kpi;
    int any_measured;
    struct bulk_where *where;
    struct memo *by; /* [settings.by.n] */

    int placed;             /* rows need a date */
    struct bulk_slot *slot; /* [made_slots] */
    uint32_t *count;        /* [made_slots][width] */
    size_t n_slots;
    size_t made_slots;
    size_t most_slots;
    uint16_t *place; /* slot + 1, or 0: an index over them */
    size_t places;   /* in it, a power of two */
    size_t width;
    size_t columns; /* of all KPIs that are measured */
    uint64_t rows;  /* since counters were emptied */
    int thin;       /* how often running there were few rows a slot */
    size_t date;    /* the lane of the date that places rows */

    /* Of the batch. */
    struct lane_rows all;    /* not odd at first sight: their times count */
    struct lane_rows chosen; /* those of them that --where chooses */
    uint8_t odd[CSV_BATCH_ROWS];
    uint8_t meets[CSV_BATCH_ROWS]; /* 1: all conditions of --where */
    uint16_t slot_of[CSV_BATCH_ROWS];
    uint16_t text_of[BULK_KEYS][CSV_BATCH_ROWS];
};

/* bulk_slot.c: the groups and periods of rows. */

/* Before a batch: there is room for what it may say. */
int bulk_prepare(struct bulk *bulk);

/* The keys of the rows that are chosen; and leave those that are outside of
 * --since and --until.  Rows without a date are odd. */
void bulk_read_keys(struct bulk *bulk, const struct csv_batch *batch);
void bulk_choose_dates(struct bulk *bulk);

/* Find the slots of the chosen rows from `first` on, as far as there is room
 * for new ones: returns how far. */
size_t bulk_place(struct bulk *bulk, size_t first);

/* bulk_table.c: what goes into the table. */

/* Keep what a measure found of a row; EXIT_DONE, or after a message another. */
int bulk_collect(struct bulk *bulk, struct bulk_slot *slot, size_t k,
                 const struct cxm_observation *seen);

#endif
