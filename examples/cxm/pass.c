/* SPDX-License-Identifier: MIT */
#include "pass.h"

#include "message.h"
#include "part.h"
#include "threads.h"

static void draw(void *progress, uint64_t bytes)
{
    progress_update(progress, (int64_t)bytes);
}

/* The whole file in this thread, into the share of the run. */
static int read_whole(struct run *run, struct input *input, struct part *part)
{
    struct progress progress;
    int end = input_start(input, part->reader.column, part->reader.n_columns);
    if (end != EXIT_DONE)
        return end;
    part->reader.csv = input->csv;
    part->advanced = draw;
    part->context = &progress;
    progress_start(&progress, input->name, input->source.size,
                   run->settings.progress);
    end = part_read(part);
    progress_end(&progress);
    run->remarks[input - run->inputs] = part->work.row.remarks;
    if (end == EXIT_DONE && input_shrank(input))
        return EXIT_IO;
    /* A quote that never closes may have swallowed any number of rows: a
     * figure from those before it would be silently wrong. */
    return end == PART_PROBLEM ? input_problem(input) : end;
}

int pass_file(struct run *run, struct input *input)
{
    struct part part;
    int end = part_make(&part, run, input, &run->share);
    if (end == EXIT_DONE)
        end = reader_check_labels(&part.reader, run->options);
    if (end == EXIT_DONE && !threads_read(run, input))
        end = read_whole(run, input, &part);
    part_free(&part);
    return end;
}
