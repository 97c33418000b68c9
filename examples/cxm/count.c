/* SPDX-License-Identifier: MIT */
#include "count.h"

#include "ids.h"
#include "message.h"
#include "noted.h"

/* Show what made a KPI reject the row, once per cell. */
static int show_faults(const struct run *run, struct share *share,
                       const struct reader *reader,
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
            share_fault(share, run, reader->input->name,
                        csv_line(reader->csv, batch, r), &row->fault[i]);
    }
    if (!run->settings.strict)
        return EXIT_DONE;
    message_error("stopped at the first rejected row (--strict)");
    return EXIT_DATA;
}

static int count_directly(const struct run *run, struct share *share,
                          struct work *work, int filtered)
{
    if (filtered) {
        cxm_table_rows(share->table)->filtered++;
        return EXIT_DONE;
    }
    for (size_t k = 0; k < run->plan.n; k++) {
        const int status = cxm_table_add(share->table, work->cell[k], k,
                                         &work->row.observation[k], NULL);
        if (status < 0)
            return run_failure(status);
    }
    return EXIT_DONE;
}

static int count_by_id(const struct run *run, struct share *share,
                       const struct reader *reader,
                       const struct csv_batch *batch, uint32_t r,
                       struct work *work, int filtered)
{
    int what = 0;
    const struct cxm_bytes id =
        reader_text(batch, r, &reader->id, &work->row.room);
    if (cell_is_missing(&reader->input->style, id.bytes, id.length))
        return count_directly(run, share, work, filtered);
    const int status =
        cxm_revise_add(share->revise, ids_key(run, reader, id, &work->key_room),
                       0, work->cell, work->row.observation, &what, NULL);
    if (status == CXM_EDUPLICATE) {
        message_place("%s:%llu: the id \"%.*s\" was seen before "
                      "(--duplicates error)",
                      reader->input->name,
                      (unsigned long long)csv_line(reader->csv, batch, r),
                      (int)(id.length > 60 ? 60 : id.length), id.bytes);
        return EXIT_DATA;
    }
    if (status < 0)
        return run_failure(status);
    share->replaced += what != CXM_REVISE_NEW;
    return EXIT_DONE;
}

static int take_row(const struct run *run, struct share *share,
                    const struct reader *reader, const struct csv_batch *batch,
                    uint32_t r, struct work *work)
{
    int filtered = 0;
    cxm_table_rows(share->table)->read++;
    reader_row(reader, batch, r, share->seen, &work->row);
    share->rounded += work->row.rounded != 0;
    work->row.rounded = 0;
    if (work->row.dropped) {
        cxm_table_rows(share->table)->filtered++;
        return EXIT_DONE;
    }
    for (size_t i = 0; i < reader->n_fields; i++) {
        const struct field_slot *slot = &reader->field[i];
        if (slot->field->type == CXM_TYPE_TIME &&
            work->row.have & slot->field->bit)
            share_time(share, work->row.time[slot->bit]);
    }
    int end = place_row(run, share, reader, batch, r, work, &filtered);
    if (end == EXIT_DONE && !filtered && work->row.n_faults)
        end = show_faults(run, share, reader, batch, r, &work->row);
    if (end != EXIT_DONE)
        return end;
    if (share->revise && reader->id.index != COLUMN_NONE)
        return count_by_id(run, share, reader, batch, r, work, filtered);
    return count_directly(run, share, work, filtered);
}

/* Some exports close with a line that is no data. */
static int is_footer(const struct input *input, uint32_t fields)
{
    return input->layout->footer_fields != 0 &&
           fields == input->layout->footer_fields &&
           input->header.columns > fields;
}

int count_row(const struct run *run, struct share *share,
              const struct reader *reader, const struct csv_batch *batch,
              uint32_t r, struct work *work)
{
    if (is_footer(reader->input, batch->fields[r]))
        return EXIT_DONE;
    const int end = take_row(run, share, reader, batch, r, work);
    return end == EXIT_DONE ? noted_check(reader, batch, r, &work->row) : end;
}
