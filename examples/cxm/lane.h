/* SPDX-License-Identifier: MIT */
/*
 * lane.h - the cells of one column in a batch, read one after the other.
 *
 * What a lane says of a cell is what fields_read says of it.  A cell of which
 * more is to be told than its value (a fault, a remark) is odd, and its row is
 * to go the way of count.h.
 */
#ifndef LANE_H
#define LANE_H

#include "count.h"
#include "memo.h"

#define LANE_WORDS   0 /* few texts, again and again */
#define LANE_NUMBERS 1
#define LANE_TIMES   2

#define LANE_VALUE   0
#define LANE_MISSING 1
#define LANE_ODD     2

#define LANE_WORDS_MOST 128 /* different texts of LANE_WORDS */
#define LANE_DAYS       512 /* that are remembered of LANE_TIMES */

/* A day of a column of times: all its moments are as far from its begin as
 * their clocks say, or it is none of those. */
struct lane_day {
    uint64_t first; /* the text of the date, and a byte more */
    uint64_t second;
    int64_t begin;
    int even;
};

struct lane {
    const struct field_slot *slot;
    int kind;
    struct memo memo; /* of words, with what each of them says */
    uint8_t *brief;   /* the shortest of them: one more than their numbers */
    int64_t said[LANE_WORDS_MOST];
    uint8_t said_state[LANE_WORDS_MOST];
    int64_t unit;         /* of a bare number 1; 0: it must be read as others */
    struct lane_day *day; /* [LANE_DAYS]; NULL: none is what it seems */
    size_t length;        /* of the times in `day` */
    uint64_t tail_mask;   /* of what is behind their seconds */
    uint64_t tail;        /* and that */
    int restless;         /* how often it has changed */
    int64_t first;        /* and last of the times of a batch, if any */
    int64_t last;

    /* Of the rows of a batch: the numbers of words, or values and states. */
    uint16_t word[CSV_BATCH_ROWS];
    int64_t value[CSV_BATCH_ROWS];
    uint8_t state[CSV_BATCH_ROWS];
};

/* What lanes read with: of one thread. */
struct lane_reader {
    const struct reader *reader;
    struct seen *seen;
    struct row_reading *row;
};

/* Rows of a batch, ascending. */
struct lane_rows {
    uint16_t row[CSV_BATCH_ROWS];
    size_t n;
};

/* The lane of a field.  0: there is no such lane. */
int lane_make(struct lane *lane, const struct field_slot *slot);
void lane_free(struct lane *lane);

/*
 * Read the cells of these rows; odd[row] is raised for those that are odd.
 * `learned` is called for each word that is new, after it was read; unless it
 * returns 1, the word is odd.
 */
struct lane_pupil {
    int (*learned)(void *context, const struct lane *lane, uint32_t word,
                   const struct csv_batch *batch, uint32_t r);
    void *context;
};
void lane_read(struct lane *lane, const struct lane_reader *with,
               const struct csv_batch *batch, const struct lane_rows *rows,
               const struct lane_pupil *pupil, uint8_t *odd);

/* The text of a slot that is one column. */
static inline struct cxm_bytes lane_text(const struct csv_batch *batch,
                                         uint32_t r, const struct slot *slot)
{
    const struct csv_span span =
        batch->span[(size_t)r * batch->columns + slot->index];
    return (struct cxm_bytes){batch->bytes + span.at,
                              span.length == CSV_ABSENT ? 0 : span.length};
}

/* What the lane says of a row it has read. */
static inline int lane_state(const struct lane *lane, uint32_t r)
{
    return lane->kind == LANE_WORDS ? lane->said_state[lane->word[r]]
                                    : lane->state[r];
}

static inline int64_t lane_value(const struct lane *lane, uint32_t r)
{
    return lane->kind == LANE_WORDS ? lane->said[lane->word[r]]
                                    : lane->value[r];
}

#endif
