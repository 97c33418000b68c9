/* SPDX-License-Identifier: MIT */
/*
 * bulk.h - many rows counted at once.
 *
 * Most rows of an export say what others have said.  A batch is read column by
 * column (lane.h); a KPI whose verdict rests on one column of words has been
 * asked once for each word, and rows of the same word, group and period are
 * only counted.  The other KPIs measure each row, and what they find is
 * collected by group and period, to be added as columns.  What was so
 * collected goes into the table at the latest when the file has been read.
 *
 * A row that is in any way out of the ordinary goes the way of count.h, which
 * says what any row comes to; the order of rows does not matter to a table.
 * Where it does, because a row may replace another, there is no bulk.
 */
#ifndef BULK_H
#define BULK_H

#include "lane.h"

struct bulk;

/* NULL: the rows of this file cannot be counted so. */
struct bulk *bulk_make(const struct run *run, struct share *share,
                       const struct reader *reader, struct work *work);

/* Count a batch.  EXIT_DONE, or an exit status after a message. */
int bulk_count(struct bulk *bulk, const struct csv_batch *batch);

/*
 * 0 where so many groups have so few rows each that it is quicker to count row
 * by row.
 */
int bulk_pays(const struct bulk *bulk);

/* Put what was collected into the table; then bulk_free, in any case. */
int bulk_flush(struct bulk *bulk);
void bulk_free(struct bulk *bulk);

#endif
