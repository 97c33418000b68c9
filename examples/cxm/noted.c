/* SPDX-License-Identifier: MIT */
#include "noted.h"

#include "message.h"

#include <string.h>

/*
 * "1.234" is 1.234 while nothing speaks for a decimal comma.  What speaks for
 * it may come later, so both are noted.
 */
void noted_marks(const struct cell_style *style, const char *text, size_t n,
                 int status, struct row_reading *out)
{
    struct cell_rating rating;
    struct cell_style other = *style;
    const char *point = memchr(text, '.', n);
    if (status == CELL_VALUE && !out->point_read && point &&
        text + n - point > 3) {
        other.decimal.strict = 1;
        out->point_read = cell_rating(&other, text, n, &rating, NULL) < 0;
    } else if (status < 0 && !out->comma_refused && memchr(text, ',', n)) {
        other.decimal.mark = ',';
        out->comma_refused =
            cell_rating(&other, text, n, &rating, NULL) == CELL_VALUE;
    }
}

int noted_check(const struct reader *reader, const struct csv_batch *batch,
                uint32_t r, const struct row_reading *row)
{
    if (!row->point_read || !row->comma_refused)
        return EXIT_DONE;
    message_place("%s:%llu: numbers like \"1.234\" and numbers with a decimal "
                  "comma: say --decimal , or --decimal .",
                  reader->input->name,
                  (unsigned long long)csv_line(reader->csv, batch, r));
    return EXIT_DATA;
}

struct noted noted_of(const struct row_reading *row)
{
    return (struct noted){row->point_read, row->comma_refused, row->rounded,
                          row->remarks.unknown};
}

int noted_forget(struct row_reading *row, const struct noted *before)
{
    const int new = row->point_read != before->point_read ||
                    row->comma_refused != before->comma_refused ||
                    row->rounded != before->rounded ||
                    row->remarks.unknown != before->unknown ||
                    (row->bare & ~row->remarks.bare) != 0;
    row->point_read = before->point_read;
    row->comma_refused = before->comma_refused;
    row->rounded = before->rounded;
    row->remarks.unknown = before->unknown;
    return new;
}
