/* SPDX-License-Identifier: MIT */
/*
 * tests/tables.h - rows, what a table lists as one run of bytes, and a naive
 * model that works the same bytes out from all the rows at once.
 */
#ifndef CXM_TESTS_TABLES_H
#define CXM_TESTS_TABLES_H

#include <stdio.h>
#include <string.h>

#include <cxm/histogram.h>
#include <cxm/table.h>

#include "memory.h"

#define COLUMNS 2
#define DEFS    3
#define TEXTS   12

#define ROW_PLACED   0
#define ROW_UNPLACED 1
#define ROW_FILTERED 2

struct row {
    uint32_t text[COLUMNS]; /* into texts */
    int32_t period;
    uint32_t kind;
    struct cxm_observation seen[DEFS];
};

static char long_text[300];

/* In byte order, which the model takes on trust; one test checks it. */
static const struct cxm_bytes texts[TEXTS] = {
    {"", 0},          {"\0", 1},        {"\0\0", 2},  {"a", 1},
    {"a\0", 2},       {"a\0b", 3},      {"ab", 2},    {"b", 1},
    {long_text, 299}, {long_text, 300}, {"email", 5}, {"\xff\x80", 2},
};

/* Texts as they stand in a row: index -> place in byte order is identity. */
static inline void fill_texts(void)
{
    memset(long_text, 'c', sizeof long_text);
}

/* The last has a histogram: its states own memory, at their last word. */
#define OWNING (DEFS - 1)

/* The first alone has a scale to be off. */
#define RATED 0

static const char *const def_texts[DEFS] = {"nps scale=0:10", "volume",
                                            "frt within=4h"};

static struct cxm_def *defs[DEFS];

static inline const struct cxm_def *const *make_defs(void)
{
    fill_texts();
    for (size_t i = 0; i < DEFS && !defs[i]; i++)
        ck_assert_int_eq(cxm_def_new(&defs[i], def_texts[i], NULL, NULL),
                         CXM_OK);
    return (const struct cxm_def *const *)defs;
}

static inline void free_defs(void)
{
    for (size_t i = 0; i < DEFS; i++) {
        cxm_def_free(defs[i], NULL);
        defs[i] = NULL;
    }
}

static inline struct cxm_table *make_table(uint64_t max_groups,
                                           uint32_t revisable, uint64_t seed,
                                           const struct cxm_alloc *alloc)
{
    struct cxm_table *table = NULL;
    const struct cxm_table_config config = {
        .size = sizeof config,
        .columns = COLUMNS,
        .max_groups = max_groups,
        .seed = {seed, ~seed},
        .revisable = revisable,
    };
    ck_assert_int_eq(cxm_table_new(&table, make_defs(), DEFS, &config, alloc),
                     CXM_OK);
    return table;
}

/* A row of a few groups and periods, with all that can be said of it. */
static inline struct row random_row(uint64_t *seed, uint32_t spread)
{
    static const int32_t verdicts[] = {CXM_MISSING, CXM_UNDECIDED,
                                       CXM_INELIGIBLE, CXM_ERANGE, CXM_EINVAL};
    struct row row;
    memset(&row, 0, sizeof row);
    for (size_t i = 0; i < COLUMNS; i++)
        row.text[i] = random_below(seed, spread);
    row.period = (int32_t)random_below(seed, 3) - 1;
    row.kind = random_below(seed, 10) ? ROW_PLACED : ROW_UNPLACED;
    for (size_t i = 0; i < DEFS; i++) {
        row.seen[i].verdict = random_below(seed, 4)
                                  ? CXM_COUNTED
                                  : verdicts[random_below(seed, 5)];
        row.seen[i].n = 1 + random_below(seed, 3);
        row.seen[i].v[0] = 1000000 * (int64_t)random_below(seed, 11);
    }
    row.seen[OWNING].v[0] =
        (int64_t)(random_next(seed) >> 11 >> random_below(seed, 50));
    return row;
}

static inline int find_cell(struct cxm_table *table, const struct row *row,
                            uint32_t *cell, const struct cxm_alloc *alloc)
{
    struct cxm_bytes key[COLUMNS];
    if (row->kind != ROW_PLACED) {
        *cell =
            row->kind == ROW_FILTERED ? CXM_CELL_FILTERED : CXM_CELL_UNPLACED;
        return CXM_OK;
    }
    for (size_t i = 0; i < COLUMNS; i++)
        key[i] = texts[row->text[i]];
    return cxm_table_cell(table, key, row->period, cell, alloc);
}

static inline void add_row(struct cxm_table *table, const struct row *row,
                           const struct cxm_alloc *alloc)
{
    uint32_t cell;
    must(find_cell(table, row, &cell, alloc) == CXM_OK, "a cell is found");
    for (size_t i = 0; i < DEFS; i++)
        must(cxm_table_add(table, cell, i, &row->seen[i], alloc) == CXM_OK,
             "a row is added");
    cxm_table_rows(table)->read++;
}

static inline void remove_row(struct cxm_table *table, const struct row *row,
                              const struct cxm_alloc *alloc)
{
    uint32_t cell;
    must(find_cell(table, row, &cell, alloc) == CXM_OK, "a cell is found");
    for (size_t i = 0; i < DEFS; i++)
        must(cxm_table_remove(table, cell, i, &row->seen[i], alloc) == CXM_OK,
             "a row is removed");
    cxm_table_rows(table)->read--;
}

/* What is listed, one thing after the other. */
struct dump {
    unsigned char *bytes;
    size_t length;
    size_t capacity;
};

static inline void dump_bytes(struct dump *dump, const void *bytes, size_t n)
{
    if (dump->length + n > dump->capacity) {
        dump->capacity = 2 * (dump->length + n);
        dump->bytes = realloc(dump->bytes, dump->capacity);
    }
    if (n)
        memcpy(dump->bytes + dump->length, bytes, n);
    dump->length += n;
}

static inline void dump_text(struct dump *dump, struct cxm_bytes text)
{
    dump_bytes(dump, &text.length, sizeof text.length);
    dump_bytes(dump, text.bytes, text.length);
}

/* Two histograms that have counted the same may lie differently in memory. */
static inline void dump_state(struct dump *dump, size_t def, const void *state)
{
    size_t size = cxm_def_state_size(defs[def]);
    struct cxm_histogram h;
    int64_t low = 0;
    int64_t high = -1;
    uint64_t count = 0;
    if (def == OWNING)
        size -= sizeof h;
    dump_bytes(dump, state, size);
    if (def != OWNING)
        return;
    memcpy(&h, (const char *)state + size, sizeof h);
    while (cxm_histogram_next(&h, high + 1, &low, &high, &count)) {
        dump_bytes(dump, &low, sizeof low);
        dump_bytes(dump, &count, sizeof count);
    }
}

static inline struct dump dump_table(struct cxm_table *table)
{
    struct dump dump = {NULL, 0, 0};
    const size_t n = cxm_table_cells(table);
    uint32_t *cell = calloc(n + 1, sizeof *cell);
    must(cxm_table_list(table, cell, NULL) == CXM_OK, "it is listed");
    must(cell[n] == CXM_CELL_UNPLACED, "no more than there are is listed");
    for (size_t i = 0; i <= n; i++) {
        const int32_t period = cxm_table_period(table, cell[i]);
        const int other = cxm_table_is_other(table, cell[i]);
        for (uint32_t column = 0; column < COLUMNS; column++)
            dump_text(&dump, cxm_table_key(table, cell[i], column));
        dump_bytes(&dump, &period, sizeof period);
        dump_bytes(&dump, &other, sizeof other);
        for (size_t def = 0; def < DEFS; def++) {
            dump_bytes(&dump, cxm_table_tally(table, cell[i], def),
                       sizeof(struct cxm_tally));
            dump_state(&dump, def, cxm_table_state(table, cell[i], def));
        }
    }
    dump_bytes(&dump, cxm_table_rows(table), sizeof(struct cxm_rows));
    free(cell);
    return dump;
}

static inline int same_dump(const struct dump *a, const struct dump *b)
{
    return a->length == b->length && memcmp(a->bytes, b->bytes, a->length) == 0;
}

/* The model.  A key is a number: texts are in byte order. */
#define KEYS    (TEXTS * TEXTS)
#define OTHER   KEYS
#define PERIODS 3

struct model_cell {
    struct cxm_tally tally[DEFS];
    uint64_t state[DEFS][11];
    int used;
};

struct model {
    unsigned char seen[KEYS + 1]; /* was it asked for? */
    struct model_cell cell[KEYS + 1][PERIODS];
    struct model_cell unplaced;
};

/* Give back what its states own, and let it be empty. */
static inline void model_clear(struct model *model)
{
    for (uint32_t key = 0; key <= OTHER; key++)
        for (uint32_t period = 0; period < PERIODS; period++)
            for (size_t i = 0; i < DEFS && defs[i]; i++)
                if (model->cell[key][period].used)
                    cxm_state_drop(defs[i], model->cell[key][period].state[i],
                                   NULL);
    memset(model, 0, sizeof *model);
}

static inline struct model *model_new(void)
{
    struct model *model = calloc(1, sizeof *model);
    must(model != NULL, "the test has memory");
    return model;
}

static inline void model_free(struct model *model)
{
    model_clear(model);
    free(model);
}

static inline uint32_t model_key(const struct row *row)
{
    return row->text[0] * TEXTS + row->text[1];
}

static inline void model_see(struct model *model, const struct row *row)
{
    if (row->kind == ROW_PLACED)
        model->seen[model_key(row)] = 1;
}

/* Which keys live: the max_groups smallest of those seen. */
static inline uint32_t model_place(const struct model *model, uint32_t key,
                                   uint64_t max_groups)
{
    uint64_t smaller = 0;
    for (uint32_t i = 0; i < key; i++)
        smaller += model->seen[i];
    return max_groups && smaller >= max_groups ? OTHER : key;
}

static inline void model_tally(struct cxm_tally *tally, size_t def,
                               const struct cxm_observation *seen)
{
    const int32_t verdict = seen->verdict;
    const int is_off = verdict == CXM_ERANGE && def == RATED;
    tally->counted += verdict == CXM_COUNTED;
    tally->missing += verdict == CXM_MISSING;
    tally->undecided += verdict == CXM_UNDECIDED;
    tally->ineligible += verdict == CXM_INELIGIBLE;
    tally->rejected += verdict < 0;
    tally->off_scale += is_off;
    tally->counted_n += verdict == CXM_COUNTED ? seen->n : 0;
    tally->off_scale_n += is_off ? seen->n : 0;
}

/* Count a row, once all that are seen are known. */
static inline void model_count(struct model *model, const struct row *row,
                               uint64_t max_groups)
{
    struct model_cell *cell = &model->unplaced;
    if (row->kind == ROW_FILTERED)
        return;
    if (row->kind == ROW_PLACED)
        cell = &model->cell[model_place(model, model_key(row), max_groups)]
                           [row->period + 1];
    cell->used = 1;
    for (size_t i = 0; i < DEFS; i++) {
        model_tally(&cell->tally[i], i, &row->seen[i]);
        if (row->kind == ROW_PLACED && row->seen[i].verdict == CXM_COUNTED)
            must(cxm_state_add_n(defs[i], cell->state[i], row->seen[i].v,
                                 row->seen[i].n, NULL) == CXM_OK,
                 "the model counts");
    }
}

static inline void dump_model_cell(struct dump *dump,
                                   const struct model_cell *cell, uint32_t key,
                                   int32_t period, int other)
{
    const struct cxm_bytes none = {NULL, 0};
    dump_text(dump, key < KEYS ? texts[key / TEXTS] : none);
    dump_text(dump, key < KEYS ? texts[key % TEXTS] : none);
    dump_bytes(dump, &period, sizeof period);
    dump_bytes(dump, &other, sizeof other);
    for (size_t i = 0; i < DEFS; i++) {
        dump_bytes(dump, &cell->tally[i], sizeof cell->tally[i]);
        dump_state(dump, i, cell->state[i]);
    }
}

static inline struct dump dump_model(const struct model *model,
                                     const struct cxm_rows *rows)
{
    struct dump dump = {NULL, 0, 0};
    for (uint32_t key = 0; key <= OTHER; key++)
        for (int32_t period = 0; period < PERIODS; period++)
            if (model->cell[key][period].used)
                dump_model_cell(&dump, &model->cell[key][period], key,
                                period - 1, key == OTHER);
    dump_model_cell(&dump, &model->unplaced, OTHER, 0, 0);
    dump_bytes(&dump, rows, sizeof *rows);
    return dump;
}

/* The table is as the model says; `what` and the seed say where it is not. */
static inline void check_model(struct cxm_table *table,
                               const struct model *model,
                               const struct cxm_rows *rows, const char *what,
                               uint64_t seed)
{
    struct dump is = dump_table(table);
    struct dump should = dump_model(model, rows);
    if (!same_dump(&is, &should))
        ck_abort_msg("%s, seed %llu", what, (unsigned long long)seed);
    free(is.bytes);
    free(should.bytes);
}

#endif
