/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "run.h"

#include "fields.h"
#include "ids.h"
#include "message.h"
#include "place.h"
#include "progress.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int run_failure(int status)
{
    message_error("%s", cxm_status_text(status));
    return status == CXM_ENOMEM ? EXIT_IO : EXIT_DATA;
}

/* ---- Faults ------------------------------------------------------------ */

static void show_fault(struct run *run, const struct reader *reader,
                       const struct csv_batch *batch, uint32_t r,
                       const struct fault *fault)
{
    if (run->faults++ >= run->settings.show_rejected)
        return;
    const unsigned long long line = csv_line(reader->input->csv, batch, r);
    if (fault->column == COLUMN_NONE)
        message_place("%s:%llu: %s", reader->input->name, line, fault->text);
    else
        message_place("%s:%llu:%lu: %s", reader->input->name, line,
                      (unsigned long)fault->column + 1, fault->text);
}

/* Show what made a KPI reject the row, once per cell. */
static int show_faults(struct run *run, const struct reader *reader,
                       const struct csv_batch *batch, uint32_t r,
                       const struct row_reading *row)
{
    int rejected = 0;
    for (size_t k = 0; k < run->plan.n; k++)
        rejected |= row->observation[k].verdict < 0;
    if (!rejected)
        return EXIT_DONE;
    for (size_t i = 0; i < row->n_faults; i++) {
        int seen = 0;
        for (size_t j = 0; j < i; j++)
            seen |= row->fault[j].column == row->fault[i].column;
        if (!seen)
            show_fault(run, reader, batch, r, &row->fault[i]);
    }
    if (!run->settings.strict)
        return EXIT_DONE;
    message_error("stopped at the first rejected row (--strict)");
    return EXIT_DATA;
}

/* ---- Counting ---------------------------------------------------------- */

static int count_directly(struct run *run, struct work *work, int filtered)
{
    if (filtered) {
        cxm_table_rows(run->table)->filtered++;
        return EXIT_DONE;
    }
    for (size_t k = 0; k < run->plan.n; k++) {
        const int status = cxm_table_add(run->table, work->cell[k], k,
                                         &work->row.observation[k], NULL);
        if (status < 0)
            return run_failure(status);
    }
    return EXIT_DONE;
}

static int count_by_id(struct run *run, const struct reader *reader,
                       const struct csv_batch *batch, uint32_t r,
                       struct work *work, int filtered)
{
    int what = 0;
    const struct cxm_bytes id =
        reader_text(batch, r, &reader->id, &work->row.room);
    if (cell_is_missing(&reader->input->style, id.bytes, id.length))
        return count_directly(run, work, filtered);
    const int status =
        cxm_revise_add(run->revise, ids_key(run, reader, id, &work->key_room),
                       0, work->cell, work->row.observation, &what, NULL);
    if (status == CXM_EDUPLICATE) {
        message_place(
            "%s:%llu: the id \"%.*s\" was seen before "
            "(--duplicates error)",
            reader->input->name,
            (unsigned long long)csv_line(reader->input->csv, batch, r),
            (int)(id.length > 60 ? 60 : id.length), id.bytes);
        return EXIT_DATA;
    }
    if (status < 0)
        return run_failure(status);
    run->replaced += what != CXM_REVISE_NEW;
    return EXIT_DONE;
}

static void note_time(struct run *run, int64_t ms)
{
    if (run->has_times && ms >= run->first && ms <= run->last)
        return;
    if (!run->has_times || ms < run->first)
        run->first = ms;
    if (!run->has_times || ms > run->last)
        run->last = ms;
    run->has_times = 1;
}

static int count_row(struct run *run, const struct reader *reader,
                     const struct csv_batch *batch, uint32_t r,
                     struct work *work)
{
    int filtered = 0;
    cxm_table_rows(run->table)->read++;
    reader_row(reader, batch, r, run->seen, &work->row);
    run->rounded += work->row.rounded != 0;
    work->row.rounded = 0;
    if (work->row.dropped) {
        cxm_table_rows(run->table)->filtered++;
        return EXIT_DONE;
    }
    for (size_t i = 0; i < reader->n_fields; i++) {
        const struct field_slot *slot = &reader->field[i];
        if (slot->field->type == CXM_TYPE_TIME &&
            work->row.have & slot->field->bit)
            note_time(run, work->row.time[slot->bit]);
    }
    int end = place_row(run, reader, batch, r, work, &filtered);
    if (end == EXIT_DONE && !filtered && work->row.n_faults)
        end = show_faults(run, reader, batch, r, &work->row);
    if (end != EXIT_DONE)
        return end;
    if (run->revise && reader->id.index != COLUMN_NONE)
        return count_by_id(run, reader, batch, r, work, filtered);
    return count_directly(run, work, filtered);
}

/* ---- Files ------------------------------------------------------------- */

/* Some exports close with a line that is no data. */
static int is_footer(const struct input *input, uint32_t fields)
{
    return input->layout->footer_fields != 0 &&
           fields == input->layout->footer_fields &&
           input->header.columns > fields;
}

static int read_rows(struct run *run, const struct reader *reader,
                     struct work *work, struct progress *progress)
{
    struct csv_batch batch;
    struct csv *csv = reader->input->csv;
    int status;
    int end = reader_check_labels(reader, run->options);
    if (end != EXIT_DONE)
        return end;
    while ((status = csv_next(csv, &batch)) == CSV_ROWS) {
        for (uint32_t r = 0; r < batch.rows; r++) {
            if (is_footer(reader->input, batch.fields[r]))
                continue;
            end = count_row(run, reader, &batch, r, work);
            if (end == EXIT_DONE)
                end = fields_check_marks(reader, &work->row,
                                         csv_line(csv, &batch, r));
            if (end != EXIT_DONE)
                return end;
        }
        progress_update(progress, (int64_t)csv_consumed(csv));
    }
    /* A quote that never closes may have swallowed any number of rows: a
     * figure from those before it would be silently wrong. */
    return status == CSV_END ? EXIT_DONE : input_problem(reader->input);
}

static int read_file(struct run *run, struct input *input)
{
    struct reader reader;
    struct work work;
    struct progress progress;
    int end = reader_make(&reader, input, &run->settings, &run->plan,
                          run->revise && ids_apply(run, input));
    reader.kind = ids_kind(run, input);
    if (end == EXIT_DONE)
        end = input_start(input, reader.column, reader.n_columns);
    if (end == EXIT_DONE) {
        work_make(&work, run);
        row_reading_start(&work.row, &reader);
        progress_start(&progress, input->name, input->source.size,
                       run->settings.progress);
        end = read_rows(run, &reader, &work, &progress);
        run->remarks[input - run->inputs] = work.row.remarks;
        progress_end(&progress);
        work_free(&work, run);
    }
    reader_free(&reader);
    return end;
}

/* ---- The run ----------------------------------------------------------- */

/* The rating fields that a column `score` may stand for. */
static uint64_t score_of(const struct options *options)
{
    return options->kpi ? options->kpi->uses : 0;
}

static int open_inputs(struct run *run)
{
    static const char *const standard[] = {"-"};
    const struct options *o = run->options;
    const char *const *paths = o->files.n ? o->files.item : standard;
    const size_t n = o->files.n ? o->files.n : 1;
    const int states = o->kpi && o->kpi->needs & CXM_FIELD_SENT;
    run->inputs = message_alloc(NULL, n * sizeof *run->inputs);
    for (size_t i = 0; i < n; i++) {
        run->n_inputs = i + 1;
        const int end = input_open(&run->inputs[i], paths[i], &run->settings,
                                   &o->list[OPTION_MAP], score_of(o), states);
        if (end != EXIT_DONE)
            return end;
    }
    return EXIT_DONE;
}

/* Random bits for the hash; without them it still works, less guarded. */
static void random_seed(uint64_t seed[2])
{
    const int fd = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return;
    if (read(fd, seed, 2 * sizeof *seed) < 0)
        seed[0] = 0;
    close(fd);
}

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

/* May something be undecided until a limit has passed? */
static int has_due(const struct run *run)
{
    int any = 0;
    for (size_t k = 0; k < run->plan.n; k++)
        any |= run->plan.kpi[k].kpi->has_due != 0;
    return any;
}

static int make_table(struct run *run)
{
    const size_t n = run->plan.n;
    struct cxm_table_config config = {.size = sizeof config};
    const int revise = ids_any(run);
    const uint32_t policy = run->settings.duplicates;
    const struct cxm_def **defs = message_alloc(NULL, n * sizeof *defs);
    for (size_t k = 0; k < n; k++)
        defs[k] = run->plan.kpi[k].def;
    run->id_prefix = ids_prefix(run);
    config.columns = (uint32_t)run->settings.by.n;
    config.max_groups = run->settings.max_groups;
    run->decides = has_due(run);
    config.revisable =
        revise || run->decides || run->settings.split.n || spans_groups(run);
    random_seed(config.seed);
    int status = cxm_table_new(&run->table, defs, n, &config, NULL);
    free(defs);
    if (status == CXM_OK && revise)
        status = cxm_revise_new(&run->revise, run->table,
                                policy ? policy : CXM_REVISE_LAST, config.seed,
                                NULL);
    return status < 0 ? run_failure(status) : EXIT_DONE;
}

/* The moment the report looks from: --as-of, or the latest time there is. */
int run_as_of(const struct run *run, int64_t *ms)
{
    const struct settings *s = &run->settings;
    *ms = s->has_as_of ? s->as_of : run->last;
    return s->has_as_of || run->has_times;
}

/* What was open when its row was read may be certain by now. */
static int decide(struct run *run)
{
    int64_t as_of = 0;
    if (!run->decides || !run_as_of(run, &as_of))
        return EXIT_DONE;
    const int status = cxm_table_decide(run->table, as_of, NULL);
    return status < 0 ? run_failure(status) : EXIT_DONE;
}

static void make_remarks(struct run *run)
{
    const size_t undated = run->plan.n * sizeof *run->undated;
    const size_t remarks = run->n_inputs * sizeof *run->remarks;
    run->undated = message_alloc(NULL, undated);
    run->remarks = message_alloc(NULL, remarks);
    memset(run->undated, 0, undated);
    memset(run->remarks, 0, remarks);
}

int run_make(struct run *run, const struct options *options)
{
    memset(run, 0, sizeof *run);
    run->options = options;
    if (settings_make(&run->settings, options) < 0)
        return EXIT_USAGE;
    message_set_quiet(run->settings.quiet);
    int end = open_inputs(run);
    if (end == EXIT_DONE)
        end = ids_check(run);
    if (end == EXIT_DONE)
        end = plan_make(&run->plan, options, &run->settings, run->inputs,
                        run->n_inputs);
    if (end == EXIT_DONE)
        end = make_table(run);
    make_remarks(run);
    for (size_t i = 0; i < run->n_inputs && end == EXIT_DONE; i++)
        end = read_file(run, &run->inputs[i]);
    return end == EXIT_DONE ? decide(run) : end;
}

void run_free(struct run *run)
{
    cxm_revise_free(run->revise, NULL);
    cxm_table_free(run->table, NULL);
    plan_free(&run->plan);
    free(run->undated);
    free(run->remarks);
    for (size_t i = 0; i < run->n_inputs; i++)
        input_close(&run->inputs[i]);
    free(run->inputs);
    settings_free(&run->settings);
}
