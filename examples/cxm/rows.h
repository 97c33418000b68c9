/* SPDX-License-Identifier: MIT */
/*
 * rows.h - from a row's cells to what it says to each KPI: fields are read,
 * conditions tested, the row is measured and placed.
 */
#ifndef ROWS_H
#define ROWS_H

#include "plan.h"
#include "recall.h"
#include "refuse.h"

#define FAULTS_MAX 16 /* kept of one row */

/* Memory that grows as it is needed; free its bytes. */
struct room {
    char *bytes;
    size_t size;
};

/* Make it at least so large. */
char *room_for(struct room *room, size_t size);

/* Where to find a text in a batch: one or two projected columns. */
struct slot {
    uint32_t index; /* in the projection; COLUMN_NONE: none */
    uint32_t second;
    uint32_t column; /* in the file, for messages */
};

struct field_slot {
    const struct cxm_field *field;
    uint32_t bit; /* the number of the field's bit */
    struct slot slot;
    struct cell_style style;
    int optional; /* its faults reject nothing: for first and last only */
    const struct cxm_def *def; /* of the rating that reads it, or NULL */
    const char *scale;         /* and its scale's text */

    /* Of fields_slot: where its value goes, or CXM_FIELD_NOWHERE. */
    size_t response_offset;
    size_t row_offset;
    size_t ticket_offset;
    int unit;        /* UNIT_... of a duration */
    int unit_unsaid; /* nobody said it */
    int yes;         /* what "true" says of a direction, or -1 */
    int timed; /* a time tells what the status says: its word may be new */
    struct recall *recall; /* of a flag, a status or a direction */
};

/* The scores seen in a field, to tell which scale would fit. */
struct seen {
    int any;
    int64_t low; /* millionths */
    int64_t high;
    int fraction;       /* 0: all whole; 1: halves; 2: anything */
    int numbers;        /* some were bare numbers */
    const char *labels; /* of scales of labels but 1:5 the least, or NULL: so
                           the order of rows does not matter */
};

struct fault {
    uint32_t column; /* COLUMN_NONE: the row as a whole */
    uint64_t field;  /* CXM_FIELD_ bit of the cell's field, or 0 */
    int status;
    char text[256];
};

/* What is to be said of a file's cells once all are read. */
struct remarks {
    uint64_t unknown;      /* cells of the status that are no word known here */
    uint64_t unknown_line; /* of the first, and its column and text */
    uint32_t unknown_column;
    char unknown_text[REFUSE_QUOTE];
    uint64_t bare; /* durations with numbers in a unit that nobody said */
};

#define BY_COLUMN  0
#define BY_WEEKDAY 1
#define BY_HOUR    2

struct by_slot {
    int kind;
    struct slot slot;
    const char *split; /* marks between several values, or NULL: it has one */
};

/* One limit of an agreement: which column decides, and what it says there. */
struct target_slot {
    size_t column;     /* of kpi_slot.column */
    const char *value; /* not terminated */
    size_t length;
};

/* A column that limits ask for: the first of them, by what it says. */
struct target_column {
    struct slot slot;
    struct recall recall;
};

/* How the rows of one file are measured by one KPI. */
struct kpi_slot {
    int able;            /* the file has what it needs */
    uint32_t record;     /* CXM_RECORD_...: as what */
    uint64_t rests;      /* the fields its verdict rests on */
    uint64_t place;      /* the bit of the date that places a row, or 0 */
    uint32_t date;       /* the number of that bit */
    size_t twin;         /* the first KPI of the same place; its own number */
    int looks;           /* some option looks at columns */
    struct slot *option; /* [of define] */
    struct target_slot *target;
    size_t n_targets;
    struct target_column *column; /* of the targets, each once */
    size_t n_columns;
};

/* How the rows of one file are read. */
struct reader {
    const struct input *input;
    const struct settings *settings;
    const struct plan *plan;
    struct csv *csv;   /* that the rows come from */
    uint32_t *column;  /* the projection */
    uint32_t *slot_of; /* its reverse: by column, COLUMN_NONE: not in it */
    size_t n_columns;
    struct field_slot *field;
    size_t n_fields;
    int times; /* what places a row must be readable */
    struct slot *where;
    struct slot *drop;
    struct by_slot *by;
    struct slot id;       /* where rows of one id are one row */
    size_t kind;          /* files of one kind share their ids */
    struct kpi_slot *kpi; /* [plan->n] */
    int tickets;          /* some KPI measures the rows as tickets */
    int marks_open;       /* nothing has said what the decimal mark is */
};

/* What one row says.  Start it with row_reading_start. */
struct row_reading {
    int dropped;
    int filtered; /* --where does not hold */
    int rejected; /* the row as a whole: a negative status, else 0 */
    struct cxm_response response;
    struct cxm_row row;
    struct cxm_ticket ticket;
    int64_t time[64]; /* by bit of the field: times that were read */
    uint64_t have;
    uint64_t bad;
    uint64_t bare; /* durations as in struct remarks */
    struct fault fault[FAULTS_MAX];
    size_t n_faults;
    int rounded;
    int point_read;    /* of the file so far: "1.234" was taken for 1.234 */
    int comma_refused; /* and a number with a decimal comma was refused */
    struct remarks remarks; /* of the file so far */
    char survey[24];
    struct room room; /* for a text of two columns, while it is looked at */
    struct cxm_observation *observation; /* [kpi] */
    struct cxm_row_value *value;         /* of the options of one KPI */
    struct cxm_row_value *no_value;      /* of options that look at nothing */
};

/*
 * Work out which columns a file's rows need; with by_id 1 the one of the id,
 * too.  EXIT_DONE, or EXIT_USAGE after a message.  reader_free in either case.
 */
int reader_make(struct reader *reader, const struct input *input,
                const struct settings *settings, const struct plan *plan,
                int by_id);
void reader_free(struct reader *reader);

/*
 * EXIT_DATA after a message where a rating's labels are of two scales and no
 * option says which it is; else EXIT_DONE.
 */
int reader_check_labels(const struct reader *reader,
                        const struct options *options);

/* Before the first row of a file. */
void row_reading_start(struct row_reading *row, const struct reader *reader);

/* Before each row of which fields are read one by one. */
void row_reading_reset(struct row_reading *row);

/*
 * What the fields that were read say to a KPI, or to each, in
 * out->observation; of all fields some may follow from others.
 */
void reader_judge(const struct reader *reader, size_t k,
                  const struct csv_batch *batch, uint32_t r,
                  struct row_reading *out);
void reader_judge_all(const struct reader *reader,
                      const struct csv_batch *batch, uint32_t r,
                      struct row_reading *out);

/*
 * Read row r of a batch into *out, whose arrays are the caller's; scores are
 * noted in seen[FIELDS_MAX].
 */
void reader_row(const struct reader *reader, const struct csv_batch *batch,
                uint32_t r, struct seen *seen, struct row_reading *out);

/* The text of a slot.  Two columns are joined by a blank in `room`. */
struct cxm_bytes reader_text(const struct csv_batch *batch, uint32_t r,
                             const struct slot *slot, struct room *room);

#endif
