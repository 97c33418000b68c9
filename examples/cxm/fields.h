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
 * Keep a value in the records of the row, where it then is; and the value of a
 * field that is in some record.
 */
void fields_store(const struct field_slot *slot, int64_t value,
                  struct row_reading *out);
int64_t fields_value(const struct field_slot *slot,
                     const struct row_reading *row);

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

#endif
