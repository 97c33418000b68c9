/* SPDX-License-Identifier: MIT */
#include "part.h"

#include "bulk.h"
#include "ids.h"
#include "message.h"

#include <string.h>

int part_make(struct part *part, const struct run *run,
              const struct input *input, struct share *share)
{
    memset(part, 0, sizeof *part);
    part->run = run;
    part->input = input;
    part->share = share;
    work_make(&part->work, run);
    const int end =
        reader_make(&part->reader, input, &run->settings, &run->plan,
                    share->revise && ids_apply(run, input));
    part->reader.kind = ids_kind(run, input);
    row_reading_start(&part->work.row, &part->reader);
    return end;
}

void part_free(struct part *part)
{
    reader_free(&part->reader);
    work_free(&part->work, part->run);
}

/* Row after row, where they cannot be counted in bulk. */
static int count_rows(struct part *part, const struct csv_batch *batch)
{
    int end = EXIT_DONE;
    for (uint32_t r = 0; r < batch->rows && end == EXIT_DONE; r++)
        end = count_row(part->run, part->share, &part->reader, batch, r,
                        &part->work);
    return end;
}

int part_read(struct part *part)
{
    struct csv_batch batch;
    struct csv *csv = part->reader.csv;
    struct bulk *bulk =
        bulk_make(part->run, part->share, &part->reader, &part->work);
    int status = CSV_END;
    int end = EXIT_DONE;
    while (end == EXIT_DONE && (status = csv_next(csv, &batch)) == CSV_ROWS) {
        end = bulk ? bulk_count(bulk, &batch) : count_rows(part, &batch);
        if (bulk && !bulk_pays(bulk) && end == EXIT_DONE) {
            end = bulk_flush(bulk);
            bulk_free(bulk);
            bulk = NULL;
        }
        if (part->advanced)
            part->advanced(part->context, csv_consumed(csv));
    }
    if (end == EXIT_DONE && bulk)
        end = bulk_flush(bulk);
    bulk_free(bulk);
    return end != EXIT_DONE || status == CSV_END ? end : PART_PROBLEM;
}
