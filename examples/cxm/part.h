/* SPDX-License-Identifier: MIT */
/*
 * part.h - a file, or a stretch of one, whose rows one thread reads into a
 * share.
 */
#ifndef PART_H
#define PART_H

#include "place.h"
#include "progress.h"

struct part {
    const struct run *run;
    const struct input *input;
    struct share *share;
    struct reader reader;
    struct work work;

    /* Told how far the part is, after each batch; may be NULL. */
    void (*advanced)(void *context, uint64_t bytes);
    void *context;
};

/*
 * Make ready to read rows of an input into a share; part_free in either case.
 * EXIT_DONE, or an exit status after a message.
 */
int part_make(struct part *part, const struct run *run,
              const struct input *input, struct share *share);
void part_free(struct part *part);

/*
 * Read all rows that part->reader.csv has.  EXIT_DONE, or an exit status after
 * a message, unless it is the csv that ended too soon: then PART_PROBLEM, and
 * csv_problem says what it was.
 */
#define PART_PROBLEM -1
int part_read(struct part *part);

#endif
