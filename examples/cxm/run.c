/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "run.h"

#include "ids.h"
#include "message.h"
#include "pass.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int run_failure(int status)
{
    message_error("%s", cxm_status_text(status));
    return status == CXM_ENOMEM ? EXIT_IO : EXIT_DATA;
}

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

/* May something be undecided until a limit has passed? */
static int has_due(const struct run *run)
{
    int any = 0;
    for (size_t k = 0; k < run->plan.n; k++)
        any |= run->plan.kpi[k].kpi->has_due != 0;
    return any;
}

/* The moment the report looks from: --as-of, or the latest time there is. */
int run_as_of(const struct run *run, int64_t *ms)
{
    const struct settings *s = &run->settings;
    *ms = s->has_as_of ? s->as_of : run->share.last;
    return s->has_as_of || run->share.has_times;
}

/* What was open when its row was read may be certain by now. */
static int decide(struct run *run)
{
    int64_t as_of = 0;
    if (!run->decides || !run_as_of(run, &as_of))
        return EXIT_DONE;
    const int status = cxm_table_decide(run->share.table, as_of, NULL);
    return status < 0 ? run_failure(status) : EXIT_DONE;
}

static void make_remarks(struct run *run)
{
    const size_t remarks = run->n_inputs * sizeof *run->remarks;
    run->remarks = message_alloc(NULL, remarks);
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
    make_remarks(run);
    if (end == EXIT_DONE) {
        run->decides = has_due(run);
        run->id_prefix = ids_prefix(run);
        random_seed(run->seed);
        end = share_make(&run->share, run);
    }
    for (size_t i = 0; i < run->n_inputs && end == EXIT_DONE; i++)
        end = pass_file(run, &run->inputs[i]);
    return end == EXIT_DONE ? decide(run) : end;
}

void run_free(struct run *run)
{
    share_free(&run->share);
    plan_free(&run->plan);
    free(run->remarks);
    for (size_t i = 0; i < run->n_inputs; i++)
        input_close(&run->inputs[i]);
    free(run->inputs);
    settings_free(&run->settings);
}
