/* SPDX-License-Identifier: MIT */
/* Changed answers against a model in which only the last row counts. */
#include "run.h"

#include <cxm/revise.h>

#include "tables.h"

#define IDS  20
#define ROWS 80

static const uint64_t hash_seed[2] = {3, 4};

/* Some ids are longer than a key can be without an allocation. */
static struct cxm_bytes id_of(uint32_t i, char *text, size_t size)
{
    const int n =
        snprintf(text, size, i % 2 ? "%u" : "an-id-that-is-long-%u", i);
    return (struct cxm_bytes){text, (size_t)n};
}

static int revise_row(struct cxm_revise *revise, struct cxm_table *table,
                      uint32_t id, const struct row *row, int *what,
                      const struct cxm_alloc *alloc)
{
    char text[40];
    uint32_t cell[DEFS];
    for (size_t i = 0; i < DEFS; i++)
        must(find_cell(table, row, &cell[i], alloc) == CXM_OK,
             "a cell is found");
    return cxm_revise_add(revise, id_of(id, text, sizeof text), 0, cell,
                          row->seen, what, alloc);
}

struct stream {
    struct row row[ROWS];
    uint32_t id[ROWS];
    uint32_t n;
    uint64_t max_groups;
};

static struct stream random_stream(uint64_t *seed)
{
    struct stream stream;
    const uint32_t spread = 1 + random_below(seed, TEXTS);
    memset(&stream, 0, sizeof stream);
    stream.n = random_below(seed, ROWS + 1);
    stream.max_groups = random_below(seed, 8);
    for (uint32_t i = 0; i < stream.n; i++) {
        stream.row[i] = random_row(seed, spread);
        if (random_below(seed, 6) == 0)
            stream.row[i].kind = ROW_FILTERED;
        stream.id[i] = random_below(seed, IDS);
    }
    return stream;
}

/* Is row i the one of its id that decides? */
static int decides(const struct stream *stream, uint32_t i, uint32_t policy)
{
    const uint32_t begin = policy == CXM_REVISE_LAST ? i + 1 : 0;
    const uint32_t end = policy == CXM_REVISE_LAST ? stream->n : i;
    for (uint32_t k = begin; k < end; k++)
        if (stream->id[k] == stream->id[i])
            return 0;
    return 1;
}

static void model_of(const struct stream *stream, uint32_t policy,
                     struct model *model, struct cxm_rows *rows)
{
    model_clear(model);
    memset(rows, 0, sizeof *rows);
    for (uint32_t i = 0; i < stream->n; i++)
        model_see(model, &stream->row[i]);
    for (uint32_t i = 0; i < stream->n; i++) {
        const int counts = decides(stream, i, policy);
        rows->read++;
        rows->duplicate += !counts;
        rows->filtered += counts && stream->row[i].kind == ROW_FILTERED;
        if (counts)
            model_count(model, &stream->row[i], stream->max_groups);
    }
}

static uint64_t tally_sum(const struct cxm_tally *tally)
{
    return tally->counted + tally->missing + tally->rejected +
           tally->undecided + tally->ineligible;
}

/* Every row that was read is in just one place, for each definition. */
static void check_sum(struct cxm_table *table, uint64_t read)
{
    uint32_t cell[IDS + 1];
    const struct cxm_rows *rows = cxm_table_rows(table);
    const size_t n = cxm_table_cells(table);
    must(n <= IDS, "there are no more cells than ids");
    must(cxm_table_list(table, cell, NULL) == CXM_OK, "it is listed");
    cell[n] = CXM_CELL_UNPLACED;
    for (size_t def = 0; def < DEFS; def++) {
        uint64_t sum = rows->filtered + rows->duplicate + rows->late;
        for (size_t i = 0; i <= n; i++)
            sum += tally_sum(cxm_table_tally(table, cell[i], def));
        must(sum == read, "every row is in just one place");
    }
}

static void run_stream(const struct stream *stream, uint32_t policy,
                       struct cxm_table *table, struct cxm_revise *revise,
                       const struct cxm_alloc *alloc)
{
    for (uint32_t i = 0; i < stream->n; i++) {
        int what = -1;
        must(revise_row(revise, table, stream->id[i], &stream->row[i], &what,
                        alloc) == CXM_OK,
             "a row is counted");
        int expected = CXM_REVISE_NEW;
        for (uint32_t k = 0; k < i; k++)
            if (stream->id[k] == stream->id[i])
                expected = policy == CXM_REVISE_LAST ? CXM_REVISE_REPLACED
                                                     : CXM_REVISE_IGNORED;
        must(what == expected, "it says what became of the row");
        cxm_table_rows(table)->read++;
        check_sum(table, i + 1);
    }
}

static void compare_policy(uint32_t policy)
{
    struct memory memory;
    const struct cxm_alloc alloc = memory_start(&memory);
    struct model *model = model_new();
    for (uint64_t i = 0; i < 3000; i++) {
        uint64_t seed = i;
        struct cxm_rows rows;
        const struct stream stream = random_stream(&seed);
        struct cxm_table *table = make_table(stream.max_groups, 1, i, &alloc);
        struct cxm_revise *revise = NULL;
        ck_assert_int_eq(
            cxm_revise_new(&revise, table, policy, hash_seed, &alloc), CXM_OK);
        run_stream(&stream, policy, table, revise, &alloc);
        model_of(&stream, policy, model, &rows);
        check_model(table, model, &rows, "revised", i);
        cxm_revise_free(revise, &alloc);
        cxm_table_free(table, &alloc);
        ck_assert_uint_eq(memory.bytes, 0);
    }
    model_free(model);
    free_defs();
}

START_TEST(only_the_last_row_of_an_id_counts)
{
    compare_policy(CXM_REVISE_LAST);
}
END_TEST

START_TEST(only_the_first_row_of_an_id_counts_where_that_is_asked_for)
{
    compare_policy(CXM_REVISE_FIRST);
}
END_TEST

START_TEST(a_second_row_is_an_error_where_that_is_asked_for)
{
    uint64_t seed = 5;
    const struct row row = random_row(&seed, TEXTS);
    struct cxm_table *table = make_table(0, 1, 1, NULL);
    struct cxm_revise *revise = NULL;
    int what = -1;
    ck_assert_int_eq(
        cxm_revise_new(&revise, table, CXM_REVISE_ERROR, hash_seed, NULL),
        CXM_OK);
    ck_assert_int_eq(revise_row(revise, table, 1, &row, &what, NULL), CXM_OK);
    struct dump before = dump_table(table);
    ck_assert_int_eq(revise_row(revise, table, 1, &row, &what, NULL),
                     CXM_EDUPLICATE);
    struct dump after = dump_table(table);
    ck_assert(same_dump(&before, &after));
    free(before.bytes);
    free(after.bytes);
    ck_assert_int_eq(revise_row(revise, table, 2, &row, &what, NULL), CXM_OK);
    ck_assert_int_eq(what, CXM_REVISE_NEW);
    cxm_revise_free(revise, NULL);
    cxm_table_free(table, NULL);
    free_defs();
}
END_TEST

START_TEST(a_table_or_policy_that_does_not_fit_is_refused)
{
    struct cxm_table *fixed = make_table(0, 0, 1, NULL);
    struct cxm_table *table = make_table(0, 1, 1, NULL);
    const struct {
        struct cxm_table *table;
        uint32_t policy;
    } rows[] = {{fixed, CXM_REVISE_LAST}, {table, 0}, {table, 4}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cxm_revise *revise = (struct cxm_revise *)&revise;
        ck_assert_int_eq(cxm_revise_new(&revise, rows[i].table, rows[i].policy,
                                        hash_seed, NULL),
                         CXM_EINVAL);
        ck_assert_ptr_null(revise);
    }
    cxm_revise_free(NULL, NULL);
    cxm_table_free(fixed, NULL);
    cxm_table_free(table, NULL);
    free_defs();
}
END_TEST

START_TEST(a_row_that_overflows_leaves_the_earlier_one)
{
    struct row row[3];
    struct cxm_table *table = make_table(0, 1, 1, NULL);
    struct cxm_revise *revise = NULL;
    int what = -1;
    memset(row, 0, sizeof row);
    /* Row 2 goes where row 0 has filled the last definition up. */
    for (int i = 0; i < 3; i++) {
        row[i].text[0] = i == 1;
        row[i].seen[0].n = 1;
        row[i].seen[1].n = i ? 1 : UINT64_MAX;
    }
    ck_assert_int_eq(
        cxm_revise_new(&revise, table, CXM_REVISE_LAST, hash_seed, NULL),
        CXM_OK);
    for (uint32_t i = 0; i < 2; i++)
        ck_assert_int_eq(revise_row(revise, table, i, &row[i], &what, NULL),
                         CXM_OK);
    struct dump before = dump_table(table);
    for (uint32_t id = 1; id <= 2; id++) {
        what = -1;
        ck_assert_int_eq(revise_row(revise, table, id, &row[2], &what, NULL),
                         CXM_EOVERFLOW);
        ck_assert_int_eq(what, -1);
        struct dump after = dump_table(table);
        ck_assert(same_dump(&before, &after));
        free(after.bytes);
    }
    free(before.bytes);
    /* The id of the row that failed is not remembered. */
    ck_assert_int_eq(revise_row(revise, table, 2, &row[1], &what, NULL),
                     CXM_OK);
    ck_assert_int_eq(what, CXM_REVISE_NEW);
    cxm_revise_free(revise, NULL);
    cxm_table_free(table, NULL);
    free_defs();
}
END_TEST

START_TEST(a_row_that_was_taken_out_behind_its_back_is_absent)
{
    uint64_t seed = 1;
    struct row row = random_row(&seed, TEXTS);
    struct cxm_table *table = make_table(0, 1, 1, NULL);
    struct cxm_revise *revise = NULL;
    int what = -1;
    uint32_t cell;
    row.kind = ROW_PLACED;
    ck_assert_int_eq(
        cxm_revise_new(&revise, table, CXM_REVISE_LAST, hash_seed, NULL),
        CXM_OK);
    ck_assert_int_eq(revise_row(revise, table, 1, &row, &what, NULL), CXM_OK);
    ck_assert_int_eq(find_cell(table, &row, &cell, NULL), CXM_OK);
    ck_assert_int_eq(
        cxm_table_remove(table, cell, DEFS - 1, &row.seen[DEFS - 1], NULL),
        CXM_OK);
    struct dump before = dump_table(table);
    row.kind = ROW_UNPLACED;
    ck_assert_int_eq(revise_row(revise, table, 1, &row, &what, NULL),
                     CXM_EABSENT);
    struct dump after = dump_table(table);
    ck_assert(same_dump(&before, &after));
    free(before.bytes);
    free(after.bytes);
    cxm_revise_free(revise, NULL);
    cxm_table_free(table, NULL);
    free_defs();
}
END_TEST

START_TEST(a_row_that_finds_no_memory_changes_nothing)
{
    struct memory memory;
    const struct cxm_alloc alloc = memory_start(&memory);
    struct model *model = model_new();
    uint64_t failures = 0;
    make_defs();
    for (uint64_t i = 0; i < 100; i++) {
        uint64_t seed = i;
        struct cxm_rows rows;
        const struct stream stream = random_stream(&seed);
        struct cxm_table *table = make_table(stream.max_groups, 1, i, &alloc);
        struct cxm_revise *revise = NULL;
        for (uint64_t n = 0; !revise; n++) {
            memory_fail(&memory, n);
            const int status = cxm_revise_new(&revise, table, CXM_REVISE_LAST,
                                              hash_seed, &alloc);
            ck_assert_int_eq(status, revise ? CXM_OK : CXM_ENOMEM);
        }
        memory_fail(&memory, MEMORY_NEVER);
        for (uint32_t k = 0; k < stream.n; k++) {
            uint32_t cell;
            /* A new group may move another: that is not what may fail here. */
            ck_assert_int_eq(find_cell(table, &stream.row[k], &cell, &alloc),
                             CXM_OK);
            struct dump before = dump_table(table);
            int status = CXM_ENOMEM;
            int what;
            for (uint64_t n = 0; status != CXM_OK; n++) {
                memory_fail(&memory, n);
                status = revise_row(revise, table, stream.id[k], &stream.row[k],
                                    &what, &alloc);
                if (status == CXM_OK)
                    break;
                ck_assert_int_eq(status, CXM_ENOMEM);
                failures++;
                struct dump after = dump_table(table);
                must(same_dump(&before, &after), "nothing has changed");
                free(after.bytes);
            }
            memory_fail(&memory, MEMORY_NEVER);
            cxm_table_rows(table)->read++;
            free(before.bytes);
        }
        model_of(&stream, CXM_REVISE_LAST, model, &rows);
        check_model(table, model, &rows, "after failures", i);
        cxm_revise_free(revise, &alloc);
        cxm_table_free(table, &alloc);
        ck_assert_uint_eq(memory.bytes, 0);
    }
    ck_assert_uint_gt(failures, 500);
    model_free(model);
    free_defs();
}
END_TEST

/* Its least and most are those of just before and after doubling. */
static void check_cost(size_t members)
{
    struct memory memory;
    const struct cxm_alloc alloc = memory_start(&memory);
    const struct cxm_def *const *def = make_defs();
    const struct cxm_table_config config = {.size = sizeof config,
                                            .revisable = 1};
    struct cxm_table *table = NULL;
    struct cxm_revise *revise = NULL;
    const struct cxm_observation seen[DEFS] = {{.n = 1}, {.n = 1}, {.n = 1}};
    uint32_t cell[DEFS];
    size_t own = 0;
    ck_assert_int_eq(cxm_table_new(&table, def, members, &config, &alloc),
                     CXM_OK);
    for (size_t i = 0; i < members; i++) {
        ck_assert_int_eq(cxm_table_cell(table, NULL, 0, &cell[i], &alloc),
                         CXM_OK);
        own += 24 + 8 * cxm_def_arity(def[i]);
    }
    ck_assert_int_eq(
        cxm_revise_new(&revise, table, CXM_REVISE_LAST, hash_seed, &alloc),
        CXM_OK);
    const size_t before = memory.bytes;
    size_t own_bytes = 0;
    for (uint32_t i = 0; i < 300000; i++) {
        char text[40];
        int what;
        const int length = snprintf(text, sizeof text, "%s%u",
                                    i % 2 ? "id-" : "quite-a-long-id-", i);
        const struct cxm_bytes id = {text, (size_t)length};
        must(cxm_revise_add(revise, id, 0, cell, seen, &what, &alloc) == CXM_OK,
             "a row is counted");
        own_bytes += own + (length > 16 ? (size_t)length : 0);
        if (i < 100000)
            continue;
        const size_t bytes = memory.bytes - before - own_bytes;
        must(bytes >= 48 * (size_t)i && bytes <= 73 * (size_t)i,
             "an id costs what is said");
    }
    cxm_revise_free(revise, &alloc);
    cxm_table_free(table, &alloc);
    ck_assert_uint_eq(memory.bytes, 0);
    free_defs();
}

START_TEST(an_id_costs_what_the_header_says)
{
    for (size_t members = 1; members <= DEFS; members++)
        check_cost(members);
}
END_TEST

/* Rows that arrive late: the order they are given decides, not the calls. */
START_TEST(the_greatest_order_decides_and_of_equals_the_later_call)
{
    static const struct {
        int64_t order;
        int32_t score;
        int what;
        int32_t stays;
    } rows[] = {
        {5, 9, CXM_REVISE_NEW, 9},      {3, 0, CXM_REVISE_IGNORED, 9},
        {5, 7, CXM_REVISE_REPLACED, 7}, {INT64_MIN, 1, CXM_REVISE_IGNORED, 7},
        {6, 2, CXM_REVISE_REPLACED, 2},
    };
    const struct cxm_bytes id = {"a", 1};
    struct cxm_table_config config = {.size = sizeof config, .revisable = 1};
    struct cxm_def *def;
    struct cxm_table *table;
    struct cxm_revise *revise;
    uint32_t cell;
    ck_assert_int_eq(cxm_def_new(&def, "nps", NULL, NULL), CXM_OK);
    const struct cxm_def *const only[] = {def};
    ck_assert_int_eq(cxm_table_new(&table, only, 1, &config, NULL), CXM_OK);
    ck_assert_int_eq(
        cxm_revise_new(&revise, table, CXM_REVISE_LAST, hash_seed, NULL),
        CXM_OK);
    ck_assert_int_eq(cxm_table_cell(table, NULL, 0, &cell, NULL), CXM_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cxm_observation seen = {.verdict = CXM_COUNTED, .n = 1};
        int what = -1;
        seen.v[0] = rows[i].score * INT64_C(1000000);
        ck_assert_int_eq(cxm_revise_add(revise, id, rows[i].order, &cell, &seen,
                                        &what, NULL),
                         CXM_OK);
        ck_assert_int_eq(what, rows[i].what);
        const uint64_t *count = cxm_table_state(table, cell, 0);
        for (int32_t score = 0; score <= 10; score++)
            ck_assert_uint_eq(count[score], score == rows[i].stays);
    }
    ck_assert_uint_eq(cxm_table_rows(table)->duplicate, 4);
    cxm_revise_free(revise, NULL);
    cxm_table_free(table, NULL);
    cxm_def_free(def, NULL);
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_test(tc, the_greatest_order_decides_and_of_equals_the_later_call);
    tcase_add_test(tc, only_the_last_row_of_an_id_counts);
    tcase_add_test(tc,
                   only_the_first_row_of_an_id_counts_where_that_is_asked_for);
    tcase_add_test(tc, a_second_row_is_an_error_where_that_is_asked_for);
    tcase_add_test(tc, a_table_or_policy_that_does_not_fit_is_refused);
    tcase_add_test(tc, a_row_that_overflows_leaves_the_earlier_one);
    tcase_add_test(tc, a_row_that_was_taken_out_behind_its_back_is_absent);
    tcase_add_test(tc, a_row_that_finds_no_memory_changes_nothing);
    tcase_add_test(tc, an_id_costs_what_the_header_says);
}

TEST_MAIN(tests)
