/* SPDX-License-Identifier: MIT */
/*
 * expr.h - conditions  NAME OP VALUE  of --where, --drop and --hit.
 *
 * OP is one of = != < <= > >= ~ (contains).  The cell's text is compared as
 * written, byte by byte; but as numbers where both are numbers, else as times
 * where both are times, in the style of the file.  Where VALUE is a length of
 * time with a unit (1h) and the column holds durations, they are compared; a
 * cell that is none is in doubt.  "NAME=" matches a missing
 * cell, "NAME!=" any other.  The name ends where the first operator begins;
 * a name that has an operator in it, and a value that begins with one or
 * that has blanks around it, stand in quotes ("..." or '...').
 */
#ifndef EXPR_H
#define EXPR_H

#include "cell.h"

struct expr {
    char *name;
    char *value;
    size_t value_length;
    int op;            /* private */
    int value_missing; /* value is a word for nothing, such as NA */
    int value_number;  /* value is a number, in millionths */
    int64_t millionths;
    int value_time;
    int64_t ms;
    int value_duration; /* value is a length of time with its unit, 1h30m */
    int64_t length;
    int unit; /* of the durations in the column that is tested, UNIT_...;
                 UNIT_NONE: it holds none.  Set it for each file. */
};

/*
 * Read a condition.  The value's number and time are worked out with style; a
 * number with a decimal point is one in every style.  0, or a negative status
 * with a message naming the operators.
 */
int expr_parse(struct expr *expr, const char *text,
               const struct cell_style *style, struct cxm_error *error);
void expr_free(struct expr *expr);

/*
 * The condition in its one form, "status=solved": no blanks around the
 * operator, quotes only where they are needed.  To be freed.
 */
char *expr_canonical(const struct expr *expr);

#define EXPR_FALSE   0
#define EXPR_TRUE    1
#define EXPR_MISSING 2 /* the cell is missing and VALUE is not empty */

/*
 * Does the cell meet it?  A cell that could be read in two ways of which one
 * meets it and the other does not (1.234 and --decimal, 31/10/2026 and
 * --dates) is a negative status: expr_doubt says why.  For --where and --drop
 * expr_holds makes 0 or 1 of MISSING: only != holds for a missing cell.
 */
int expr_test(const struct expr *expr, const struct cell_style *style,
              const char *cell, size_t n);
int expr_holds(const struct expr *expr, const struct cell_style *style,
               const char *cell, size_t n);

/* The message for a cell with a negative status, naming the option. */
void expr_doubt(const struct expr *expr, const struct cell_style *style,
                const char *cell, size_t n, struct cxm_error *error);

#endif
