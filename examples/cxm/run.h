/* SPDX-License-Identifier: MIT */
/*
 * run.h - one run: every file's rows into one table of states.
 */
#ifndef RUN_H
#define RUN_H

#include "share.h"

struct run {
    const struct options *options;
    struct settings settings;
    struct input *inputs;
    size_t n_inputs;
    struct plan plan;
    size_t id_prefix; /* of ids_prefix */
    int decides;      /* some KPI is undecided until a limit has passed */
    uint64_t seed[2]; /* of the tables' hashes */
    struct remarks *remarks; /* [n_inputs] */
    struct share share;
};

/*
 * Open the files, plan, read everything.  EXIT_DONE, or an exit status after
 * a message: then there is nothing to report.  run_free in either case.
 */
int run_make(struct run *run, const struct options *options);
void run_free(struct run *run);

/* The moment the report looks from: 1, or 0 where there is none. */
int run_as_of(const struct run *run, int64_t *ms);

/* The exit status of a library call that failed, after a message. */
int run_failure(int status);

#endif
