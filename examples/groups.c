/* SPDX-License-Identifier: MIT */
/*
 * groups.c - the generic way: a definition from text, and a table that holds
 * a state for each channel and month.  The same code serves every KPI.
 *
 * Prints:
 *     nps scale=0:10
 *     chat  2026-09   +50.0 points (-19.3 .. 76.5), n 4
 *     mail  2026-09   -33.3 points (-66.6 .. 33.2), n 3
 *     mail  2026-10  +100.0 points (-24.4 .. 100.0), n 2
 */
#include <stdio.h>
#include <string.h>

#include <cxm.h>

static const struct {
    const char *channel;
    const char *at;
    int nps; /* -1: not answered */
} answers[] = {
    {"mail", "2026-09-04T08:15:00Z", 8},  {"chat", "2026-09-07T10:02:11Z", 9},
    {"mail", "2026-09-11T16:40:00Z", 3},  {"chat", "2026-09-12T09:00:00Z", 7},
    {"chat", "2026-09-20T13:30:00Z", 10}, {"mail", "2026-09-30T22:10:00Z", 8},
    {"chat", "2026-09-21T11:11:11Z", 8},  {"mail", "2026-10-02T07:45:00Z", 9},
    {"mail", "2026-10-05T12:00:00Z", 10}, {"mail", "2026-10-06T12:00:00Z", -1}};
#define ANSWERS (sizeof answers / sizeof answers[0])

static const struct cxm_period month = {.kind = CXM_PERIOD_MONTH}; /* UTC */

/* Measure answer i and count it in the cell of its channel and month. */
static int count(struct cxm_table *table, const struct cxm_def *def, size_t i)
{
    const struct cxm_time_style style = {.zone = NULL};
    const char *const channel = answers[i].channel;
    const struct cxm_bytes key = {channel, strlen(channel)};
    struct cxm_response response = CXM_RESPONSE_INIT;
    struct cxm_observation observation;
    uint32_t cell = 0;
    int32_t period = 0;
    int status = cxm_time_parse(&style, answers[i].at, strlen(answers[i].at),
                                &response.at, NULL);
    response.mapped = response.have = CXM_FIELD_AT;
    response.mapped |= CXM_FIELD_NPS;
    if (answers[i].nps >= 0) {
        response.have |= CXM_FIELD_NPS;
        response.nps = (int64_t)answers[i].nps * CXM_MILLION;
    }
    if (status != CXM_OK ||
        (status = cxm_period_index(&month, response.at, &period)) != CXM_OK ||
        (status = cxm_table_cell(table, &key, period, &cell, NULL)) != CXM_OK)
        return status;
    /* Counted, missing or rejected: the table keeps the tally of each. */
    cxm_def_measure_response(def, &response, &observation, NULL);
    return cxm_table_add(table, cell, 0, &observation, NULL);
}

static void print(const struct cxm_table *table, const struct cxm_def *def)
{
    uint32_t cell[ANSWERS];
    const size_t n = cxm_table_cells(table);
    if (cxm_table_list(table, cell, NULL) != CXM_OK)
        return;
    for (size_t i = 0; i < n; i++) {
        const struct cxm_bytes key = cxm_table_key(table, cell[i], 0);
        struct cxm_result r;
        char name[CXM_PERIOD_TEXT];
        const int32_t period = cxm_table_period(table, cell[i]);
        cxm_period_label(&month, period, name, sizeof name);
        if (cxm_state_figures(def, cxm_table_state(table, cell[i], 0), NULL,
                              &r) == CXM_OK)
            printf("%-6.*s%s %+7.1f %s (%.1f .. %.1f), n %llu\n",
                   (int)key.length, key.bytes, name, r.value, r.unit, r.low,
                   r.high, (unsigned long long)r.n);
    }
}

int main(void)
{
    const struct cxm_table_config config = {.size = sizeof config,
                                            .columns = 1};
    struct cxm_def *def = NULL;
    struct cxm_table *table = NULL;
    struct cxm_error error;

    if (cxm_def_new(&def, "nps scale=0:10", NULL, &error) != CXM_OK) {
        fprintf(stderr, "%s\n", error.text);
        return 1;
    }
    const struct cxm_def *const defs[] = {def};
    int status = cxm_table_new(&table, defs, 1, &config, NULL);
    for (size_t i = 0; i < ANSWERS && status == CXM_OK; i++)
        status = count(table, def, i);
    printf("%s\n", cxm_def_text(def));
    if (status == CXM_OK)
        print(table, def);
    cxm_table_free(table, NULL);
    cxm_def_free(def, NULL);
    return status != CXM_OK;
}
