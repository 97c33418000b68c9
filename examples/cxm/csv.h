/* SPDX-License-Identifier: MIT */
/*
 * csv.h - rows of a delimited text, pulled in batches of field spans.
 *
 * One interface, two engines: csv_fast.c finds the structure of 64 bytes at a
 * time, csv_lib.c reads with libcsv.  Both read alike, and leniently: blanks
 * (space, tab) around unquoted fields are dropped, blank lines are no rows,
 * CR, LF and CRLF end a row, a quoted and an unquoted empty field are the
 * same, a quote inside a field that does not begin with one is data (27"
 * monitor), NUL bytes are data, the UTF-8 byte-order mark is removed.
 *
 * The order of calls:
 *
 *     csv_open(&csv, source, CSV_FAST, 0)
 *     csv_peek(csv, &bytes, &n)       look at the beginning (see dialect.h)
 *     csv_begin(csv, &dialect)
 *     csv_next(csv, &batch)           one row with all its fields a call:
 *     csv_next(csv, &batch)           as many header rows as the layout has
 *     csv_project(csv, column, n)
 *     csv_next(csv, &batch) ...       batches of the chosen columns
 *     csv_close(csv)
 *
 * A status below 0 is final: every later csv_next gives it again, and
 * csv_problem says what it was.  Rows that were complete before the problem
 * are delivered first.  Names avoid libcsv's (csv_error, csv_init, CSV_QUOTE
 * ...), which is linked into the same program; a source file that includes
 * libcsv's <csv.h> must not be compiled with this directory in -I.
 */
#ifndef CXM_EXAMPLES_CSV_H
#define CXM_EXAMPLES_CSV_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define CSV_OK         0
#define CSV_ROWS       1  /* the batch holds at least one row */
#define CSV_END        2  /* the input has ended */
#define CSV_AGAIN      3  /* nothing to read now, ask again */
#define CSV_BAD_READ   -1 /* the source could not be read */
#define CSV_BAD_QUOTE  -2 /* a quote was never closed */
#define CSV_BAD_LENGTH -3 /* a field or a row is larger than the limit */
#define CSV_BAD_MEMORY -4
#define CSV_BAD_ORDER  -5 /* a call out of order, or a wrong argument */
#define CSV_UTF16      -6 /* the text is UTF-16 (or UTF-32), not read */

#define CSV_PEEK        65536 /* csv_peek gives at most so many bytes */
#define CSV_MAX_FIELD   1048576
#define CSV_MAX_FIELDS  1048576 /* in one row */
#define CSV_BATCH_ROWS  256
#define CSV_BATCH_BYTES 262144
#define CSV_ABSENT      UINT32_MAX
#define CSV_PAD         32 /* bytes behind any field may be loaded, too */

/* The engines. */
#define CSV_FAST 0
#define CSV_LIB  1

/* What bytes are: read as read(2) does; -1 with EAGAIN means CSV_AGAIN. */
struct csv_source {
    ssize_t (*read)(void *context, char *bytes, size_t n);
    void *context;
};

struct csv_dialect {
    char delimiter; /* anything but the quote, CR and LF */
    char quote;     /* usually '"'; no CR, LF, space or tab */
    uint32_t skip;  /* bytes before the first row, after the BOM ("sep=;") */
    int within;     /* 1: the source begins in the middle of a text, with a
                       row: there is no BOM, and UTF-16 is not looked for */
};

/*
 * A field: its bytes begin at batch->bytes + at, without its quotes, and those
 * that were doubled in it are single.  A field that the row does not have is
 * {0, CSV_ABSENT}.
 */
struct csv_span {
    uint32_t at;
    uint32_t length;
};

/* Valid until the next csv_next, csv_project or csv_close. */
struct csv_batch {
    const char *bytes; /* every row lies whole in it */
    uint32_t rows;     /* <= CSV_BATCH_ROWS; one row may exceed the bytes */
    uint32_t columns;  /* projected ones; before csv_project: all */
    const struct csv_span *span; /* [rows][columns] */
    const uint32_t *fields;      /* how many fields the row really had */
    const uint32_t *row_at;      /* where the row begins in bytes */
    uint64_t offset;             /* of the first row in the input */
};

struct csv_problem {
    int status;
    uint64_t line;  /* physical, 1-based; 0 if it has none */
    char text[120]; /* without the file's name, in the C locale's ASCII */
};

struct csv;

/*
 * Start to read a source with an engine; nothing is read yet.  max_field is
 * the longest field in bytes (with the blanks behind a closing quote), 0 means
 * CSV_MAX_FIELD; a row is limited to 16 of them and to CSV_MAX_FIELDS
 * fields.  CSV_BAD_MEMORY, CSV_BAD_ORDER (max_field above 2^26, no such
 * engine): no reader.
 */
int csv_open(struct csv **csv, const struct csv_source *source, int engine,
             size_t max_field);

/*
 * The first bytes of the input behind the byte-order mark, up to CSV_PEEK;
 * n below CSV_PEEK - 3 means that this is all.  May be called again, until
 * csv_begin.  CSV_AGAIN if the source has no more for now, CSV_UTF16,
 * CSV_BAD_READ.
 */
int csv_peek(struct csv *csv, const char **bytes, size_t *n);

/* Set delimiter and quote (NULL: comma and '"'), once, before csv_next. */
int csv_begin(struct csv *csv, const struct csv_dialect *dialect);

/*
 * Choose the columns (0-based, any order) that batches hold from now on.
 * n may be 0.  Between two rows only, and once: else CSV_BAD_ORDER.
 */
int csv_project(struct csv *csv, const uint32_t *column, size_t n);

/*
 * The next rows: CSV_ROWS, CSV_AGAIN, CSV_END or a problem.  Before
 * csv_project a batch is one row with all its fields.
 */
int csv_next(struct csv *csv, struct csv_batch *batch);

/* The physical line, 1-based, on which a row of the newest batch begins. */
uint64_t csv_line(const struct csv *csv, const struct csv_batch *batch,
                  uint32_t row);

/* Bytes of the input consumed so far, for progress. */
uint64_t csv_consumed(const struct csv *csv);

/* What went wrong; status CSV_OK if nothing did. */
const struct csv_problem *csv_problem(const struct csv *csv);

/* Free the reader (NULL is allowed); the source is the caller's. */
void csv_close(struct csv *csv);

#endif
