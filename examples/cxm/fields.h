/* SPDX-License-Identifier: MIT */
/*
 * fields.h - the fields of a row: each cell read by its type into the records
 * that are measured, or noted as a fault.
 */
#ifndef FIELDS_H
#define FIELDS_H

#include "rows.h"

/* Note what is wrong with a cell, or COLUMN_NONE: with the row. */
void fields_fault(struct row_reading *out, uint32_t column, int status,
                  const char *text);

/* Read the cell of one field; scores are noted in seen[FIELDS_MAX]. */
void fields_read(const struct reader *reader, const struct field_slot *slot,
                 const struct csv_batch *batch, uint32_t r, struct seen *seen,
                 struct row_reading *out);

/*
 * What follows from the fields of a ticket, after all have been read; a time
 * that follows (a closed ticket was solved) is a time of the row.
 */
void fields_derive(const struct reader *reader, struct row_reading *out);

/*
 * What a slot needs to read and store its field: where in the records it
 * lies, and of a duration, a status or a direction how its column is written.
 */
void fields_slot(const struct input *input, size_t index,
                 struct field_slot *slot);
void fields_slot_free(struct field_slot *slot);

/* Note which decimal marks a number has; see fields_check_marks. */
void fields_note_marks(const struct cell_style *style, const char *text,
                       size_t n, int status, struct row_reading *out);

/*
 * EXIT_DATA after a message where this file's numbers have a decimal comma
 * and one that could be a thousand was read as if they had not; else
 * EXIT_DONE.  For after each row.
 */
int fields_check_marks(const struct reader *reader,
                       const struct row_reading *row, uint64_t line);

#endif
