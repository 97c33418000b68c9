/* SPDX-License-Identifier: MIT */
/* The group table against a naive model, and every way it can fail. */
#include "run.h"

#include "tables.h"

#define ROWS 60

struct stream {
    struct row row[ROWS];
    uint32_t n;
    uint64_t max_groups;
    struct cxm_rows rows;
};

static struct stream random_stream(uint64_t *seed)
{
    struct stream stream;
    const uint32_t spread = 1 + random_below(seed, TEXTS);
    memset(&stream, 0, sizeof stream);
    stream.n = random_below(seed, ROWS + 1);
    stream.max_groups = random_below(seed, 8); /* 0: no limit */
    stream.rows.read = stream.n;
    for (uint32_t i = 0; i < stream.n; i++)
        stream.row[i] = random_row(seed, spread);
    return stream;
}

static void model_of(const struct stream *stream, struct model *model)
{
    model_clear(model);
    for (uint32_t i = 0; i < stream->n; i++)
        model_see(model, &stream->row[i]);
    for (uint32_t i = 0; i < stream->n; i++)
        model_count(model, &stream->row[i], stream->max_groups);
}

static struct cxm_table *table_of(const struct stream *stream, uint64_t seed,
                                  const struct cxm_alloc *alloc)
{
    struct cxm_table *table = make_table(stream->max_groups, 0, seed, alloc);
    for (uint32_t i = 0; i < stream->n; i++)
        add_row(table, &stream->row[i], alloc);
    return table;
}

#define PARTS 5

/* Deal the rows to up to five tables and merge these in random pairs. */
static struct cxm_table *merged_parts(const struct stream *stream,
                                      uint64_t *seed,
                                      const struct cxm_alloc *alloc)
{
    struct cxm_table *part[PARTS];
    uint32_t n = 1 + random_below(seed, PARTS);
    for (uint32_t i = 0; i < n; i++)
        part[i] = make_table(stream->max_groups, random_below(seed, 2),
                             random_next(seed), alloc);
    for (uint32_t i = 0; i < stream->n; i++)
        add_row(part[random_below(seed, n)], &stream->row[i], alloc);
    while (n > 1) {
        const uint32_t from = random_below(seed, n);
        struct cxm_table *gone = part[from];
        part[from] = part[--n];
        ck_assert_int_eq(
            cxm_table_merge(part[random_below(seed, n)], gone, alloc), CXM_OK);
        cxm_table_free(gone, alloc);
    }
    return part[0];
}

START_TEST(any_split_merged_in_any_order_is_what_a_naive_model_says)
{
    struct memory memory;
    const struct cxm_alloc alloc = memory_start(&memory);
    struct model *model = model_new();
    make_defs();
    for (uint64_t i = 0; i < (uint64_t)test_rounds(20000); i++) {
        uint64_t seed = i;
        const struct stream stream = random_stream(&seed);
        struct cxm_table *whole = table_of(&stream, random_next(&seed), &alloc);
        struct cxm_table *merged = merged_parts(&stream, &seed, &alloc);
        model_of(&stream, model);
        check_model(whole, model, &stream.rows, "whole", i);
        check_model(merged, model, &stream.rows, "merged", i);
        cxm_table_free(whole, &alloc);
        cxm_table_free(merged, &alloc);
        ck_assert_uint_eq(memory.bytes, 0);
    }
    model_free(model);
    free_defs();
}
END_TEST

START_TEST(a_merged_table_has_the_smaller_limit_of_the_two)
{
    struct model *model = model_new();
    make_defs();
    for (uint64_t i = 0; i < 2000; i++) {
        uint64_t seed = i;
        struct stream stream = random_stream(&seed);
        const uint64_t own = random_below(&seed, 9); /* 0: no limit */
        const uint64_t limit = 1 + random_below(&seed, 4);
        struct cxm_table *a = make_table(own, 0, i, NULL);
        struct cxm_table *b = make_table(limit, 0, i, NULL);
        struct cxm_table *c = make_table(4, 0, i, NULL);
        struct cxm_table *const into[] = {a, b, c};
        for (uint32_t k = 0; k < stream.n; k++)
            add_row(into[random_below(&seed, 3)], &stream.row[k], NULL);
        stream.max_groups = own && own < limit ? own : limit;
        model_of(&stream, model);
        ck_assert_int_eq(cxm_table_merge(a, b, NULL), CXM_OK);
        ck_assert_int_eq(cxm_table_merge(c, a, NULL), CXM_OK);
        check_model(c, model, &stream.rows, "merged", i);
        cxm_table_free(a, NULL);
        cxm_table_free(b, NULL);
        cxm_table_free(c, NULL);
    }
    model_free(model);
    free_defs();
}
END_TEST

START_TEST(what_is_unmerged_might_never_have_been_there)
{
    struct memory memory;
    const struct cxm_alloc alloc = memory_start(&memory);
    make_defs();
    for (uint64_t i = 0; i < 2000; i++) {
        uint64_t seed = i;
        struct stream streams[3] = {random_stream(&seed), random_stream(&seed),
                                    random_stream(&seed)};
        /* A limit that neither part reaches, nor both, nor all. */
        streams[0].max_groups = streams[1].max_groups = KEYS;
        struct cxm_table *a = table_of(&streams[0], i, &alloc);
        struct cxm_table *b = table_of(&streams[1], ~i, &alloc);
        struct dump before = dump_table(a);
        ck_assert_int_eq(cxm_table_merge(a, b, &alloc), CXM_OK);
        ck_assert_int_eq(cxm_table_unmerge(a, b, &alloc), CXM_OK);
        struct dump after = dump_table(a);
        ck_assert_msg(same_dump(&before, &after), "seed %llu",
                      (unsigned long long)i);
        free(before.bytes);
        free(after.bytes);
        cxm_table_free(a, &alloc);
        cxm_table_free(b, &alloc);
        ck_assert_uint_eq(memory.bytes, 0);
    }
    free_defs();
}
END_TEST

START_TEST(rows_that_are_removed_leave_room_for_other_groups)
{
    struct model *model = model_new();
    make_defs();
    for (uint64_t i = 0; i < 2000; i++) {
        uint64_t seed = i;
        struct stream gone = random_stream(&seed);
        struct stream stream = random_stream(&seed);
        /* As many groups as the first stream has, so that it overflows not. */
        model_of(&gone, model);
        gone.max_groups = 0;
        for (uint32_t key = 0; key < KEYS; key++)
            gone.max_groups += model->seen[key];
        stream.max_groups = gone.max_groups;
        struct cxm_table *table = table_of(&gone, i, NULL);
        for (uint32_t k = gone.n; k-- > 0;)
            remove_row(table, &gone.row[k], NULL);
        ck_assert_uint_eq(cxm_table_cells(table), 0);
        for (uint32_t k = 0; k < stream.n; k++)
            add_row(table, &stream.row[k], NULL);
        model_of(&stream, model);
        check_model(table, model, &stream.rows, "refilled", i);
        cxm_table_free(table, NULL);
    }
    model_free(model);
    free_defs();
}
END_TEST

START_TEST(what_was_never_added_cannot_be_unmerged)
{
    struct memory memory;
    const struct cxm_alloc alloc = memory_start(&memory);
    make_defs();
    for (uint64_t i = 0; i < 1000; i++) {
        int status = CXM_ENOMEM;
        uint64_t seed = i;
        struct stream stream = random_stream(&seed);
        struct row extra = random_row(&seed, TEXTS);
        stream.max_groups = 0;
        struct cxm_table *a = table_of(&stream, i, &alloc);
        struct cxm_table *b = table_of(&stream, ~i, &alloc);
        add_row(b, &extra, &alloc);
        cxm_table_rows(b)->read--;
        struct dump before = dump_table(a);
        /* What was taken away on the way is put back without memory. */
        for (uint64_t n = 0; status == CXM_ENOMEM; n++) {
            memory_fail(&memory, n);
            status = cxm_table_unmerge(a, b, &alloc);
            memory_fail(&memory, MEMORY_NEVER);
        }
        ck_assert_int_eq(status, CXM_EABSENT);
        struct dump after = dump_table(a);
        ck_assert_msg(same_dump(&before, &after), "seed %llu",
                      (unsigned long long)i);
        free(before.bytes);
        free(after.bytes);
        cxm_table_free(a, &alloc);
        cxm_table_free(b, &alloc);
    }
    free_defs();
}
END_TEST

/* A placed row of that key whose nps answer counts n times. */
static struct row row_of(uint32_t first, uint32_t second, int32_t period,
                         uint64_t n)
{
    struct row row;
    memset(&row, 0, sizeof row);
    row.text[0] = first;
    row.text[1] = second;
    row.period = period;
    for (size_t i = 0; i < DEFS; i++)
        row.seen[i].n = 1;
    row.seen[0].n = n;
    return row;
}

START_TEST(a_table_that_lost_groups_refuses_to_unmerge)
{
    struct cxm_table *full = make_table(1, 0, 1, NULL);
    struct cxm_table *empty = make_table(1, 0, 1, NULL);
    for (uint32_t i = 0; i < 2; i++) {
        const struct row row = row_of(i, 0, 0, 1);
        add_row(full, &row, NULL);
    }
    ck_assert_int_eq(cxm_table_unmerge(full, empty, NULL), CXM_EOVERFLOWED);
    ck_assert_int_eq(cxm_table_unmerge(empty, full, NULL), CXM_EOVERFLOWED);
    cxm_table_free(full, NULL);
    cxm_table_free(empty, NULL);
    free_defs();
}
END_TEST

START_TEST(unequal_tables_refuse_to_merge)
{
    const struct cxm_def *const *def = make_defs();
    const struct cxm_def *const swapped[] = {def[1], def[0], def[2]};
    const struct {
        const struct cxm_def *const *def;
        size_t n;
        uint32_t columns;
    } rows[] = {{def, 2, COLUMNS}, {swapped, DEFS, COLUMNS}, {def, DEFS, 1}};
    struct cxm_table *table = make_table(0, 0, 1, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cxm_table *strange = NULL;
        const struct cxm_table_config config = {.size = sizeof config,
                                                .columns = rows[i].columns};
        ck_assert_int_eq(
            cxm_table_new(&strange, rows[i].def, rows[i].n, &config, NULL),
            CXM_OK);
        ck_assert_int_eq(cxm_table_merge(table, strange, NULL), CXM_EMISMATCH);
        ck_assert_int_eq(cxm_table_unmerge(table, strange, NULL),
                         CXM_EMISMATCH);
        cxm_table_free(strange, NULL);
    }
    ck_assert_int_eq(cxm_table_merge(table, table, NULL), CXM_EINVAL);
    ck_assert_int_eq(cxm_table_unmerge(table, table, NULL), CXM_EINVAL);
    cxm_table_free(table, NULL);
    free_defs();
}
END_TEST

static void check_unchanged(struct cxm_table *table, struct dump *before)
{
    struct dump after = dump_table(table);
    must(same_dump(before, &after), "nothing has changed");
    free(after.bytes);
}

START_TEST(a_merge_that_overflows_changes_nothing)
{
    /* Group i of the first table is full; the second has every group. */
    for (uint32_t i = 0; i < TEXTS; i++) {
        struct cxm_table *a = make_table(0, 0, 1, NULL);
        struct cxm_table *b = make_table(0, 0, 2, NULL);
        for (uint32_t k = 0; k < TEXTS; k++) {
            const struct row one = row_of(k, 0, 0, 1);
            const struct row full = row_of(k, 0, 0, UINT64_MAX);
            if (k % 2 == i % 2)
                add_row(a, k == i ? &full : &one, NULL);
            add_row(b, &one, NULL);
        }
        struct dump before = dump_table(a);
        ck_assert_int_eq(cxm_table_merge(a, b, NULL), CXM_EOVERFLOW);
        check_unchanged(a, &before);
        free(before.bytes);
        cxm_table_free(a, NULL);
        cxm_table_free(b, NULL);
    }
    free_defs();
}
END_TEST

START_TEST(a_group_that_does_not_fit_into_other_stays)
{
    const struct row other = row_of(9, 0, 2, UINT64_MAX);
    const struct row group[] = {row_of(5, 0, 1, 1), row_of(5, 0, 2, 1),
                                row_of(5, 0, 3, 1)};
    struct cxm_table *table = make_table(1, 0, 1, NULL);
    struct cxm_table *small = make_table(1, 0, 1, NULL);
    const struct row smaller = row_of(1, 0, 2, 1);
    const struct row larger = row_of(6, 0, 2, 1);
    uint32_t cell = 77;
    for (size_t i = 0; i < 3; i++)
        add_row(table, &group[i], NULL);
    add_row(table, &other, NULL);
    add_row(small, &smaller, NULL);
    struct dump before = dump_table(table);
    ck_assert_int_eq(find_cell(table, &smaller, &cell, NULL), CXM_EOVERFLOW);
    check_unchanged(table, &before);
    ck_assert_int_eq(cxm_table_merge(table, small, NULL), CXM_EOVERFLOW);
    check_unchanged(table, &before);
    /* And it still works: what is larger goes where it did. */
    ck_assert_int_eq(find_cell(table, &larger, &cell, NULL), CXM_OK);
    ck_assert_int_eq(cxm_table_is_other(table, cell), 1);
    ck_assert_int_eq(cxm_table_remove(table, cell, 0, &other.seen[0], NULL),
                     CXM_OK);
    ck_assert_int_eq(find_cell(table, &smaller, &cell, NULL), CXM_OK);
    ck_assert_int_eq(cxm_table_is_other(table, cell), 0);
    free(before.bytes);
    cxm_table_free(table, NULL);
    cxm_table_free(small, NULL);
    free_defs();
}
END_TEST

/* Is the group (k, 0) that is now asked for among those that live? */
static int lives(struct cxm_table *table, uint32_t k)
{
    const struct row row = row_of(k, 0, 0, 1);
    uint32_t cell;
    must(find_cell(table, &row, &cell, NULL) == CXM_OK, "a cell is found");
    return !cxm_table_is_other(table, cell);
}

static void add_group(struct cxm_table *table, uint32_t k)
{
    const struct row row = row_of(k, 0, 0, 1);
    add_row(table, &row, NULL);
}

START_TEST(a_bound_outlives_what_was_removed_and_is_merged)
{
    for (int way = 0; way < 2; way++) {
        const struct row gone = row_of(0, 0, 0, 1);
        struct cxm_table *bounded = make_table(2, 0, 1, NULL);
        struct cxm_table *plain = make_table(2, 0, 2, NULL);
        for (uint32_t k = 0; k < 3; k++)
            add_group(bounded, k); /* 2 is the bound */
        remove_row(bounded, &gone, NULL);
        add_group(plain, 3);
        struct cxm_table *into = way ? plain : bounded;
        ck_assert_int_eq(cxm_table_merge(into, way ? bounded : plain, NULL),
                         CXM_OK);
        /* 1, and for 2 and 3 the one cell of "(other)". */
        ck_assert_uint_eq(cxm_table_cells(into), 2);
        ck_assert_int_eq(lives(into, 3), 0);
        ck_assert_int_eq(lives(into, 2), 0);
        ck_assert_int_eq(lives(into, 1), 1);
        ck_assert_int_eq(lives(into, 0), 1);
        cxm_table_free(bounded, NULL);
        cxm_table_free(plain, NULL);
    }
    free_defs();
}
END_TEST

START_TEST(groups_that_were_unmerged_leave_their_places)
{
    struct cxm_table *a = make_table(2, 0, 1, NULL);
    struct cxm_table *b = make_table(2, 0, 1, NULL);
    add_group(a, 5);
    add_group(b, 1);
    ck_assert_int_eq(cxm_table_merge(a, b, NULL), CXM_OK);
    ck_assert_int_eq(cxm_table_unmerge(a, b, NULL), CXM_OK);
    ck_assert_int_eq(lives(a, 7), 1);
    ck_assert_int_eq(lives(a, 5), 1);
    cxm_table_free(a, NULL);
    cxm_table_free(b, NULL);
    free_defs();
}
END_TEST

START_TEST(a_merge_that_fails_takes_no_places_and_one_that_works_keeps_them)
{
    const struct row full = row_of(0, 0, 0, UINT64_MAX);
    struct cxm_table *a = make_table(3, 0, 1, NULL);
    struct cxm_table *b = make_table(3, 0, 1, NULL);
    struct cxm_table *c = make_table(3, 0, 1, NULL);
    add_row(a, &full, NULL);
    add_group(b, 0);
    add_group(b, 1);
    add_group(c, 2);
    ck_assert_int_eq(cxm_table_merge(a, c, NULL), CXM_OK);
    ck_assert_int_eq(cxm_table_merge(a, b, NULL), CXM_EOVERFLOW);
    ck_assert_uint_eq(cxm_table_cells(a), 2);
    ck_assert_int_eq(lives(a, 9), 1);
    ck_assert_int_eq(lives(a, 2), 1);
    cxm_table_free(a, NULL);
    cxm_table_free(b, NULL);
    cxm_table_free(c, NULL);
    free_defs();
}
END_TEST

START_TEST(a_cell_of_a_revisable_table_is_valid_for_ever)
{
    struct cxm_table *table = make_table(2, 1, 1, NULL);
    uint32_t cell[TEXTS];
    for (uint32_t i = TEXTS; i-- > 0;) {
        const struct row row = row_of(i, 0, 5, 1);
        ck_assert_int_eq(find_cell(table, &row, &cell[i], NULL), CXM_OK);
        ck_assert_int_eq(cxm_table_is_other(table, cell[i]), 0);
        ck_assert_int_eq(cxm_table_add(table, cell[i], 0, &row.seen[0], NULL),
                         CXM_OK);
    }
    ck_assert_uint_eq(cxm_table_cells(table), 3);
    for (uint32_t i = TEXTS; i-- > 0;) {
        const struct row row = row_of(i, 0, 5, 1);
        ck_assert_int_eq(cxm_table_is_other(table, cell[i]), i >= 2);
        ck_assert_int_eq(cxm_table_period(table, cell[i]), 5);
        ck_assert_int_eq(
            cxm_table_remove(table, cell[i], 0, &row.seen[0], NULL), CXM_OK);
    }
    ck_assert_uint_eq(cxm_table_cells(table), 0);
    cxm_table_free(table, NULL);
    free_defs();
}
END_TEST

START_TEST(a_cell_that_is_none_is_refused)
{
    struct cxm_table *table = make_table(0, 0, 1, NULL);
    const struct row row = row_of(1, 1, 1, 1);
    struct row strange = row;
    uint32_t cell;
    strange.seen[0].verdict = CXM_INELIGIBLE + 1;
    ck_assert_int_eq(find_cell(table, &row, &cell, NULL), CXM_OK);
    const struct {
        uint32_t cell;
        size_t def;
        const struct row *row;
        int add;
        int remove;
    } rows[] = {
        {cell, 0, &row, CXM_OK, CXM_OK},
        {cell, 0, &strange, CXM_EINVAL, CXM_EINVAL},
        {cell, DEFS, &row, CXM_EINVAL, CXM_EINVAL},
        {cell + 1, 0, &row, CXM_EINVAL, CXM_EINVAL},
        {CXM_CELL_FILTERED, 0, &row, CXM_OK, CXM_OK},
        {CXM_CELL_FILTERED, 0, &strange, CXM_EINVAL, CXM_EINVAL},
        {CXM_CELL_UNPLACED, 0, &row, CXM_OK, CXM_OK},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ck_assert_int_eq(cxm_table_add(table, rows[i].cell, rows[i].def,
                                       rows[i].row->seen, NULL),
                         rows[i].add);
        ck_assert_int_eq(cxm_table_remove(table, rows[i].cell, rows[i].def,
                                          rows[i].row->seen, NULL),
                         rows[i].remove);
    }
    ck_assert_int_eq(cxm_table_remove(table, cell, 0, row.seen, NULL),
                     CXM_EABSENT);
    ck_assert_int_eq(
        cxm_table_remove(table, CXM_CELL_UNPLACED, 0, row.seen, NULL),
        CXM_EABSENT);
    ck_assert_ptr_null(cxm_table_state(table, CXM_CELL_FILTERED, 0));
    ck_assert_ptr_null(cxm_table_tally(table, cell + 1, 0));
    ck_assert_ptr_null(cxm_table_tally(table, cell, DEFS));
    ck_assert_ptr_null(cxm_table_key(table, cell, COLUMNS).bytes);
    cxm_table_free(table, NULL);
    free_defs();
}
END_TEST

/* What is asked of a cell that holds `before` of a definition already. */
struct bulk {
    size_t def;
    uint64_t before;
    int32_t verdict;
    uint64_t n; /* of the observation; UINT64_MAX: columns */
    uint64_t times;
    int status;
};

static int add_bulk(struct cxm_table *table, uint32_t cell,
                    const struct bulk *bulk)
{
    static const int64_t column[] = {5, 4, 3, 2, 1};
    static const int64_t *const columns[] = {column};
    const struct cxm_observation seen = {
        .verdict = bulk->verdict, .n = bulk->n, .v = {1000000}};
    return bulk->n == UINT64_MAX
               ? cxm_table_add_many(table, cell, bulk->def, columns,
                                    (size_t)bulk->times, NULL, NULL)
               : cxm_table_add_n(table, cell, bulk->def, &seen, bulk->times,
                                 NULL);
}

START_TEST(many_at_once_are_counted_all_or_none)
{
    static const uint64_t full = UINT64_MAX;
    static const struct bulk rows[] = {
        {0, 0, CXM_COUNTED, 1, UINT64_MAX, CXM_OK},
        {0, 1, CXM_COUNTED, 1, UINT64_MAX, CXM_EOVERFLOW},
        {0, 0, CXM_COUNTED, 2, UINT64_MAX / 2, CXM_OK},
        {0, 0, CXM_COUNTED, 2, UINT64_MAX / 2 + 1, CXM_EOVERFLOW},
        {0, 0, CXM_COUNTED, UINT64_C(1) << 32, UINT64_C(1) << 32,
         CXM_EOVERFLOW},
        {0, UINT64_MAX, CXM_COUNTED, 0, 1, CXM_EOVERFLOW},
        {0, UINT64_MAX, CXM_COUNTED, 0, 0, CXM_OK},
        {0, 0, CXM_MISSING, UINT64_C(1) << 32, UINT64_C(1) << 32, CXM_OK},
        {0, 0, CXM_ERANGE, UINT64_C(1) << 32, UINT64_C(1) << 32, CXM_EOVERFLOW},
        {1, 0, CXM_ERANGE, UINT64_C(1) << 32, UINT64_C(1) << 32, CXM_OK},
        {0, 1, CXM_COUNTED, 3, 0, CXM_OK},
        {0, 1, CXM_INELIGIBLE + 1, 1, 0, CXM_EINVAL},
        {DEFS, 1, CXM_COUNTED, 1, 0, CXM_EINVAL},
        {1, 1, CXM_COUNTED, full, 5, CXM_OK},
        {1, UINT64_MAX - 5, CXM_COUNTED, full, 5, CXM_OK},
        {1, UINT64_MAX - 4, CXM_COUNTED, full, 5, CXM_EOVERFLOW},
        {OWNING, 1, CXM_COUNTED, full, 5, CXM_OK},
        {0, 1, CXM_COUNTED, full, 0, CXM_OK},
        {0, 1, CXM_COUNTED, full, 5, CXM_ERANGE}, /* 5e-6 is no point */
        {DEFS, 1, CXM_COUNTED, full, 5, CXM_EINVAL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cxm_table *table = make_table(0, 0, 1, NULL);
        const size_t def = rows[i].def % DEFS;
        const struct row row = row_of(1, 1, 1, 1);
        uint32_t cell;
        ck_assert_int_eq(find_cell(table, &row, &cell, NULL), CXM_OK);
        ck_assert_int_eq(cxm_table_add_n(table, cell, def, &row.seen[def],
                                         rows[i].before, NULL),
                         CXM_OK);
        struct dump before = dump_table(table);
        ck_assert_msg(add_bulk(table, cell, &rows[i]) == rows[i].status,
                      "row %zu", i);
        if (rows[i].status < 0 || rows[i].times == 0)
            check_unchanged(table, &before);
        if (rows[i].status == CXM_OK && rows[i].verdict == CXM_COUNTED) {
            const uint64_t n =
                rows[i].n == full ? rows[i].times : rows[i].n * rows[i].times;
            const struct cxm_tally *tally = cxm_table_tally(table, cell, def);
            ck_assert_uint_eq(tally->counted, rows[i].before + rows[i].times);
            ck_assert_uint_eq(tally->counted_n, rows[i].before + n);
        }
        free(before.bytes);
        cxm_table_free(table, NULL);
    }
    free_defs();
}
END_TEST

START_TEST(the_row_of_many_that_is_refused_is_named)
{
    static const int64_t scores[] = {9000000, 0, 10000000, 5, 11000000};
    static const int64_t *const column[] = {scores};
    struct cxm_table *table = make_table(0, 0, 1, NULL);
    const struct row row = row_of(1, 1, 1, 1);
    struct cxm_error error = {.record = 77};
    uint32_t cell;
    ck_assert_int_eq(find_cell(table, &row, &cell, NULL), CXM_OK);
    struct dump before = dump_table(table);
    ck_assert_int_eq(
        cxm_table_add_many(table, cell, 0, column, 5, NULL, &error),
        CXM_ERANGE);
    ck_assert_uint_eq(error.record, 3);
    ck_assert_int_eq(error.status, CXM_ERANGE);
    ck_assert_int_ne(error.text[0], 0);
    ck_assert_int_eq(
        cxm_table_add_many(table, cell, DEFS, column, 5, NULL, &error),
        CXM_EINVAL);
    ck_assert(error.record == 0 && error.status == CXM_EINVAL);
    check_unchanged(table, &before);
    free(before.bytes);
    cxm_table_free(table, NULL);
    free_defs();
}
END_TEST

START_TEST(many_at_once_know_the_cells_that_are_none)
{
    static const struct bulk one = {0, 0, CXM_COUNTED, 1, 7, CXM_OK};
    static const struct bulk five = {0, 0, CXM_COUNTED, UINT64_MAX, 5, CXM_OK};
    static const uint64_t empty[11] = {0};
    struct cxm_table *table = make_table(0, 0, 1, NULL);
    const uint32_t none[] = {1, CXM_CELL_FILTERED - 1, UINT32_C(1) << 31};
    struct dump before = dump_table(table);
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        ck_assert_int_eq(add_bulk(table, none[i], &one), CXM_EINVAL);
        ck_assert_int_eq(add_bulk(table, none[i], &five), CXM_EINVAL);
    }
    ck_assert_int_eq(add_bulk(table, CXM_CELL_FILTERED, &one), CXM_OK);
    ck_assert_int_eq(add_bulk(table, CXM_CELL_FILTERED, &five), CXM_OK);
    check_unchanged(table, &before);
    /* What has no place counts in the tally alone: nobody looks at it. */
    ck_assert_int_eq(add_bulk(table, CXM_CELL_UNPLACED, &one), CXM_OK);
    ck_assert_int_eq(add_bulk(table, CXM_CELL_UNPLACED, &five), CXM_OK);
    ck_assert_uint_eq(cxm_table_tally(table, CXM_CELL_UNPLACED, 0)->counted,
                      12);
    ck_assert_uint_eq(cxm_table_tally(table, CXM_CELL_UNPLACED, 0)->counted_n,
                      12);
    ck_assert_mem_eq(cxm_table_state(table, CXM_CELL_UNPLACED, 0), empty,
                     sizeof empty);
    ck_assert_int_eq(
        cxm_table_add_many(table, CXM_CELL_UNPLACED, 1, NULL, 3, NULL, NULL),
        CXM_OK);
    free(before.bytes);
    cxm_table_free(table, NULL);
    free_defs();
}
END_TEST

START_TEST(a_bad_configuration_is_refused)
{
    const struct cxm_def *const *def = make_defs();
    const struct {
        size_t n;
        struct cxm_table_config config;
    } rows[] = {
        {0, {.size = sizeof(struct cxm_table_config)}},
        {1, {.size = 0}},
        {1, {.size = sizeof(struct cxm_table_config), .revisable = 2}},
        {65536, {.size = sizeof(struct cxm_table_config)}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cxm_table *table = (struct cxm_table *)&table;
        ck_assert_int_eq(
            cxm_table_new(&table, def, rows[i].n, &rows[i].config, NULL),
            CXM_EINVAL);
        ck_assert_ptr_null(table);
    }
    cxm_table_free(NULL, NULL);
    free_defs();
}
END_TEST

START_TEST(no_configuration_is_one_group)
{
    const struct cxm_def *const *def = make_defs();
    const struct row row = row_of(0, 0, 0, 1);
    struct cxm_table *table = NULL;
    uint32_t cell = 0;
    ck_assert_int_eq(cxm_table_new(&table, def, 1, NULL, NULL), CXM_OK);
    ck_assert_int_eq(cxm_table_cell(table, NULL, 3, &cell, NULL), CXM_OK);
    ck_assert_int_eq(cxm_table_add(table, cell, 0, row.seen, NULL), CXM_OK);
    ck_assert_uint_eq(cxm_table_cells(table), 1);
    ck_assert_int_eq(cxm_table_is_other(table, cell), 0);
    cxm_table_free(table, NULL);
    free_defs();
}
END_TEST

/* Front ends read it where a group has counted nothing. */
START_TEST(the_states_of_what_has_no_place_stay_empty)
{
    static const uint64_t empty[64] = {0};
    uint64_t seed = 5;
    struct cxm_table *a = make_table(3, 0, 1, NULL);
    struct cxm_table *b = make_table(3, 0, 1, NULL);
    for (int i = 0; i < 300; i++) {
        struct row row = random_row(&seed, TEXTS);
        if (i % 3)
            row.kind = ROW_UNPLACED;
        add_row(i % 2 ? a : b, &row, NULL);
        if (i % 7 == 0)
            remove_row(i % 2 ? a : b, &row, NULL);
    }
    ck_assert_int_eq(cxm_table_merge(a, b, NULL), CXM_OK);
    for (size_t def = 0; def < DEFS; def++) {
        const void *state = cxm_table_state(a, CXM_CELL_UNPLACED, def);
        ck_assert_uint_gt(cxm_table_tally(a, CXM_CELL_UNPLACED, def)->counted,
                          50);
        ck_assert_mem_eq(state, empty, cxm_def_state_size(defs[def]));
    }
    cxm_table_free(a, NULL);
    cxm_table_free(b, NULL);
    free_defs();
}
END_TEST

START_TEST(a_table_without_columns_has_one_group)
{
    const struct cxm_def *const *def = make_defs();
    const struct cxm_table_config config = {
        .size = sizeof config, .columns = 0, .max_groups = 1};
    const struct row row = row_of(0, 0, 0, 1);
    struct cxm_table *table = NULL;
    uint32_t list[3] = {0, 0, 0};
    ck_assert_int_eq(cxm_table_new(&table, def, 1, &config, NULL), CXM_OK);
    for (int32_t period = 1; period >= -1; period--) {
        uint32_t cell;
        ck_assert_int_eq(cxm_table_cell(table, NULL, period, &cell, NULL),
                         CXM_OK);
        ck_assert_int_eq(cxm_table_add(table, cell, 0, row.seen, NULL), CXM_OK);
    }
    ck_assert_uint_eq(cxm_table_cells(table), 3);
    ck_assert_int_eq(cxm_table_list(table, list, NULL), CXM_OK);
    for (int i = 0; i < 3; i++) {
        ck_assert_int_eq(cxm_table_period(table, list[i]), i - 1);
        ck_assert_int_eq(cxm_table_is_other(table, list[i]), 0);
    }
    cxm_table_free(table, NULL);
    free_defs();
}
END_TEST

/* One call, tried with the n-th request failing, until it goes through. */
struct attempt {
    struct cxm_table *table;
    struct cxm_table *from;
    const struct row *row;
    struct cxm_alloc alloc;
};

static int try_cell(struct attempt *attempt)
{
    uint32_t cell;
    return find_cell(attempt->table, attempt->row, &cell, &attempt->alloc);
}

static int try_add(struct attempt *attempt)
{
    uint32_t cell;
    const int status =
        find_cell(attempt->table, attempt->row, &cell, &attempt->alloc);
    return status < 0 ? status
                      : cxm_table_add(attempt->table, cell, 0,
                                      attempt->row->seen, &attempt->alloc);
}

static int try_merge(struct attempt *attempt)
{
    return cxm_table_merge(attempt->table, attempt->from, &attempt->alloc);
}

static int try_unmerge(struct attempt *attempt)
{
    return cxm_table_unmerge(attempt->table, attempt->from, &attempt->alloc);
}

static int try_list(struct attempt *attempt)
{
    uint32_t cells[4 * ROWS];
    return cxm_table_list(attempt->table, cells, &attempt->alloc);
}

static int try_new(struct attempt *attempt)
{
    const struct cxm_table_config config = {.size = sizeof config};
    struct cxm_table *table;
    const int status =
        cxm_table_new(&table, make_defs(), DEFS, &config, &attempt->alloc);
    cxm_table_free(table, &attempt->alloc);
    return status;
}

/* Returns how often it failed. */
static uint64_t until_it_works(struct attempt *attempt, struct memory *memory,
                               int (*call)(struct attempt *))
{
    struct dump before = dump_table(attempt->table);
    uint64_t n = 0;
    int status = CXM_ENOMEM;
    for (; status != CXM_OK; n++) {
        memory_fail(memory, n);
        status = call(attempt);
        memory_fail(memory, MEMORY_NEVER);
        if (status == CXM_OK)
            break;
        ck_assert_int_eq(status, CXM_ENOMEM);
        check_unchanged(attempt->table, &before);
    }
    free(before.bytes);
    return n;
}

START_TEST(a_call_that_finds_no_memory_changes_nothing)
{
    uint64_t failures[6] = {0, 0, 0, 0, 0, 0};
    struct model *model = model_new();
    for (uint64_t i = 0; i < 150; i++) {
        uint64_t seed = i;
        struct memory memory;
        struct attempt attempt = {.alloc = memory_start(&memory)};
        const struct stream part = random_stream(&seed);
        struct stream rest = random_stream(&seed);
        struct stream sum;
        make_defs();
        rest.max_groups = part.max_groups;
        attempt.table = make_table(part.max_groups, i % 2, i, &attempt.alloc);
        attempt.from = table_of(&rest, ~i, &attempt.alloc);
        failures[0] += until_it_works(&attempt, &memory, try_new);
        for (uint32_t k = 0; k < part.n; k++) {
            attempt.row = &part.row[k];
            failures[1] += until_it_works(&attempt, &memory, try_cell);
            failures[2] += until_it_works(&attempt, &memory, try_add);
            attempt.row = NULL;
        }
        failures[3] += until_it_works(&attempt, &memory, try_list);
        failures[4] += until_it_works(&attempt, &memory, try_merge);
        if (part.max_groups == 0)
            failures[5] += until_it_works(&attempt, &memory, try_unmerge);
        cxm_table_free(attempt.table, &attempt.alloc);

        /* What failed on the way has left no trace in the result. */
        attempt.table = make_table(part.max_groups, 0, i, &attempt.alloc);
        sum = part;
        for (uint32_t k = 0; k < part.n; k++) {
            attempt.row = &part.row[k];
            until_it_works(&attempt, &memory, try_cell);
            add_row(attempt.table, &part.row[k], &attempt.alloc);
        }
        model_of(&sum, model);
        check_model(attempt.table, model, &sum.rows, "after failures", i);
        cxm_table_free(attempt.table, &attempt.alloc);
        cxm_table_free(attempt.from, &attempt.alloc);
        ck_assert_uint_eq(memory.bytes, 0);
    }
    for (size_t i = 0; i < 6; i++)
        ck_assert_msg(failures[i] > 0 || i == 2, "call %zu never failed", i);
    model_free(model);
    free_defs();
}
END_TEST

START_TEST(a_million_keys_cost_no_more_memory_than_the_limit_allows)
{
    struct memory memory;
    const struct cxm_alloc alloc = memory_start(&memory);
    const struct row row = row_of(0, 0, 0, 1);
    struct cxm_table *table = make_table(1000, 0, 1, &alloc);
    uint64_t total = 0;
    uint32_t list[1001];
    /* A stride that meets every number once, in no order. */
    for (uint32_t i = 0; i < 1000000; i++) {
        char text[24];
        uint32_t cell;
        snprintf(text, sizeof text, "customer-%09u",
                 (uint32_t)((uint64_t)i * 700001 % 1000000));
        const struct cxm_bytes key[COLUMNS] = {{text, 18}, {"", 0}};
        must(cxm_table_cell(table, key, 0, &cell, &alloc) == CXM_OK &&
                 cxm_table_add(table, cell, 0, row.seen, &alloc) == CXM_OK,
             "a row is counted");
    }
    ck_assert_uint_le(memory.peak, 1000 * 600);
    ck_assert_uint_eq(cxm_table_cells(table), 1001);
    ck_assert_int_eq(cxm_table_list(table, list, &alloc), CXM_OK);
    for (uint32_t i = 0; i <= 1000; i++) {
        char text[24];
        const struct cxm_bytes key = cxm_table_key(table, list[i], 0);
        snprintf(text, sizeof text, "customer-%09u", i);
        ck_assert(i == 1000 || memcmp(key.bytes, text, 18) == 0);
        total += cxm_table_tally(table, list[i], 0)->counted;
    }
    ck_assert_uint_eq(total, 1000000);
    cxm_table_free(table, &alloc);
    ck_assert_uint_eq(memory.bytes, 0);
    free_defs();
}
END_TEST

START_TEST(the_texts_of_the_model_are_in_byte_order)
{
    make_defs();
    for (size_t i = 1; i < TEXTS; i++) {
        const struct cxm_bytes a = texts[i - 1];
        const struct cxm_bytes b = texts[i];
        const size_t n = a.length < b.length ? a.length : b.length;
        const int order = memcmp(a.bytes, b.bytes, n);
        ck_assert(order < 0 || (order == 0 && a.length < b.length));
    }
    free_defs();
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_test(tc, the_texts_of_the_model_are_in_byte_order);
    tcase_add_test(tc,
                   any_split_merged_in_any_order_is_what_a_naive_model_says);
    tcase_add_test(tc, a_merged_table_has_the_smaller_limit_of_the_two);
    tcase_add_test(tc, what_is_unmerged_might_never_have_been_there);
    tcase_add_test(tc, rows_that_are_removed_leave_room_for_other_groups);
    tcase_add_test(tc, what_was_never_added_cannot_be_unmerged);
    tcase_add_test(tc, a_table_that_lost_groups_refuses_to_unmerge);
    tcase_add_test(tc, unequal_tables_refuse_to_merge);
    tcase_add_test(tc, a_merge_that_overflows_changes_nothing);
    tcase_add_test(tc, a_group_that_does_not_fit_into_other_stays);
    tcase_add_test(tc, a_bound_outlives_what_was_removed_and_is_merged);
    tcase_add_test(tc, groups_that_were_unmerged_leave_their_places);
    tcase_add_test(
        tc, a_merge_that_fails_takes_no_places_and_one_that_works_keeps_them);
    tcase_add_test(tc, a_cell_of_a_revisable_table_is_valid_for_ever);
    tcase_add_test(tc, a_cell_that_is_none_is_refused);
    tcase_add_test(tc, many_at_once_are_counted_all_or_none);
    tcase_add_test(tc, the_row_of_many_that_is_refused_is_named);
    tcase_add_test(tc, many_at_once_know_the_cells_that_are_none);
    tcase_add_test(tc, a_bad_configuration_is_refused);
    tcase_add_test(tc, no_configuration_is_one_group);
    tcase_add_test(tc, the_states_of_what_has_no_place_stay_empty);
    tcase_add_test(tc, a_table_without_columns_has_one_group);
    tcase_add_test(tc, a_call_that_finds_no_memory_changes_nothing);
    tcase_add_test(tc,
                   a_million_keys_cost_no_more_memory_than_the_limit_allows);
}

TEST_MAIN(tests)
