/* SPDX-License-Identifier: MIT */
/*
 * lib/flow/table.h - how a table is built.
 *
 * A group's key is written as one text: per column its length as a varint and
 * its bytes.  A cell's key is its group's and then the four bytes of the
 * period; that of an "(other)" cell is the period alone, and that of
 * CXM_CELL_UNPLACED, number 0, is empty.  So the cells have one table of
 * keys, whose numbers are the cells, and a row costs one look-up.
 *
 * A cell's slot is a struct cxm__cell and, per definition, a tally and a
 * state.  The cells of a group, and those of "(other)", are chained.
 *
 * The live groups form a heap with the largest key on top.  `bound` is the
 * smallest key that ever went to "(other)": every live key is below it, and
 * every key from it on goes to "(other)" at sight.  So a live group was live
 * from its first row on, and the live groups are the smallest keys that were
 * seen, in whatever order they came.
 *
 * In a revisable table a cell that is given up becomes a forwarder to the
 * "(other)" cell of its period: whoever holds its number reaches what it
 * counted.  Neither its number nor its key is given up then, and emptied
 * groups stay.
 *
 * A union is a sorted list of cells; its slot has only a period and tallies.
 * Its number has the top bit, which no cell's has.
 *
 * States may own memory.  What may have to be counted again after it was taken
 * away is taken away without trimming (lib/kpi/state.h): so undoing needs no
 * memory anywhere.
 */
#ifndef CXM_LIB_FLOW_TABLE_H
#define CXM_LIB_FLOW_TABLE_H

#include <cxm/table.h>

#include "../base/keys.h"
#include "due.h"
#include "slabs.h"

/* What stands for a group in cells that have none. */
#define CXM__GROUP_NONE     UINT32_MAX       /* a slot that is no cell */
#define CXM__GROUP_OTHER    (UINT32_MAX - 1) /* a cell of "(other)" */
#define CXM__GROUP_UNPLACED (UINT32_MAX - 2)

/* Numbers from here on are unions. */
#define CXM__UNION (UINT32_C(1) << 31)

#define CXM__TALLY_WORDS (sizeof(struct cxm_tally) / sizeof(uint64_t))

struct cxm__cell {
    uint32_t group;
    uint32_t next; /* cell of the same group, or 0 */
    int32_t period;
    uint32_t forward; /* the cell that stands for this one, or 0 */
};

struct cxm__group {
    uint32_t first; /* of its cells, or 0 */
    uint32_t fresh; /* 1 while the call that made it may still fail */
};

/* One definition, and where its tally lies in a slot; the state follows. */
struct cxm__member {
    const struct cxm_def *def;
    size_t tally; /* in words */
    size_t until; /* where open_until lies, of a revisable table; or 0 */
};

/* The texts of a key one after another, as they are hashed. */
struct cxm__text {
    unsigned char *bytes;
    size_t length;
    size_t capacity;
};

/* What a merge will add to what, worked out before anything is changed. */
struct cxm__move {
    uint32_t into; /* cell of the table that is changed */
    uint32_t from; /* cell of the other table, or of the same */
};

struct cxm__moves {
    struct cxm__move *move;
    size_t count;
    size_t capacity;
};

struct cxm_table {
    struct cxm__keys cells;
    struct cxm__keys groups;
    struct cxm__slabs slots;
    struct cxm__keys unions; /* by their cells */
    struct cxm__slabs union_slots;
    struct cxm__due *due;     /* what has a `due`; NULL if not revisable */
    int64_t decided;          /* the greatest `as_of` so far, or INT64_MIN */
    struct cxm__group *group; /* by number */
    size_t group_capacity;
    uint32_t *heap; /* the live groups, largest key first */
    size_t live;
    size_t heap_capacity;
    struct cxm__text bound;
    struct cxm__text buffer; /* for keys too long for the stack */
    struct cxm__moves moves;
    uint64_t max_groups; /* UINT64_MAX: no limit */
    uint32_t columns;
    uint32_t revisable;
    uint32_t bounded; /* 1 where there is a bound */
    uint32_t emptied; /* 1 where some live group may have become empty */
    uint32_t last;    /* the cell of the last row: the next may be the same */
    uint32_t other;   /* the first of the "(other)" cells, or 0 */
    struct cxm_rows rows;
    size_t members;
    struct cxm__member member[];
};

/* table.c: slots and what is in them. */

static inline struct cxm__cell *cxm__cell_at(const struct cxm_table *table,
                                             uint32_t cell)
{
    void *slot = cxm__slabs_at(&table->slots, cell);
    return slot;
}

static inline uint64_t *cxm__cell_tally(const struct cxm_table *table,
                                        uint32_t cell, size_t i)
{
    return cxm__slabs_at(&table->slots, cell) + table->member[i].tally;
}

static inline uint64_t *cxm__cell_state(const struct cxm_table *table,
                                        uint32_t cell, size_t i)
{
    return cxm__cell_tally(table, cell, i) + CXM__TALLY_WORDS;
}

/* The word that open_until reads, 0 where nothing is open. */
static inline uint64_t *cxm__cell_until(const struct cxm_table *table,
                                        uint32_t cell, size_t i)
{
    return cxm__slabs_at(&table->slots, cell) + table->member[i].until;
}

int cxm__tally_is_zero(const uint64_t *tally);

/* 1 where nothing is counted in a cell. */
int cxm__cell_is_empty(const struct cxm_table *table, uint32_t cell);

/* 1 where a number is a cell of a group or "(other)" that is not empty. */
int cxm__cell_is_listed(const struct cxm_table *table, uint32_t cell);

/* Is there such a cell, which stands for itself? */
static inline int cxm__cell_is_there(const struct cxm_table *table,
                                     uint32_t cell)
{
    return cell < table->cells.numbers &&
           cxm__cell_at(table, cell)->group != CXM__GROUP_NONE;
}

/*
 * The cell that stands for a number, or CXM_CELL_FILTERED where none does:
 * as in the public calls, of which none may go astray.
 */
uint32_t cxm__cell_resolve(const struct cxm_table *table, uint32_t cell);

/* table_count.c: one observation in or out. */

/*
 * cxm_table_remove, so many times, but the states keep their memory, so that
 * cxm_table_add_n can count the same again without any; then trim.
 */
int cxm__table_take(struct cxm_table *table, uint32_t number, size_t def,
                    const struct cxm_observation *observation, uint64_t times,
                    const struct cxm_alloc *alloc);
void cxm__table_trim(struct cxm_table *table, uint32_t number, size_t def,
                     const struct cxm_alloc *alloc);

/* table_union.c: unions, and the cells behind a number. */

static inline int cxm__is_union(const struct cxm_table *table, uint32_t number)
{
    return number >= CXM__UNION && number - CXM__UNION < table->unions.numbers;
}

uint64_t *cxm__union_tally(const struct cxm_table *table, uint32_t number,
                           size_t i);
int32_t cxm__union_period(const struct cxm_table *table, uint32_t number);

/*
 * A walk over the cells a number stands for, each once: those of a union that
 * are "(other)" by now are the last, so many times.
 */
struct cxm__targets {
    const struct cxm_table *table;
    const unsigned char *member; /* of a union, or NULL */
    size_t count;
    size_t at;
    uint32_t only; /* the cell, where it is no union */
    uint32_t other;
    uint64_t others;
};

struct cxm__targets cxm__targets_of(const struct cxm_table *table,
                                    uint32_t number);
int cxm__targets_next(struct cxm__targets *targets, uint32_t *cell,
                      uint64_t *times);

/* table_due.c: what is undecided until it is due. */

/* 1 where it is remembered, unless that is decided already. */
static inline int cxm__has_due(const struct cxm_observation *seen)
{
    return seen->verdict == CXM_UNDECIDED && seen->due != 0;
}

/*
 * Remember it so many times more (`forth` 1) or less.  What was noted can be
 * taken back, and that again, without memory; else CXM_ENOMEM.  CXM_EOVERFLOW
 * where more than INT64_MAX observations would be remembered.  To look for what
 * is taken back would be to sort the log each time: only where fewer are
 * remembered at all is it CXM_EABSENT, and what was never noted has a balance
 * below 0.
 */
int cxm__due_note(struct cxm_table *table, uint32_t number, size_t def,
                  const struct cxm_observation *seen, uint64_t times, int forth,
                  const struct cxm_alloc *alloc);

/* 1 where anything is remembered. */
int cxm__due_any(const struct cxm_table *table);

/* table_key.c: keys as texts, and the heap. */

/* Room for `length` bytes in a text, which keeps what it holds. */
int cxm__text_reserve(struct cxm__text *text, size_t length,
                      const struct cxm_alloc *alloc);
void cxm__text_free(struct cxm__text *text, const struct cxm_alloc *alloc);

/* How long a group's key is as a text. */
size_t cxm__key_length(const struct cxm_bytes *key, uint32_t columns);
void cxm__key_write(const struct cxm_bytes *key, uint32_t columns,
                    unsigned char *out);

/* Take the next column from a group's key. */
struct cxm_bytes cxm__key_next(const unsigned char **text);

/* < 0, 0, > 0: column by column, each bytewise, the shorter first. */
int cxm__key_compare(const struct cxm_table *table, const void *a,
                     const void *b);

/* An order of groups or cells. */
typedef int cxm__order(const struct cxm_table *table, uint32_t a, uint32_t b);

/* Groups by their keys. */
int cxm__group_compare(const struct cxm_table *table, uint32_t a, uint32_t b);

/* A heap with the largest first: item[at] is new, all are new. */
void cxm__heap_up(const struct cxm_table *table, cxm__order *order,
                  uint32_t *item, size_t at);
void cxm__heap_build(const struct cxm_table *table, cxm__order *order,
                     uint32_t *item, size_t n);

/* Exchange the largest of n for the last, and make a heap of n - 1. */
void cxm__heap_take(const struct cxm_table *table, cxm__order *order,
                    uint32_t *item, size_t n);

/* Sort, smallest first, in place and without recursion. */
void cxm__heap_sort(const struct cxm_table *table, cxm__order *order,
                    uint32_t *item, size_t n);

/* table_cell.c: making and giving up cells and groups. */

/*
 * Make the cell of a key that has none, of a group or CXM__GROUP_OTHER; make
 * a group that is not there, marked fresh; find or make a cell of "(other)".
 */
int cxm__cell_make(struct cxm_table *table, const void *key, size_t length,
                   uint32_t group, uint32_t *cell,
                   const struct cxm_alloc *alloc);
int cxm__group_make(struct cxm_table *table, const void *key, size_t length,
                    uint32_t *group, const struct cxm_alloc *alloc);
int cxm__other_make(struct cxm_table *table, int32_t period, uint32_t *cell,
                    const struct cxm_alloc *alloc);

/*
 * Give up a group that is no longer on the heap, with all its cells; with
 * `forward` 1 these lead to the cells of "(other)", which are there.
 */
void cxm__group_drop(struct cxm_table *table, uint32_t group, int forward,
                     const struct cxm_alloc *alloc);

/* A call failed: give up the groups it made.  It did not: keep them. */
void cxm__fresh_drop(struct cxm_table *table, const struct cxm_alloc *alloc);
void cxm__fresh_keep(struct cxm_table *table);

/* Give up empty cells, and groups that have no other; not if revisable. */
void cxm__empty_drop(struct cxm_table *table, const struct cxm_alloc *alloc);

/* table_move.c: sums of cells, and the way of groups to "(other)". */

int cxm__moves_push(struct cxm__moves *moves, uint32_t into, uint32_t from,
                    const struct cxm_alloc *alloc);
void cxm__moves_free(struct cxm__moves *moves, const struct cxm_alloc *alloc);

/* Do all the moves or none. */
int cxm__moves_merge(struct cxm_table *into, const struct cxm_table *from,
                     const struct cxm__moves *moves,
                     const struct cxm_alloc *alloc);
int cxm__moves_unmerge(struct cxm_table *into, const struct cxm_table *from,
                       const struct cxm__moves *moves,
                       const struct cxm_alloc *alloc);

/*
 * Let at most `limit` groups live, and none from `bound` on, if that is not
 * NULL: move the others to "(other)".  All or nothing.
 */
int cxm__table_shrink(struct cxm_table *table, uint64_t limit,
                      const struct cxm__text *bound,
                      const struct cxm_alloc *alloc);

/* Lower the bound to a key for which there is room. */
void cxm__bound_set(struct cxm_table *table, const void *key, size_t length);

/* 1 where a key is one that goes to "(other)" at sight. */
static inline int cxm__is_beyond(const struct cxm_table *table,
                                 const struct cxm__text *bound, const void *key)
{
    return cxm__key_compare(table, key, bound->bytes) >= 0;
}

#endif
