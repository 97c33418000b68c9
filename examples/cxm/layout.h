/* SPDX-License-Identifier: MIT */
/*
 * layout.h - which export a file is, and which of its columns are which
 * fields.
 *
 * Names of columns are compared as text_same does it: in any case, blanks
 * around them dropped.  A column without a name is only reached as #1, #2 ...
 */
#ifndef LAYOUT_H
#define LAYOUT_H

#include <stdio.h>

#include <cxm.h>

#include "unit.h"

/* A column's name as it is compared (text_fold). */
struct header_entry {
    char *fold;
    size_t n;
    uint32_t column;
};

/* A header as read: one text per column, UTF-8, of one of its rows. */
struct header {
    char **name;  /* [columns] of the row that names the columns */
    char **label; /* [columns] of the next header row, or NULL */
    size_t columns;

    /* Of header_index: [columns], sorted; NULL: each is looked at in turn. */
    struct header_entry *by_name;
    struct header_entry *by_label;
};

/*
 * Sort the names of a header, for conditions on very many columns; the names
 * stay as they are until header_index_free.
 */
void header_index(struct header *header);
void header_index_free(struct header *header);

#define COLUMN_NONE UINT32_MAX

/* Where a field's cells come from: one column, or two joined by a blank. */
struct column_ref {
    uint32_t column;  /* COLUMN_NONE: not mapped */
    uint32_t second;  /* COLUMN_NONE: one column */
    const char *unit; /* of an amount by --map, or NULL; of a duration, after
                         layout_units, as unit.h names it */
    int unit_from;    /* UNIT_FROM_... of a duration's unit */
};

/* Who says what the unit of a duration is; the first that does. */
#define UNIT_FROM_MAP     1
#define UNIT_FROM_HEADER  2 /* the column's name */
#define UNIT_FROM_OPTION  3 /* --unit */
#define UNIT_FROM_LAYOUT  4
#define UNIT_FROM_DEFAULT 5

#define FIELDS_MAX 64

/* The columns of a file. */
struct binding {
    struct column_ref field[FIELDS_MAX]; /* in the order of cxm_field_at */
    uint64_t mapped;                     /* CXM_FIELD_ bits */
    uint64_t explicit_;                  /* of those, given by --map */

    /* Fields that two columns of one name would be: not mapped. */
    uint64_t doubtful;
    uint32_t twice[FIELDS_MAX][2]; /* the first two of those columns */
};

#define LAYOUT_ROWS 3 /* a header has at most so many rows */

/*
 * Entries of one name are variants of one layout.  A file is recognised when
 * all of the tests that are not NULL hold.  Lists are separated by '|'.
 */
struct layout {
    const char *name;
    const char *title;       /* for people */
    uint32_t record;         /* CXM_RECORD_... */
    uint32_t header_rows;    /* 1 to LAYOUT_ROWS */
    uint32_t dates;          /* CXM_DATES_... its product writes, or AUTO */
    int utc;                 /* its times are in UTC, whatever the zone */
    int unit;                /* UNIT_... of its durations; UNIT_NONE: unsaid */
    const char *split;       /* the characters between the values of a cell,
                               or NULL: any of ",;|" */
    uint32_t footer_fields;  /* a row of exactly so many fields, where the
                               header has more, is no data but the export's
                               closing line; 0: it has none */
    uint32_t signature_row;  /* the header row that the signature is in */
    const char *signature;   /* test: these names are all there */
    const char *any;         /* test: one of these names is there... */
    uint64_t any_fields;     /* ... or one of these fields of a ticket is, by
                               its name or an alias (CXM_FIELD_ bits) */
    uint64_t all_fields;     /* test: these fields of its record are there */
    uint64_t no_fields;      /* test: none of these fields of a ticket is */
    const char *mark;        /* test: in the last header row a cell begins so */
    const char *blank_below; /* test: nothing stands below this name */
    const char *fields;      /* "field=Header|field=Header2", the first that is
                           there counts; "field=" is never bound by its name */
    const char *recognised;  /* how, in words, for `cxm layouts` */
};

const struct layout *layout_at(size_t i);

/* The first variant of that name, or NULL. */
const struct layout *layout_find(const char *name);

/* The i-th layout that is described but not built yet, or NULL. */
const char *layout_planned_at(size_t i);

/* 1 for the name of one of them. */
int layout_is_planned(const char *name);

/* All names there are, "a, b, c", for messages. */
const char *layout_names(void);

/*
 * Recognise a file by its first rows, row[n_rows] with cells (LAYOUT_ROWS, or
 * as many as there are); NULL never: the last resort is `rows`.
 */
const struct layout *layout_recognise(const struct header *rows, size_t n_rows);

/*
 * Which variant of the layout asked for these rows are: Qualtrics' legacy
 * form has fewer header rows.  The layout itself where none is recognised.
 */
const struct layout *layout_variant(const struct layout *layout,
                                    const struct header *rows, size_t n_rows);

/*
 * A file that nothing but its fields tells to be tickets is one, too, where
 * --map gives it such a field: `tickets` for `rows`, else the same layout.
 */
const struct layout *layout_with_maps(const struct layout *layout,
                                      const char *const *maps, size_t n_maps);

/*
 * Bind columns to fields: --map entries first ("FIELD=COLUMN[:UNIT]", of two
 * for one field the later), then the layout's, then the names and aliases of
 * the fields that the layout's kind of record has.  CXM_EOPTION with the
 * alternatives for a field or column that is not there, or a column named
 * twice, in --map; columns of one name that nobody asked for are left to
 * layout_doubt.
 */
int layout_bind(const struct layout *layout, const struct header *header,
                const char *const *maps, size_t n_maps, struct binding *binding,
                struct cxm_error *error);

/*
 * The unit of each duration that has a column: of its --map, of the column's
 * name, `unit` (UNIT_... of --unit, or UNIT_NONE), of the layout, or s.
 */
void layout_units(const struct layout *layout, const struct header *header,
                  int unit, struct binding *binding);

/*
 * Let the column of the field `score` stand for each of the rating fields in
 * `ratings` (CXM_FIELD_ bits; others are ignored): a score that was mapped
 * explicitly for all that were not, a score found by its name for those that
 * have no column.  For a single KPI, or where a field says which survey a row
 * belongs to; else one column would be read as several KPIs.
 */
void layout_spread_score(struct binding *binding, uint64_t ratings);

/*
 * CXM_EOPTION where one of the fields in `used` is doubtful, naming the two
 * columns and the --map to use; else 0.
 */
int layout_doubt(const struct binding *binding, const struct header *header,
                 uint64_t used, struct cxm_error *error);

/*
 * The column of NAME, #3, or A+B; a name that matches whole wins, in the row
 * of names before that of labels.  CXM_EOPTION names the columns there are.
 */
int layout_column(const struct header *header, const char *text,
                  struct column_ref *ref, struct cxm_error *error);

/* What `cxm layouts` prints: layout_print.c. */
void layout_list(FILE *out);

#endif
