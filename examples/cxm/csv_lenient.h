/* SPDX-License-Identifier: MIT */
/*
 * csv_lenient.h - delimited text, one byte after the other, read as csv.h
 * says and as libcsv does, whatever it looks like.
 */
#ifndef CXM_EXAMPLES_CSV_LENIENT_H
#define CXM_EXAMPLES_CSV_LENIENT_H

#include "csv.h"

/* Where a byte was, once it is read. */
enum csv_place {
    CSV_BEFORE_ROW, /* no field of the row has begun */
    CSV_BEFORE,     /* behind a delimiter, and blanks */
    CSV_PLAIN,      /* in a field that does not begin with a quote */
    CSV_QUOTED,     /* in one that does */
    CSV_BEHIND /* behind its quote, and blanks: it may have been the last */
};

struct csv_lenient {
    char delimiter;
    char quote;
    enum csv_place place; /* of the last byte; of none CSV_BEFORE_ROW */
    char *field;          /* what the field holds so far */
    size_t room;
    size_t used;
    size_t blanks; /* at its end, that may have to go */
    void *context; /* for the two */
    void (*on_field)(void *bytes, size_t n, void *context);
    void (*on_row)(int end, void *context); /* at every end of a line outside
                                               quotes, and of the input if a
                                               field was there (-1) */
};

/* A field may hold so many bytes, with blanks and a quote behind its end. */
int csv_lenient_open(struct csv_lenient *m, size_t room);
void csv_lenient_close(struct csv_lenient *m);

/* CSV_OK, or CSV_BAD_LENGTH if a byte comes when there is no room. */
int csv_lenient_parse(struct csv_lenient *m, const char *bytes, size_t n);

/* The text has ended: CSV_OK, or CSV_BAD_QUOTE for a quote left open. */
int csv_lenient_finish(struct csv_lenient *m);

#endif
