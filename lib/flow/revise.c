/* SPDX-License-Identifier: MIT */
#include <cxm/revise.h>

#include "slabs.h"
#include "table.h"

#include <string.h>

/*
 * The record of an id, by its number: the order of its row, then for each
 * definition the cell and the verdict in one word, how many times it counts,
 * when it is due and the components.
 */
#define ORDER_WORDS  1
#define ANSWER_WORDS 3 /* before the components */

struct cxm_revise {
    struct cxm__keys ids;
    struct cxm__slabs records;
    struct cxm_table *table;
    uint32_t policy;
    uint32_t reserved;
};

static size_t record_words(const struct cxm_table *table)
{
    size_t n = ORDER_WORDS;
    for (size_t i = 0; i < table->members; i++)
        n += ANSWER_WORDS + cxm_def_arity(table->member[i].def);
    return n;
}

int cxm_revise_new(struct cxm_revise **revise, struct cxm_table *table,
                   uint32_t policy, const uint64_t seed[2],
                   const struct cxm_alloc *alloc)
{
    *revise = NULL;
    if (!table->revisable || policy < CXM_REVISE_LAST ||
        policy > CXM_REVISE_ERROR)
        return CXM_EINVAL;
    struct cxm_revise *made = cxm__resize(alloc, NULL, 0, sizeof *made);
    if (!made)
        return CXM_ENOMEM;
    memset(made, 0, sizeof *made);
    cxm__keys_init(&made->ids, seed);
    cxm__slabs_init(&made->records, record_words(table));
    made->table = table;
    made->policy = policy;
    *revise = made;
    return CXM_OK;
}

void cxm_revise_free(struct cxm_revise *revise, const struct cxm_alloc *alloc)
{
    if (!revise)
        return;
    cxm__keys_free(&revise->ids, alloc);
    cxm__slabs_free(&revise->records, alloc);
    cxm__resize(alloc, revise, sizeof *revise, 0);
}

/* What a row said to one definition, and where. */
struct answer {
    uint32_t cell;
    struct cxm_observation seen;
};

static uint64_t *write_answer(uint64_t *word, uint32_t arity, uint32_t cell,
                              const struct cxm_observation *seen)
{
    word[0] = (uint64_t)cell << 32 | (uint32_t)seen->verdict;
    word[1] = seen->n;
    word[2] = cxm__has_due(seen) ? (uint64_t)seen->due : 0;
    for (uint32_t i = 0; i < arity; i++)
        word[ANSWER_WORDS + i] = (uint64_t)seen->v[i];
    return word + ANSWER_WORDS + arity;
}

static const uint64_t *read_answer(const uint64_t *word, uint32_t arity,
                                   struct answer *answer)
{
    const uint32_t verdict = (uint32_t)word[0];
    memset(answer, 0, sizeof *answer);
    answer->cell = (uint32_t)(word[0] >> 32);
    memcpy(&answer->seen.verdict, &verdict, sizeof verdict);
    answer->seen.n = word[1];
    answer->seen.due = (int64_t)word[2];
    memcpy(answer->seen.v, word + ANSWER_WORDS, arity * sizeof *word);
    return word + ANSWER_WORDS + arity;
}

static void write_record(struct cxm_revise *revise, uint32_t id, int64_t order,
                         const uint32_t *cell,
                         const struct cxm_observation *seen)
{
    const struct cxm_table *table = revise->table;
    uint64_t *word = cxm__slabs_at(&revise->records, id);
    *word = (uint64_t)order;
    word += ORDER_WORDS;
    for (size_t i = 0; i < table->members; i++)
        word = write_answer(word, cxm_def_arity(table->member[i].def), cell[i],
                            &seen[i]);
}

/* Was the row of this record chosen out? */
static int was_filtered(const struct cxm_revise *revise, const uint64_t *record)
{
    const struct cxm_table *table = revise->table;
    const uint64_t *word = record + ORDER_WORDS;
    struct answer answer;
    for (size_t i = 0; i < table->members; i++) {
        word = read_answer(word, cxm_def_arity(table->member[i].def), &answer);
        if (answer.cell != CXM_CELL_FILTERED)
            return 0;
    }
    return 1;
}

static int is_filtered(const struct cxm_table *table, const uint32_t *cell)
{
    for (size_t i = 0; i < table->members; i++)
        if (cell[i] != CXM_CELL_FILTERED)
            return 0;
    return 1;
}

/* Count a row in all its cells, or in none. */
static int count_row(struct cxm_table *table, const uint32_t *cell,
                     const struct cxm_observation *seen,
                     const struct cxm_alloc *alloc)
{
    int status = CXM_OK;
    for (size_t i = 0; status == CXM_OK && i < table->members; i++) {
        status = cxm_table_add(table, cell[i], i, &seen[i], alloc);
        while (status < 0 && i-- > 0)
            cxm_table_remove(table, cell[i], i, &seen[i], alloc);
    }
    return status;
}

static void uncount_row(struct cxm_table *table, const uint32_t *cell,
                        const struct cxm_observation *seen,
                        const struct cxm_alloc *alloc)
{
    for (size_t i = 0; i < table->members; i++)
        cxm_table_remove(table, cell[i], i, &seen[i], alloc);
}

/* The states of a recorded row may give up their memory now. */
static void trim(struct cxm_revise *revise, const uint64_t *record,
                 const struct cxm_alloc *alloc)
{
    struct cxm_table *table = revise->table;
    const uint64_t *word = record + ORDER_WORDS;
    struct answer answer;
    for (size_t i = 0; i < table->members; i++) {
        word = read_answer(word, cxm_def_arity(table->member[i].def), &answer);
        cxm__table_trim(table, answer.cell, i, alloc);
    }
}

/* Take a recorded row back from all its cells, or from none. */
static int retract(struct cxm_revise *revise, const uint64_t *record,
                   const struct cxm_alloc *alloc)
{
    struct cxm_table *table = revise->table;
    const uint64_t *word = record + ORDER_WORDS;
    struct answer answer;
    size_t done = 0;
    int status = CXM_OK;
    for (; status == CXM_OK && done < table->members; done++) {
        word =
            read_answer(word, cxm_def_arity(table->member[done].def), &answer);
        status =
            cxm__table_take(table, answer.cell, done, &answer.seen, 1, alloc);
    }
    word = record + ORDER_WORDS;
    for (size_t i = 0; status < 0 && i + 1 < done; i++) {
        word = read_answer(word, cxm_def_arity(table->member[i].def), &answer);
        cxm_table_add(table, answer.cell, i, &answer.seen, alloc);
    }
    trim(revise, record, alloc);
    return status;
}

/* Room for the record of a new id, before anything is counted. */
static int add_new(struct cxm_revise *revise, uint32_t id, int64_t order,
                   const uint32_t *cell, const struct cxm_observation *seen,
                   const struct cxm_alloc *alloc)
{
    struct cxm_rows *rows = &revise->table->rows;
    const uint64_t filtered = (uint64_t)is_filtered(revise->table, cell);
    if (rows->filtered > UINT64_MAX - filtered)
        return CXM_EOVERFLOW;
    int status = CXM_OK;
    if (revise->policy == CXM_REVISE_LAST)
        status = cxm__slabs_reserve(&revise->records, id, alloc);
    if (status == CXM_OK)
        status = count_row(revise->table, cell, seen, alloc);
    if (status < 0)
        return status;
    if (revise->policy == CXM_REVISE_LAST)
        write_record(revise, id, order, cell, seen);
    rows->filtered += filtered;
    return CXM_OK;
}

/*
 * The new row is counted first, as that might need memory: taking back what
 * was counted never does.
 */
static int replace(struct cxm_revise *revise, uint32_t id, int64_t order,
                   const uint32_t *cell, const struct cxm_observation *seen,
                   const struct cxm_alloc *alloc)
{
    struct cxm_table *table = revise->table;
    struct cxm_rows *rows = &table->rows;
    const uint64_t *record = cxm__slabs_at(&revise->records, id);
    const uint64_t left = (uint64_t)was_filtered(revise, record);
    const uint64_t filtered = (uint64_t)is_filtered(table, cell);
    if (rows->filtered < left)
        return CXM_EABSENT;
    if (rows->duplicate == UINT64_MAX ||
        rows->filtered - left > UINT64_MAX - filtered)
        return CXM_EOVERFLOW;
    int status = count_row(table, cell, seen, alloc);
    if (status < 0)
        return status;
    status = retract(revise, record, alloc);
    if (status < 0) {
        uncount_row(table, cell, seen, alloc);
        return status;
    }
    write_record(revise, id, order, cell, seen);
    rows->filtered = rows->filtered - left + filtered;
    rows->duplicate++;
    return CXM_OK;
}

static int ignore(struct cxm_revise *revise)
{
    struct cxm_rows *rows = &revise->table->rows;
    return cxm__add_u64(&rows->duplicate, rows->duplicate, 1);
}

/* Rows may arrive in another order than the one that decides. */
static int is_older(const struct cxm_revise *revise, uint32_t id, int64_t order)
{
    return order < (int64_t)*cxm__slabs_at(&revise->records, id);
}

int cxm_revise_add(struct cxm_revise *revise, struct cxm_bytes id,
                   int64_t order, const uint32_t *cell,
                   const struct cxm_observation *observation, int *what,
                   const struct cxm_alloc *alloc)
{
    uint32_t number = 0;
    int fresh = 0;
    int status = cxm__keys_put(&revise->ids, id.bytes, id.length, &number,
                               &fresh, alloc);
    if (status < 0)
        return status;
    if (fresh) {
        status = add_new(revise, number, order, cell, observation, alloc);
        if (status < 0)
            cxm__keys_remove(&revise->ids, number, alloc);
        else
            *what = CXM_REVISE_NEW;
        return status;
    }
    if (revise->policy == CXM_REVISE_ERROR)
        return CXM_EDUPLICATE;
    if (revise->policy == CXM_REVISE_FIRST || is_older(revise, number, order)) {
        status = ignore(revise);
        if (status == CXM_OK)
            *what = CXM_REVISE_IGNORED;
        return status;
    }
    status = replace(revise, number, order, cell, observation, alloc);
    if (status == CXM_OK)
        *what = CXM_REVISE_REPLACED;
    return status;
}
