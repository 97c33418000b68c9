/* SPDX-License-Identifier: MIT */
#include "share.h"

#include "ids.h"
#include "message.h"
#include "run.h"

#include <stdlib.h>
#include <string.h>

#define COMPLAINTS_MOST 8192 /* that a part remembers */

/*
 * KPIs with different dates and a --by that depends on the date: a row is in
 * two groups at once, and the second must not push the first out of reach.
 */
static int spans_groups(const struct run *run)
{
    const struct texts *by = &run->settings.by;
    int by_time = 0;
    int dates = 0;
    for (size_t i = 0; i < by->n; i++)
        by_time |= strcmp(by->item[i], "weekday") == 0 ||
                   strcmp(by->item[i], "hour") == 0;
    for (size_t k = 1; k < run->plan.n; k++)
        dates |= cxm_def_place(run->plan.kpi[k].def) !=
                 cxm_def_place(run->plan.kpi[0].def);
    return by_time && dates;
}

int share_is_revisable(const struct run *run)
{
    return ids_any(run) || run->decides || run->settings.split.n ||
           spans_groups(run);
}

int share_make(struct share *share, const struct run *run)
{
    const size_t n = run->plan.n;
    struct cxm_table_config config = {.size = sizeof config};
    const int revise = ids_any(run);
    const uint32_t policy = run->settings.duplicates;
    const struct cxm_def **defs = message_alloc(NULL, n * sizeof *defs);
    memset(share, 0, sizeof *share);
    share->undated = message_alloc(NULL, n * sizeof *share->undated);
    memset(share->undated, 0, n * sizeof *share->undated);
    for (size_t k = 0; k < n; k++)
        defs[k] = run->plan.kpi[k].def;
    config.columns = (uint32_t)run->settings.by.n;
    config.max_groups = run->settings.max_groups;
    config.revisable = (uint32_t)share_is_revisable(run);
    memcpy(config.seed, run->seed, sizeof config.seed);
    int status = cxm_table_new(&share->table, defs, n, &config, NULL);
    free(defs);
    if (status == CXM_OK && revise)
        status = cxm_revise_new(&share->revise, share->table,
                                policy ? policy : CXM_REVISE_LAST, config.seed,
                                NULL);
    return status < 0 ? run_failure(status) : EXIT_DONE;
}

void share_free(struct share *share)
{
    cxm_revise_free(share->revise, NULL);
    cxm_table_free(share->table, NULL);
    free(share->undated);
    for (size_t i = 0; i < share->n_complaints; i++)
        free(share->complaint[i].text);
    free(share->complaint);
    memset(share, 0, sizeof *share);
}

void share_time(struct share *share, int64_t ms)
{
    if (share->has_times && ms >= share->first && ms <= share->last)
        return;
    if (!share->has_times || ms < share->first)
        share->first = ms;
    if (!share->has_times || ms > share->last)
        share->last = ms;
    share->has_times = 1;
}

static void show(const char *name, uint64_t line, uint32_t column,
                 const char *text)
{
    if (column == COLUMN_NONE)
        message_place("%s:%llu: %s", name, (unsigned long long)line, text);
    else
        message_place("%s:%llu:%lu: %s", name, (unsigned long long)line,
                      (unsigned long)column + 1, text);
}

static void complain(struct share *share, uint64_t line,
                     const struct fault *fault)
{
    const size_t n = share->n_complaints;
    if (n == COMPLAINTS_MOST)
        return;
    if ((n & (n - 1)) == 0) /* a power of two is full */
        share->complaint = message_alloc(
            share->complaint, (n ? 2 * n : 1) * sizeof *share->complaint);
    share->complaint[n].line = line;
    share->complaint[n].column = fault->column;
    share->complaint[n].text = message_copy(fault->text, strlen(fault->text));
    share->n_complaints++;
}

void share_fault(struct share *share, const struct run *run, const char *name,
                 uint64_t line, const struct fault *fault)
{
    if (share->faults++ >= run->settings.show_rejected)
        return;
    if (share->is_part)
        complain(share, line, fault);
    else
        show(name, line, fault->column, fault->text);
}

static void merge_seen(struct seen *into, const struct seen *from)
{
    if (from->any && (!into->any || from->low < into->low))
        into->low = from->low;
    if (from->any && (!into->any || from->high > into->high))
        into->high = from->high;
    into->any |= from->any;
    if (from->fraction > into->fraction)
        into->fraction = from->fraction;
    into->numbers |= from->numbers;
    if (from->labels &&
        (!into->labels || strcmp(from->labels, into->labels) < 0))
        into->labels = from->labels;
}

int share_remembers(const struct share *part, const struct run *run,
                    uint64_t faults)
{
    const uint64_t most = run->settings.show_rejected;
    const uint64_t shown = faults < most ? most - faults : 0;
    return part->n_complaints >= shown || part->n_complaints == part->faults;
}

int share_merge_rows(struct share *into, const struct share *from)
{
    return cxm_table_merge(into->table, from->table, NULL);
}

static void show_complaints(const struct share *into, const struct share *from,
                            const struct run *run, const char *name,
                            uint64_t lines)
{
    for (size_t i = 0; i < from->n_complaints; i++) {
        const struct complaint *complaint = &from->complaint[i];
        if (into->faults + i < run->settings.show_rejected)
            show(name, lines + complaint->line, complaint->column,
                 complaint->text);
    }
}

void share_merge_notes(struct share *into, const struct share *from,
                       const struct run *run, const char *name, uint64_t lines)
{
    show_complaints(into, from, run, name, lines);
    for (size_t i = 0; i < sizeof into->seen / sizeof *into->seen; i++)
        merge_seen(&into->seen[i], &from->seen[i]);
    for (size_t k = 0; k < run->plan.n; k++) {
        into->undated[k].rows += from->undated[k].rows;
        into->undated[k].place |= from->undated[k].place;
    }
    if (from->has_times) {
        share_time(into, from->first);
        share_time(into, from->last);
    }
    into->replaced += from->replaced;
    into->rounded += from->rounded;
    into->faults += from->faults;
}
