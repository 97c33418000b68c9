/* SPDX-License-Identifier: MIT */
/* Records in several groups, and records that are due, against a model. */
#include "run.h"

#include <cxm/revise.h>

#include "tables.h"

#define IDS     12
#define RECORDS 60
#define MOST    3 /* groups of a record */
#define DUES    9

/* Rows of one record: to the model each of its groups is a row of its own. */
struct record {
    struct row row[MOST];
    uint32_t n;
    uint32_t id;
};

static struct record random_record(uint64_t *seed, uint32_t spread)
{
    struct record record;
    memset(&record, 0, sizeof record);
    record.row[0] = random_row(seed, spread);
    record.id = random_below(seed, IDS);
    for (size_t i = 0; i < DEFS; i++)
        if (random_below(seed, 3) == 0) {
            record.row[0].seen[i].verdict = CXM_UNDECIDED;
            record.row[0].seen[i].due =
                (int64_t)random_below(seed, DUES) - DUES / 3;
        }
    record.n = 1;
    if (record.row[0].kind != ROW_PLACED)
        return record;
    const uint32_t n = 1 + random_below(seed, MOST);
    for (uint32_t k = 1; k < n; k++) {
        struct row row = record.row[0];
        int is_new = 1;
        for (size_t i = 0; i < COLUMNS; i++)
            row.text[i] = random_below(seed, spread);
        for (uint32_t i = 0; i < record.n; i++)
            is_new &= model_key(&row) != model_key(&record.row[i]);
        if (is_new)
            record.row[record.n++] = row;
    }
    return record;
}

static int number_of(struct cxm_table *table, const struct record *record,
                     uint32_t *number, const struct cxm_alloc *alloc)
{
    uint32_t cell[MOST];
    int status = CXM_OK;
    for (uint32_t i = 0; status == CXM_OK && i < record->n; i++)
        status = find_cell(table, &record->row[i], &cell[i], alloc);
    if (status < 0)
        return status;
    if (record->row[0].kind != ROW_PLACED) {
        *number = cell[0];
        return CXM_OK;
    }
    return cxm_table_union(table, cell, record->n, number, alloc);
}

/* Records that arrive, and which of them stay. */
struct stream {
    struct record record[RECORDS];
    int stays[RECORDS];
    uint32_t n;
    uint64_t max_groups;
    int64_t as_of; /* what is due before it is decided */
};

static struct stream random_stream(uint64_t *seed)
{
    struct stream stream;
    const uint32_t spread = 1 + random_below(seed, 4);
    memset(&stream, 0, sizeof stream);
    stream.n = random_below(seed, RECORDS + 1);
    stream.max_groups = random_below(seed, 6);
    stream.as_of = CXM_AS_OF_UNKNOWN;
    for (uint32_t i = 0; i < stream.n; i++)
        stream.record[i] = random_record(seed, spread);
    return stream;
}

static int is_open(const struct cxm_observation *seen, int64_t as_of)
{
    return seen->verdict == CXM_UNDECIDED && seen->due != 0 &&
           seen->due >= as_of;
}

static void model_of(const struct stream *stream, struct model *model)
{
    model_clear(model);
    for (uint32_t i = 0; i < stream->n; i++)
        for (uint32_t k = 0; k < stream->record[i].n; k++)
            model_see(model, &stream->record[i].row[k]);
    for (uint32_t i = 0; i < stream->n; i++)
        for (uint32_t k = 0; stream->stays[i] && k < stream->record[i].n; k++) {
            struct row row = stream->record[i].row[k];
            for (size_t def = 0; def < DEFS; def++)
                if (row.seen[def].verdict == CXM_UNDECIDED &&
                    row.seen[def].due != 0 && row.seen[def].due < stream->as_of)
                    row.seen[def].verdict = CXM_COUNTED;
            model_count(model, &row, stream->max_groups);
        }
}

/* The latest moment that keeps the place of a row open. */
static int64_t open_until(const struct stream *stream,
                          const struct model *model, const struct row *place,
                          size_t def)
{
    int64_t until = 0;
    for (uint32_t i = 0; i < stream->n; i++)
        for (uint32_t k = 0; stream->stays[i] && k < stream->record[i].n; k++) {
            const struct row *row = &stream->record[i].row[k];
            const int64_t due = row->seen[def].due;
            if (row->kind == place->kind &&
                (row->kind != ROW_PLACED ||
                 (row->period == place->period &&
                  model_place(model, model_key(row), stream->max_groups) ==
                      model_place(model, model_key(place),
                                  stream->max_groups))) &&
                is_open(&row->seen[def], stream->as_of) &&
                (until == 0 || due > until))
                until = due;
        }
    return until;
}

static void check_open(struct cxm_table *table, const struct stream *stream,
                       const struct model *model)
{
    for (uint32_t i = 0; i < stream->n; i++) {
        const struct row *row = &stream->record[i].row[0];
        uint32_t cell;
        must(find_cell(table, row, &cell, NULL) == CXM_OK, "it is found");
        for (size_t def = 0; def < DEFS; def++)
            must(cxm_table_open_until(table, cell, def) ==
                     open_until(stream, model, row, def),
                 "a cell is open as long as the model says");
    }
}

static uint64_t tally_sum(const struct cxm_tally *tally)
{
    return tally->counted + tally->missing + tally->rejected +
           tally->undecided + tally->ineligible;
}

/* The unions tell how many records there are, each once. */
static void check_sum(struct cxm_table *table, const struct stream *stream)
{
    uint32_t list[RECORDS * MOST + 1];
    uint64_t records = 0;
    int32_t period;
    size_t cells;
    uint32_t number;
    const size_t n = cxm_table_cells(table);
    must(n <= RECORDS * MOST, "there are no more cells than rows");
    must(cxm_table_list(table, list, NULL) == CXM_OK, "it is listed");
    list[n] = CXM_CELL_UNPLACED;
    for (uint32_t i = 0; i < stream->n; i++)
        records += (uint64_t)stream->stays[i];
    for (size_t def = 0; def < DEFS; def++) {
        uint64_t sum = 0;
        for (size_t i = 0; i <= n; i++)
            sum += tally_sum(cxm_table_tally(table, list[i], def));
        for (size_t i = 0;
             (number = cxm_table_union_at(table, i, &period, &cells)); i++)
            sum -= (cells - 1) * tally_sum(cxm_table_tally(table, number, def));
        must(sum == records, "every record is in the sum once");
    }
}

static void check_stream(struct cxm_table *table, const struct stream *stream,
                         struct model *model, const struct cxm_rows *rows,
                         const char *what, uint64_t seed)
{
    model_of(stream, model);
    check_model(table, model, rows, what, seed);
    check_open(table, stream, model);
    check_sum(table, stream);
}

static void change_record(struct cxm_table *table, const struct record *record,
                          uint32_t number, int forth,
                          const struct cxm_alloc *alloc)
{
    for (size_t i = 0; i < DEFS; i++)
        must((forth ? cxm_table_add : cxm_table_remove)(
                 table, number, i, &record->row[0].seen[i], alloc) == CXM_OK,
             "a record is counted");
}

/* As of a moment; an earlier one than before changes nothing. */
static void decide_as_of(struct cxm_table *table, struct stream *stream,
                         int64_t as_of, const struct cxm_alloc *alloc)
{
    if (as_of > stream->as_of)
        stream->as_of = as_of;
    must(cxm_table_decide(table, as_of, alloc) == CXM_OK, "decided");
}

/* Decide in steps, from a first on, and at the end all. */
static void decide(struct cxm_table *table, struct stream *stream, size_t first,
                   struct model *model, const struct cxm_rows *rows,
                   uint64_t seed, const struct cxm_alloc *alloc)
{
    const int64_t steps[] = {CXM_AS_OF_UNKNOWN, 2, 4, INT64_MAX};
    for (size_t i = first; i < sizeof steps / sizeof *steps; i++) {
        decide_as_of(table, stream, steps[i], alloc);
        check_stream(table, stream, model, rows, "decided", seed);
    }
}

START_TEST(records_of_several_groups_that_come_and_go_are_as_a_model_says)
{
    struct memory memory;
    const struct cxm_alloc alloc = memory_start(&memory);
    struct model *model = model_new();
    make_defs();
    for (uint64_t i = 0; i < (uint64_t)test_rounds(4000); i++) {
        uint64_t seed = i;
        const struct cxm_rows rows = {0, 0, 0, 0};
        struct stream stream = random_stream(&seed);
        struct cxm_table *table = make_table(stream.max_groups, 1, i, &alloc);
        uint32_t number[RECORDS];
        for (uint32_t k = 0; k < stream.n; k++) {
            must(number_of(table, &stream.record[k], &number[k], &alloc) ==
                     CXM_OK,
                 "a number is found");
            change_record(table, &stream.record[k], number[k], 1, &alloc);
            stream.stays[k] = 1;
            const uint32_t gone = random_below(&seed, 2 * k + 2);
            if (gone <= k && stream.stays[gone]) {
                change_record(table, &stream.record[gone], number[gone], 0,
                              &alloc);
                stream.stays[gone] = 0;
            }
            if (random_below(&seed, 32) == 0)
                decide_as_of(table, &stream, (int64_t)random_below(&seed, 6),
                             &alloc);
            if (random_below(&seed, 16) == 0) {
                const uint32_t n = stream.n;
                stream.n = k + 1;
                check_stream(table, &stream, model, &rows, "midway", i);
                stream.n = n;
            }
        }
        decide(table, &stream, 0, model, &rows, i, &alloc);
        cxm_table_free(table, &alloc);
        ck_assert_uint_eq(memory.bytes, 0);
    }
    model_free(model);
    free_defs();
}
END_TEST

/*
 * Try with the n-th request failing, until it goes through; before that nothing
 * changes.  Returns how often it failed.
 */
static uint64_t until_it_works(int (*attempt)(struct cxm_table *table,
                                              const void *what,
                                              const struct cxm_alloc *alloc),
                               struct cxm_table *table, const void *what,
                               struct memory *memory,
                               const struct cxm_alloc *alloc)
{
    struct dump before = dump_table(table);
    uint64_t n = 0;
    for (;; n++) {
        memory_fail(memory, n);
        const int status = attempt(table, what, alloc);
        memory_fail(memory, MEMORY_NEVER);
        if (status == CXM_OK)
            break;
        must(status == CXM_ENOMEM, "only memory is missing");
        must(n < 1000, "it comes to an end");
        struct dump after = dump_table(table);
        must(same_dump(&before, &after), "nothing has changed");
        free(after.bytes);
    }
    free(before.bytes);
    return n;
}

/* A record for cxm_revise_add, and where it goes. */
struct revision {
    struct cxm_revise *revise;
    const struct record *record;
    uint32_t number;
};

static int try_revise(struct cxm_table *table, const void *what,
                      const struct cxm_alloc *alloc)
{
    const struct revision *revision = what;
    const uint32_t number = revision->number;
    const uint32_t cell[DEFS] = {number, number, number};
    const char text = (char)('a' + revision->record->id);
    const struct cxm_bytes id = {&text, 1};
    int was;
    (void)table;
    return cxm_revise_add(revision->revise, id, 0, cell,
                          revision->record->row[0].seen, &was, alloc);
}

static int try_decide(struct cxm_table *table, const void *what,
                      const struct cxm_alloc *alloc)
{
    const int64_t *as_of = what;
    return cxm_table_decide(table, *as_of, alloc);
}

START_TEST(what_finds_no_memory_changes_nothing_and_can_be_repeated)
{
    struct memory memory;
    const struct cxm_alloc alloc = memory_start(&memory);
    struct model *model = model_new();
    uint64_t failures[2] = {0, 0};
    make_defs();
    for (uint64_t i = 0; i < (uint64_t)test_rounds(1000); i++) {
        static const uint64_t hash_seed[2] = {3, 4};
        uint64_t seed = i;
        struct cxm_rows rows = {0, 0, 0, 0};
        struct stream stream = random_stream(&seed);
        struct cxm_table *table = make_table(stream.max_groups, 1, i, &alloc);
        struct cxm_revise *revise;
        ck_assert_int_eq(
            cxm_revise_new(&revise, table, CXM_REVISE_LAST, hash_seed, &alloc),
            CXM_OK);
        for (uint32_t k = 0; k < stream.n; k++) {
            uint32_t number;
            must(number_of(table, &stream.record[k], &number, &alloc) == CXM_OK,
                 "a number is found");
            const struct revision revision = {revise, &stream.record[k],
                                              number};
            failures[0] +=
                until_it_works(try_revise, table, &revision, &memory, &alloc);
            stream.stays[k] = 1;
            for (uint32_t earlier = 0; earlier < k; earlier++)
                if (stream.stays[earlier] &&
                    stream.record[earlier].id == stream.record[k].id) {
                    stream.stays[earlier] = 0;
                    rows.duplicate++;
                }
            if (random_below(&seed, 32) == 0)
                decide_as_of(table, &stream, (int64_t)random_below(&seed, 2),
                             &alloc);
        }
        check_stream(table, &stream, model, &rows, "revised", i);
        stream.as_of = 2;
        failures[1] +=
            until_it_works(try_decide, table, &stream.as_of, &memory, &alloc);
        decide(table, &stream, 1, model, &rows, i, &alloc);
        cxm_revise_free(revise, &alloc);
        cxm_table_free(table, &alloc);
        ck_assert_uint_eq(memory.bytes, 0);
    }
    ck_assert_uint_gt(failures[0], 100);
    ck_assert_uint_gt(failures[1], 10);
    model_free(model);
    free_defs();
}
END_TEST

/* A placed row of that group, undecided until then. */
static struct row row_of(uint32_t first, int32_t period, int64_t due)
{
    struct row row;
    memset(&row, 0, sizeof row);
    row.text[0] = first;
    row.period = period;
    for (size_t i = 0; i < DEFS; i++) {
        row.seen[i].n = 1;
        row.seen[i].due = due;
        row.seen[i].verdict = due ? CXM_UNDECIDED : CXM_COUNTED;
    }
    return row;
}

static uint32_t cell_of(struct cxm_table *table, uint32_t first, int32_t period,
                        const struct cxm_alloc *alloc)
{
    const struct row row = row_of(first, period, 0);
    uint32_t cell = 0;
    ck_assert_int_eq(find_cell(table, &row, &cell, alloc), CXM_OK);
    return cell;
}

START_TEST(equal_sets_of_cells_have_one_number)
{
    struct cxm_table *table = make_table(3, 1, 1, NULL);
    const uint32_t a = cell_of(table, 0, 0, NULL);
    const uint32_t b = cell_of(table, 1, 0, NULL);
    const uint32_t c = cell_of(table, 2, 0, NULL);
    const uint32_t other = cell_of(table, 9, 0, NULL);
    const struct {
        uint32_t cell[4];
        size_t n;
        size_t like; /* an earlier row of the same number, or itself */
        size_t cells;
    } rows[] = {
        {{a, b}, 2, 0, 2},
        {{b, a}, 2, 0, 2},
        {{b, a, b, a}, 4, 0, 2},
        {{a, c}, 2, 3, 2},
        {{c, b, a}, 3, 4, 3},
        {{a, b, c, a}, 4, 4, 3},
        {{other, a}, 2, 6, 2},
        {{other, a, other}, 3, 7, 3},
        {{other, other, a}, 3, 7, 3},
        {{other, other}, 2, 9, 2},
    };
    uint32_t number[sizeof rows / sizeof *rows];
    uint32_t single = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ck_assert_int_eq(
            cxm_table_union(table, rows[i].cell, rows[i].n, &number[i], NULL),
            CXM_OK);
        for (size_t k = 0; k < i; k++)
            ck_assert_int_eq(number[i] == number[k],
                             rows[i].like == rows[k].like);
        ck_assert_uint_ne(number[i], CXM_CELL_FILTERED);
        ck_assert_uint_gt(number[i], other);
    }
    const uint32_t twice[] = {c, c};
    ck_assert_int_eq(cxm_table_union(table, &b, 1, &single, NULL), CXM_OK);
    ck_assert_uint_eq(single, b);
    ck_assert_int_eq(cxm_table_union(table, twice, 2, &single, NULL), CXM_OK);
    ck_assert_uint_eq(single, c);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int32_t period = 5;
        size_t cells = 0, at = 0;
        while (cxm_table_union_at(table, at, &period, &cells) != number[i])
            ck_assert_uint_lt(at++, 6);
        ck_assert_uint_eq(cells, rows[i].cells);
        ck_assert_int_eq(period, 0);
    }
    ck_assert_uint_eq(cxm_table_cells(table), 0);
    cxm_table_free(table, NULL);
    free_defs();
}
END_TEST

START_TEST(what_can_be_no_union_is_refused)
{
    struct cxm_table *table = make_table(0, 1, 1, NULL);
    struct cxm_table *fixed = make_table(0, 0, 1, NULL);
    const uint32_t a = cell_of(table, 0, 7, NULL);
    const uint32_t b = cell_of(table, 1, 7, NULL);
    const uint32_t later = cell_of(table, 0, 8, NULL);
    uint32_t number = 0;
    const uint32_t pair[] = {a, b};
    ck_assert_int_eq(cell_of(fixed, 0, 7, NULL), a);
    ck_assert_int_eq(cell_of(fixed, 1, 7, NULL), b);
    ck_assert_int_eq(cxm_table_union(table, pair, 2, &number, NULL), CXM_OK);
    const struct {
        struct cxm_table *table;
        uint32_t cell[2];
        size_t n;
    } rows[] = {
        {fixed, {a, b}, 2},
        {table, {a, b}, 0},
        {table, {a, later}, 2},
        {table, {a, CXM_CELL_UNPLACED}, 2},
        {table, {CXM_CELL_UNPLACED, 0}, 1},
        {table, {CXM_CELL_FILTERED, a}, 2},
        {table, {number, a}, 2},
        {table, {number + 1, a}, 2},
        {table, {later + 1, a}, 2},
    };
    uint32_t none = 77;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ck_assert_int_eq(cxm_table_union(rows[i].table, rows[i].cell, rows[i].n,
                                         &none, NULL),
                         CXM_EINVAL);
        ck_assert_uint_eq(none, 77);
    }
    ck_assert_ptr_null(cxm_table_state(table, number, 0));
    ck_assert_ptr_null(cxm_table_key(table, number, 0).bytes);
    ck_assert_int_eq(cxm_table_is_other(table, number), 0);
    ck_assert_int_eq(cxm_table_period(table, number), 7);
    ck_assert_int_eq(cxm_table_open_until(table, number, 0), 0);
    ck_assert_ptr_null(cxm_table_tally(table, number + 1, 0));
    cxm_table_free(table, NULL);
    cxm_table_free(fixed, NULL);
    free_defs();
}
END_TEST

/* The last cell of three lacks what the first two have. */
START_TEST(a_union_is_changed_in_all_its_cells_or_in_none)
{
    for (size_t lacking = 0; lacking < 3; lacking++) {
        struct memory memory;
        const struct cxm_alloc alloc = memory_start(&memory);
        struct cxm_table *table = make_table(0, 1, 1, &alloc);
        struct row row = row_of(0, 0, 0);
        struct row full = row_of(0, 0, 0);
        const uint32_t cell[] = {cell_of(table, 0, 0, &alloc),
                                 cell_of(table, 1, 0, &alloc),
                                 cell_of(table, 2, 0, &alloc)};
        uint32_t number = 0;
        row.seen[OWNING].v[0] = 1000;
        full.seen[OWNING].v[0] = 123456789;
        full.seen[OWNING].n = 1;
        ck_assert_int_eq(cxm_table_union(table, cell, 3, &number, &alloc),
                         CXM_OK);
        for (int i = 0; i < 2; i++) {
            /* The same tally, but another duration. */
            change_record(table, &(struct record){.row = {row}}, number, 1,
                          &alloc);
            ck_assert_int_eq(cxm_table_remove(table, cell[lacking], OWNING,
                                              &row.seen[OWNING], &alloc),
                             CXM_OK);
            ck_assert_int_eq(cxm_table_add(table, cell[lacking], OWNING,
                                           &full.seen[OWNING], &alloc),
                             CXM_OK);
            struct dump before = dump_table(table);
            memory_fail(&memory, 0);
            ck_assert_int_eq(cxm_table_remove(table, number, OWNING,
                                              &row.seen[OWNING], &alloc),
                             i ? CXM_OK : CXM_EABSENT);
            memory_fail(&memory, MEMORY_NEVER);
            struct dump after = dump_table(table);
            ck_assert_int_eq(same_dump(&before, &after), !i);
            free(before.bytes);
            free(after.bytes);
            /* Now it has it, beside the other. */
            ck_assert_int_eq(cxm_table_add(table, cell[lacking], OWNING,
                                           &row.seen[OWNING], &alloc),
                             CXM_OK);
        }
        cxm_table_free(table, &alloc);
        ck_assert_uint_eq(memory.bytes, 0);
    }
    free_defs();
}
END_TEST

/* Behind the back of revise, the last definition has lost what it counted. */
START_TEST(an_answer_that_cannot_be_taken_back_stays_without_memory)
{
    static const uint64_t hash_seed[2] = {3, 4};
    struct memory memory;
    const struct cxm_alloc alloc = memory_start(&memory);
    const struct cxm_def *const *def = make_defs();
    const struct cxm_def *const three[] = {def[OWNING], def[OWNING], def[0]};
    const struct cxm_table_config config = {.size = sizeof config,
                                            .revisable = 1};
    struct cxm_table *table = NULL;
    struct cxm_revise *revise = NULL;
    struct cxm_observation seen[3] = {{.n = 1, .v = {5000}},
                                      {.n = 1, .v = {7777777}},
                                      {.n = 1, .v = {9000000}}};
    uint32_t cell[3];
    int what;
    ck_assert_int_eq(cxm_table_new(&table, three, 3, &config, &alloc), CXM_OK);
    ck_assert_int_eq(cxm_table_cell(table, NULL, 0, &cell[0], &alloc), CXM_OK);
    cell[1] = cell[2] = cell[0];
    ck_assert_int_eq(
        cxm_revise_new(&revise, table, CXM_REVISE_LAST, hash_seed, &alloc),
        CXM_OK);
    const struct cxm_bytes id = {"x", 1};
    ck_assert_int_eq(cxm_revise_add(revise, id, 0, cell, seen, &what, &alloc),
                     CXM_OK);
    ck_assert_int_eq(cxm_table_remove(table, cell[2], 2, &seen[2], &alloc),
                     CXM_OK);
    for (size_t i = 0; i < 3; i++)
        seen[i].verdict = CXM_MISSING;
    memory_fail(&memory, 0);
    ck_assert_int_eq(cxm_revise_add(revise, id, 0, cell, seen, &what, &alloc),
                     CXM_EABSENT);
    memory_fail(&memory, MEMORY_NEVER);
    for (size_t i = 0; i < 3; i++) {
        const struct cxm_tally *tally = cxm_table_tally(table, cell[i], i);
        ck_assert_uint_eq(tally->counted, i < 2);
        ck_assert_uint_eq(tally->missing, 0);
        seen[i].verdict = CXM_COUNTED;
    }
    for (size_t i = 0; i < 2; i++)
        ck_assert_int_eq(cxm_table_remove(table, cell[i], i, &seen[i], &alloc),
                         CXM_OK);
    ck_assert_uint_eq(cxm_table_cells(table), 0);
    cxm_revise_free(revise, &alloc);
    cxm_table_free(table, &alloc);
    ck_assert_uint_eq(memory.bytes, 0);
    free_defs();
}
END_TEST

START_TEST(what_is_due_is_refused_where_it_cannot_be_decided)
{
    struct cxm_table *table = make_table(0, 1, 1, NULL);
    struct cxm_table *fixed = make_table(0, 0, 1, NULL);
    const struct row row = row_of(0, 0, 5);
    struct row bad = row;
    struct row counted = row;
    const uint32_t cell = cell_of(table, 0, 0, NULL);
    bad.seen[OWNING].v[0] = -1;
    counted.seen[OWNING].verdict = CXM_COUNTED; /* then due means nothing */
    ck_assert_uint_eq(cell_of(fixed, 0, 0, NULL), cell);
    const struct {
        struct cxm_table *table;
        const struct row *row;
        int status;
    } rows[] = {{fixed, &row, CXM_EINVAL},
                {table, &bad, CXM_ERANGE},
                {fixed, &counted, CXM_OK},
                {table, &row, CXM_OK}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ck_assert_int_eq(cxm_table_add(rows[i].table, cell, OWNING,
                                       &rows[i].row->seen[OWNING], NULL),
                         rows[i].status);
    ck_assert_int_eq(cxm_table_decide(fixed, 9, NULL), CXM_OK);
    ck_assert_int_eq(cxm_table_open_until(fixed, cell, 0), 0);
    ck_assert_int_eq(cxm_table_open_until(table, cell, OWNING), 5);
    ck_assert_int_eq(cxm_table_open_until(table, cell, DEFS), 0);
    ck_assert_int_eq(cxm_table_open_until(table, CXM_CELL_FILTERED, 0), 0);
    cxm_table_free(table, NULL);
    cxm_table_free(fixed, NULL);
    free_defs();
}
END_TEST

/* A table of one KPI, whether a limit was kept, and its only cell. */
static struct cxm_table *limit_table(struct cxm_def **def, uint32_t *cell)
{
    const struct cxm_table_config config = {.size = sizeof config,
                                            .revisable = 1};
    struct cxm_table *table;
    ck_assert_int_eq(
        cxm_def_new(def, "sla target=channel=email:4h", NULL, NULL), CXM_OK);
    const struct cxm_def *const only[] = {*def};
    ck_assert_int_eq(cxm_table_new(&table, only, 1, &config, NULL), CXM_OK);
    ck_assert_int_eq(cxm_table_cell(table, NULL, 0, cell, NULL), CXM_OK);
    return table;
}

/* Of an id: a hit, or undecided until then. */
static void answer(struct cxm_revise *revise, const char *id, uint32_t cell,
                   int64_t due)
{
    const struct cxm_bytes bytes = {id, strlen(id)};
    struct cxm_observation seen = {.n = 1, .due = due, .v = {!due}};
    int what;
    seen.verdict = due ? CXM_UNDECIDED : CXM_COUNTED;
    ck_assert_int_eq(
        cxm_revise_add(revise, bytes, 0, &cell, &seen, &what, NULL), CXM_OK);
}

static void check_limit(const struct cxm_table *table, uint32_t cell,
                        uint64_t hits, uint64_t misses, uint64_t undecided,
                        int64_t until)
{
    const struct cxm_tally *tally = cxm_table_tally(table, cell, 0);
    struct cxm_def *def;
    uint64_t state[16] = {0};
    ck_assert_int_eq(
        cxm_def_new(&def, "sla target=channel=email:4h", NULL, NULL), CXM_OK);
    ck_assert_uint_le(cxm_def_state_size(def), sizeof state);
    for (int64_t hit = 0; hit <= 1; hit++)
        ck_assert_int_eq(
            cxm_state_add_n(def, state, &hit, hit ? hits : misses, NULL),
            CXM_OK);
    ck_assert(cxm_state_equal(def, state, cxm_table_state(table, cell, 0)));
    ck_assert_uint_eq(tally->counted, hits + misses);
    ck_assert_uint_eq(tally->undecided, undecided);
    ck_assert_int_eq(cxm_table_open_until(table, cell, 0), until);
    cxm_def_free(def, NULL);
}

START_TEST(what_was_decided_can_be_revised)
{
    static const uint64_t hash_seed[2] = {3, 4};
    struct cxm_def *def;
    struct cxm_revise *revise;
    uint32_t cell;
    struct cxm_table *table = limit_table(&def, &cell);
    ck_assert_int_eq(
        cxm_revise_new(&revise, table, CXM_REVISE_LAST, hash_seed, NULL),
        CXM_OK);
    answer(revise, "1", cell, 100);
    ck_assert_int_eq(cxm_table_decide(table, 100, NULL), CXM_OK);
    check_limit(table, cell, 0, 0, 1, 100);
    ck_assert_int_eq(cxm_table_decide(table, 1000, NULL), CXM_OK);
    check_limit(table, cell, 0, 1, 0, 0);
    answer(revise, "2", cell, 5000);
    check_limit(table, cell, 0, 1, 1, 5000);
    answer(revise, "1", cell, 0);
    check_limit(table, cell, 1, 0, 1, 5000);
    ck_assert_int_eq(cxm_table_decide(table, 500, NULL), CXM_OK);
    answer(revise, "2", cell, 999); /* decided at once, of 1000 still */
    check_limit(table, cell, 1, 1, 0, 0);
    answer(revise, "2", cell, 1000);
    check_limit(table, cell, 1, 0, 1, 1000);
    ck_assert_int_eq(cxm_table_decide(table, INT64_MAX, NULL), CXM_OK);
    check_limit(table, cell, 1, 1, 0, 0);
    cxm_revise_free(revise, NULL);
    cxm_table_free(table, NULL);
    cxm_def_free(def, NULL);
}
END_TEST

START_TEST(where_one_cannot_be_counted_nothing_is_decided)
{
    struct cxm_def *def;
    uint32_t cell;
    struct cxm_table *table = limit_table(&def, &cell);
    struct cxm_observation seen = {.verdict = CXM_UNDECIDED, .due = 4};
    seen.n = 1;
    ck_assert_int_eq(cxm_table_add(table, cell, 0, &seen, NULL), CXM_OK);
    seen.n = UINT64_C(1) << 63;
    for (int i = 0; i < 2; i++)
        ck_assert_int_eq(cxm_table_add(table, cell, 0, &seen, NULL), CXM_OK);
    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(cxm_table_decide(table, 9, NULL), CXM_EOVERFLOW);
        check_limit(table, cell, 0, 0, 3, 4);
    }
    for (int i = 0; i < 2; i++)
        ck_assert_int_eq(cxm_table_remove(table, cell, 0, &seen, NULL), CXM_OK);
    ck_assert_int_eq(cxm_table_decide(table, 9, NULL), CXM_OK);
    check_limit(table, cell, 0, 1, 0, 0);
    cxm_table_free(table, NULL);
    cxm_def_free(def, NULL);
}
END_TEST

START_TEST(what_is_removed_otherwise_than_added_keeps_nothing_from_going_on)
{
    struct cxm_def *def[2];
    uint32_t cell;
    struct cxm_table *table = limit_table(&def[0], &cell);
    struct cxm_table *sum = limit_table(&def[1], &cell);
    struct cxm_observation seen = {.verdict = CXM_UNDECIDED, .n = 1};
    ck_assert_int_eq(cxm_table_add(table, cell, 0, &seen, NULL), CXM_OK);
    seen.due = 7; /* nothing at all is remembered */
    ck_assert_int_eq(cxm_table_remove(table, cell, 0, &seen, NULL),
                     CXM_EABSENT);
    seen.due = 5;
    ck_assert_int_eq(cxm_table_add(table, cell, 0, &seen, NULL), CXM_OK);
    ck_assert_int_eq(cxm_table_merge(sum, table, NULL), CXM_EINVAL);
    seen.due = 70; /* there is another: it is not noticed */
    ck_assert_int_eq(cxm_table_remove(table, cell, 0, &seen, NULL), CXM_OK);
    ck_assert_int_eq(cxm_table_merge(sum, table, NULL), CXM_OK);
    check_limit(sum, cell, 0, 0, 1, 0);
    seen.due = 0;
    ck_assert_int_eq(cxm_table_remove(table, cell, 0, &seen, NULL), CXM_OK);
    seen.due = 8;
    ck_assert_int_eq(cxm_table_decide(table, 6, NULL), CXM_OK);
    check_limit(table, cell, 0, 0, 0, 0);
    ck_assert_int_eq(cxm_table_add(table, cell, 0, &seen, NULL), CXM_OK);
    check_limit(table, cell, 0, 0, 1, 8);
    ck_assert_int_eq(cxm_table_decide(table, 100, NULL), CXM_OK);
    check_limit(table, cell, 0, 1, 0, 0);
    cxm_table_free(table, NULL);
    cxm_table_free(sum, NULL);
    cxm_def_free(def[0], NULL);
    cxm_def_free(def[1], NULL);
}
END_TEST

START_TEST(a_table_that_remembers_is_not_merged_into_another)
{
    struct cxm_table *table = make_table(0, 1, 1, NULL);
    struct cxm_table *plain = make_table(0, 0, 1, NULL);
    const struct row row = row_of(0, 0, 5);
    const struct row second = row_of(1, 0, 0);
    uint32_t number = 0;
    add_row(table, &row, NULL);
    add_row(plain, &second, NULL);
    ck_assert_int_eq(cxm_table_merge(plain, table, NULL), CXM_EINVAL);
    ck_assert_int_eq(cxm_table_unmerge(plain, table, NULL), CXM_EINVAL);
    ck_assert_int_eq(cxm_table_merge(table, plain, NULL), CXM_OK);
    const uint32_t pair[] = {cell_of(table, 0, 0, NULL),
                             cell_of(table, 1, 0, NULL)};
    ck_assert_int_eq(cxm_table_open_until(table, pair[0], 0), 5);
    ck_assert_int_eq(cxm_table_decide(table, 6, NULL), CXM_OK);
    ck_assert_int_eq(cxm_table_tally(table, pair[0], 0)->counted, 1);
    ck_assert_int_eq(cxm_table_merge(plain, table, NULL), CXM_OK);
    ck_assert_int_eq(cxm_table_unmerge(plain, table, NULL), CXM_OK);
    ck_assert_int_eq(cxm_table_union(table, pair, 2, &number, NULL), CXM_OK);
    ck_assert_int_eq(cxm_table_merge(plain, table, NULL), CXM_EINVAL);
    cxm_table_free(table, NULL);
    cxm_table_free(plain, NULL);
    free_defs();
}
END_TEST

START_TEST(rows_that_are_replaced_do_not_fill_the_memory)
{
    struct memory memory;
    const struct cxm_alloc alloc = memory_start(&memory);
    struct cxm_table *table = make_table(0, 1, 1, &alloc);
    const uint32_t cell = cell_of(table, 0, 0, &alloc);
    struct row row = row_of(0, 0, 1);
    const uint32_t n = 100;
    for (uint32_t i = 0; i < 100000; i++) {
        row.seen[0].due = i + 1;
        must(cxm_table_add(table, cell, 0, &row.seen[0], &alloc) == CXM_OK,
             "it is remembered");
        row.seen[0].due = (int64_t)i + 1 - n;
        if (i >= n)
            must(cxm_table_remove(table, cell, 0, &row.seen[0], &alloc) ==
                     CXM_OK,
                 "it is forgotten");
    }
    ck_assert_int_eq(cxm_table_open_until(table, cell, 0), 100000);
    ck_assert_uint_eq(cxm_table_tally(table, cell, 0)->undecided, n);
    ck_assert_uint_lt(memory.bytes, 100 * 1024);
    cxm_table_free(table, &alloc);
    ck_assert_uint_eq(memory.bytes, 0);
    free_defs();
}
END_TEST

/* ---- Many at once ------------------------------------------------------ */

#define COLUMN_ROWS 20

/* Rows of what is counted, as columns of one definition. */
struct columns {
    int64_t value[COLUMN_ROWS];
    size_t def;
    size_t rows;
};

static void random_columns(uint64_t *seed, struct columns *columns)
{
    columns->def = random_below(seed, DEFS);
    columns->rows = random_below(seed, COLUMN_ROWS + 1);
    for (size_t i = 0; i < COLUMN_ROWS; i++)
        columns->value[i] =
            columns->def == OWNING
                ? (int64_t)(random_next(seed) >> 11 >> random_below(seed, 50))
                : 1000000 * (int64_t)random_below(seed, 11);
}

static int add_columns(struct cxm_table *table, uint32_t number,
                       const struct columns *columns,
                       const struct cxm_alloc *alloc)
{
    const int64_t *const column[] = {columns->value};
    return cxm_table_add_many(table, number, columns->def, column,
                              columns->rows, alloc, NULL);
}

static struct cxm_observation column_row(const struct columns *columns,
                                         size_t row)
{
    return (struct cxm_observation){
        .verdict = CXM_COUNTED, .n = 1, .v = {columns->value[row]}};
}

/* All that can be seen of two tables: cells, unions, and what is open. */
static void check_same(struct cxm_table *a, struct cxm_table *b, uint64_t seed)
{
    struct dump one = dump_table(a);
    struct dump two = dump_table(b);
    int32_t period;
    size_t cells;
    uint32_t number;
    if (!same_dump(&one, &two))
        ck_abort_msg("seed %llu", (unsigned long long)seed);
    free(one.bytes);
    free(two.bytes);
    for (size_t i = 0; (number = cxm_table_union_at(a, i, &period, &cells));
         i++)
        for (size_t def = 0; def < DEFS; def++)
            must(memcmp(cxm_table_tally(a, number, def),
                        cxm_table_tally(b, number, def),
                        sizeof(struct cxm_tally)) == 0,
                 "the unions have the same tallies");
    for (uint32_t cell = 0; cxm_table_tally(a, cell, 0); cell++)
        for (size_t def = 0; def < DEFS; def++)
            must(cxm_table_open_until(a, cell, def) ==
                     cxm_table_open_until(b, cell, def),
                 "the cells are open as long");
}

/* A record and columns, all at once in one table and singly in the other. */
struct bulk {
    struct record record;
    struct columns columns;
    uint64_t times;
    uint32_t number;
};

static struct bulk random_bulk(uint64_t *seed, uint32_t spread)
{
    struct bulk bulk;
    bulk.record = random_record(seed, spread);
    bulk.times = random_below(seed, 4);
    if (random_below(seed, 20) == 0)
        bulk.record.row[0].kind = ROW_FILTERED;
    random_columns(seed, &bulk.columns);
    return bulk;
}

static void add_at_once(struct cxm_table *table, const struct bulk *bulk,
                        const struct cxm_alloc *alloc)
{
    for (size_t i = 0; i < DEFS; i++)
        must(cxm_table_add_n(table, bulk->number, i,
                             &bulk->record.row[0].seen[i], bulk->times,
                             alloc) == CXM_OK,
             "a record is counted so many times");
    must(add_columns(table, bulk->number, &bulk->columns, alloc) == CXM_OK,
         "columns are counted");
}

/* The same singly, or back again. */
static void change_singly(struct cxm_table *table, const struct bulk *bulk,
                          int forth, const struct cxm_alloc *alloc)
{
    for (uint64_t i = 0; i < bulk->times; i++)
        change_record(table, &bulk->record, bulk->number, forth, alloc);
    for (size_t i = 0; i < bulk->columns.rows; i++) {
        const struct cxm_observation seen = column_row(&bulk->columns, i);
        must((forth ? cxm_table_add : cxm_table_remove)(table, bulk->number,
                                                        bulk->columns.def,
                                                        &seen, alloc) == CXM_OK,
             "a row of the columns is counted");
    }
}

#define BULKS 25

START_TEST(many_at_once_count_as_each_does_and_can_be_taken_out_singly)
{
    struct memory memory;
    const struct cxm_alloc alloc = memory_start(&memory);
    make_defs();
    for (uint64_t i = 0; i < (uint64_t)test_rounds(3000); i++) {
        uint64_t seed = i;
        const uint32_t spread = 1 + random_below(&seed, 4);
        const uint64_t max_groups = random_below(&seed, 6);
        struct cxm_table *once = make_table(max_groups, 1, i, &alloc);
        struct cxm_table *each = make_table(max_groups, 1, i, &alloc);
        struct bulk bulk[BULKS];
        const uint32_t n = 1 + random_below(&seed, BULKS);
        for (uint32_t k = 0; k < n; k++) {
            uint32_t number;
            bulk[k] = random_bulk(&seed, spread);
            must(number_of(each, &bulk[k].record, &number, &alloc) == CXM_OK &&
                     number_of(once, &bulk[k].record, &bulk[k].number,
                               &alloc) == CXM_OK &&
                     bulk[k].number == number,
                 "both tables have the same number");
            /* Sometimes the number of an earlier one, perhaps a forwarder. */
            if (k && random_below(&seed, 3) == 0)
                bulk[k].number = bulk[random_below(&seed, k)].number;
            add_at_once(once, &bulk[k], &alloc);
            change_singly(each, &bulk[k], 1, &alloc);
            if (random_below(&seed, 16) == 0) {
                const int64_t as_of = (int64_t)random_below(&seed, 6);
                must(cxm_table_decide(once, as_of, &alloc) == CXM_OK &&
                         cxm_table_decide(each, as_of, &alloc) == CXM_OK,
                     "both are decided");
            }
            if (random_below(&seed, 8) == 0)
                check_same(once, each, i);
        }
        check_same(once, each, i);
        for (uint32_t k = 0; k < n; k++) {
            if (k == n / 2)
                must(cxm_table_decide(once, 4, &alloc) == CXM_OK &&
                         cxm_table_decide(each, 4, &alloc) == CXM_OK,
                     "both are decided");
            change_singly(once, &bulk[k], 0, &alloc);
            change_singly(each, &bulk[k], 0, &alloc);
            if (random_below(&seed, 8) == 0)
                check_same(once, each, i);
        }
        ck_assert_uint_eq(cxm_table_cells(once), 0);
        check_same(once, each, i);
        cxm_table_free(once, &alloc);
        cxm_table_free(each, &alloc);
        ck_assert_uint_eq(memory.bytes, 0);
    }
    free_defs();
}
END_TEST

/* Many at once for a definition; for number DEFS, as columns. */
struct addition {
    const struct bulk *bulk;
    size_t def;
};

static int try_add(struct cxm_table *table, const void *what,
                   const struct cxm_alloc *alloc)
{
    const struct addition *addition = what;
    const struct bulk *bulk = addition->bulk;
    if (addition->def == DEFS)
        return add_columns(table, bulk->number, &bulk->columns, alloc);
    return cxm_table_add_n(table, bulk->number, addition->def,
                           &bulk->record.row[0].seen[addition->def],
                           bulk->times, alloc);
}

START_TEST(many_at_once_that_find_no_memory_change_nothing)
{
    struct memory memory;
    const struct cxm_alloc alloc = memory_start(&memory);
    uint64_t failures[2] = {0, 0};
    make_defs();
    for (uint64_t i = 0; i < (uint64_t)test_rounds(500); i++) {
        uint64_t seed = i;
        const uint64_t max_groups = random_below(&seed, 6);
        struct cxm_table *once = make_table(max_groups, 1, i, &alloc);
        struct cxm_table *each = make_table(max_groups, 1, i, &alloc);
        struct bulk bulk[BULKS];
        for (uint32_t k = 0; k < BULKS; k++) {
            uint32_t number;
            bulk[k] = random_bulk(&seed, 4);
            must(number_of(once, &bulk[k].record, &bulk[k].number, &alloc) ==
                         CXM_OK &&
                     number_of(each, &bulk[k].record, &number, &alloc) ==
                         CXM_OK,
                 "a number is found");
            for (size_t def = 0; def <= DEFS; def++) {
                const struct addition addition = {&bulk[k], def};
                failures[def == DEFS] +=
                    until_it_works(try_add, once, &addition, &memory, &alloc);
            }
            change_singly(each, &bulk[k], 1, &alloc);
        }
        check_same(once, each, i);
        for (uint32_t k = 0; k < BULKS; k++)
            change_singly(once, &bulk[k], 0, &alloc);
        ck_assert_uint_eq(cxm_table_cells(once), 0);
        cxm_table_free(once, &alloc);
        cxm_table_free(each, &alloc);
        ck_assert_uint_eq(memory.bytes, 0);
    }
    ck_assert_uint_gt(failures[0], 100);
    ck_assert_uint_gt(failures[1], 20);
    free_defs();
}
END_TEST

/* Of three cells the last is full, or a column has a row too many. */
START_TEST(many_at_once_are_counted_in_all_cells_of_a_union_or_in_none)
{
    static const int64_t value[] = {1000000, 2000000, 77};
    static const int64_t *const column[] = {value};
    for (int way = 0; way < 3; way++) {
        struct memory memory;
        const struct cxm_alloc alloc = memory_start(&memory);
        struct cxm_table *table = make_table(0, 1, 1, &alloc);
        const struct row row = row_of(0, 0, 0);
        const uint32_t cell[] = {cell_of(table, 0, 0, &alloc),
                                 cell_of(table, 1, 0, &alloc),
                                 cell_of(table, 2, 0, &alloc)};
        uint32_t number = 0;
        ck_assert_int_eq(cxm_table_union(table, cell, 3, &number, &alloc),
                         CXM_OK);
        ck_assert_int_eq(cxm_table_add_n(table, cell[2], 0, &row.seen[0],
                                         way < 2 ? UINT64_MAX - 1 : 1, &alloc),
                         CXM_OK);
        struct dump before = dump_table(table);
        const int status =
            way == 0
                ? cxm_table_add_n(table, number, 0, &row.seen[0], 2, &alloc)
                : cxm_table_add_many(table, number, 0, column, way == 1 ? 2 : 3,
                                     &alloc, NULL);
        ck_assert_int_eq(status, way < 2 ? CXM_EOVERFLOW : CXM_ERANGE);
        struct dump after = dump_table(table);
        ck_assert_int_eq(same_dump(&before, &after), 1);
        ck_assert_uint_eq(cxm_table_tally(table, number, 0)->counted, 0);
        free(before.bytes);
        free(after.bytes);
        cxm_table_free(table, &alloc);
    }
    free_defs();
}
END_TEST

START_TEST(more_than_can_be_remembered_is_refused)
{
    struct cxm_table *table = make_table(0, 1, 1, NULL);
    const uint32_t cell = cell_of(table, 0, 0, NULL);
    const struct row row = row_of(0, 0, 5);
    const struct cxm_observation *seen = &row.seen[1];
    const uint64_t most = INT64_MAX;
    ck_assert_int_eq(cxm_table_add_n(table, cell, 1, seen, most - 1, NULL),
                     CXM_OK);
    ck_assert_int_eq(cxm_table_add(table, cell, 0, &row.seen[0], NULL), CXM_OK);
    struct dump before = dump_table(table);
    ck_assert_int_eq(cxm_table_add(table, cell, 1, seen, NULL), CXM_EOVERFLOW);
    ck_assert_int_eq(cxm_table_add_n(table, cell, 1, seen, most, NULL),
                     CXM_EOVERFLOW);
    struct dump after = dump_table(table);
    ck_assert_int_eq(same_dump(&before, &after), 1);
    ck_assert_int_eq(cxm_table_remove(table, cell, 1, seen, NULL), CXM_OK);
    ck_assert_int_eq(cxm_table_open_until(table, cell, 1), 5);
    /* So many are decided at one go. */
    ck_assert_int_eq(cxm_table_decide(table, 6, NULL), CXM_OK);
    ck_assert_uint_eq(cxm_table_tally(table, cell, 1)->counted, most - 2);
    ck_assert_uint_eq(cxm_table_tally(table, cell, 1)->undecided, 0);
    ck_assert_int_eq(cxm_table_open_until(table, cell, 1), 0);
    free(before.bytes);
    free(after.bytes);
    cxm_table_free(table, NULL);
    free_defs();
}
END_TEST

/* Behind the back of the log, some are no longer undecided. */
START_TEST(as_many_are_decided_as_are_still_undecided)
{
    for (uint64_t noted = 1; noted < 20; noted++)
        for (uint64_t left = 0; left <= noted; left++) {
            struct cxm_table *table = make_table(0, 1, 1, NULL);
            const uint32_t cell = cell_of(table, 0, 0, NULL);
            const struct row row = row_of(0, 0, 5);
            struct cxm_observation undue = row.seen[1];
            undue.due = 0;
            must(cxm_table_add_n(table, cell, 1, &row.seen[1], noted, NULL) ==
                     CXM_OK,
                 "noted");
            for (uint64_t i = left; i < noted; i++)
                must(cxm_table_remove(table, cell, 1, &undue, NULL) == CXM_OK,
                     "taken out");
            must(cxm_table_decide(table, 6, NULL) == CXM_OK, "decided");
            must(cxm_table_tally(table, cell, 1)->counted == left &&
                     cxm_table_tally(table, cell, 1)->undecided == 0,
                 "what was left is counted");
            cxm_table_free(table, NULL);
        }
    free_defs();
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_test(
        tc, records_of_several_groups_that_come_and_go_are_as_a_model_says);
    tcase_add_test(tc,
                   what_finds_no_memory_changes_nothing_and_can_be_repeated);
    tcase_add_test(tc,
                   many_at_once_count_as_each_does_and_can_be_taken_out_singly);
    tcase_add_test(tc, many_at_once_that_find_no_memory_change_nothing);
    tcase_add_test(tc,
                   many_at_once_are_counted_in_all_cells_of_a_union_or_in_none);
    tcase_add_test(tc, more_than_can_be_remembered_is_refused);
    tcase_add_test(tc, as_many_are_decided_as_are_still_undecided);
    tcase_add_test(tc, equal_sets_of_cells_have_one_number);
    tcase_add_test(tc, what_can_be_no_union_is_refused);
    tcase_add_test(tc, a_union_is_changed_in_all_its_cells_or_in_none);
    tcase_add_test(tc,
                   an_answer_that_cannot_be_taken_back_stays_without_memory);
    tcase_add_test(tc, what_is_due_is_refused_where_it_cannot_be_decided);
    tcase_add_test(tc, a_table_that_remembers_is_not_merged_into_another);
    tcase_add_test(tc, what_was_decided_can_be_revised);
    tcase_add_test(tc, where_one_cannot_be_counted_nothing_is_decided);
    tcase_add_test(
        tc, what_is_removed_otherwise_than_added_keeps_nothing_from_going_on);
    tcase_add_test(tc, rows_that_are_replaced_do_not_fill_the_memory);
}

TEST_MAIN(tests)
