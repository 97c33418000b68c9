/* SPDX-License-Identifier: MIT */
/*
 * grid.h - rows of cells, written in aligned columns or as a Markdown table.
 *
 * A cell is what was put into grid->text since the last one:
 *
 *     grid_text(&grid, name, strlen(name));
 *     grid_cell(&grid, GRID_LEFT);
 */
#ifndef GRID_H
#define GRID_H

#include "outbuf.h"

#define GRID_LEFT  0
#define GRID_RIGHT 1

struct grid_cell {
    size_t at; /* in text */
    size_t length;
    size_t width;
    int align;
};

struct grid {
    size_t columns;
    int markdown;
    int color;          /* the first row is bold */
    struct outbuf text; /* text.failed also says that cells ran out of memory */
    struct grid_cell *cell; /* row by row */
    size_t cells;
    size_t room;
    size_t from; /* where the cell being filled begins in text */
};

/* Text from elsewhere, made harmless for the kind of grid it is. */
void grid_text(struct grid *grid, const char *bytes, size_t n);

/* End the cell; the alignment of the first row is that of a column. */
void grid_cell(struct grid *grid, int align);

/* Write all full rows to `out`; the first is the header. */
void grid_write(struct grid *grid, struct outbuf *out);

void grid_free(struct grid *grid);

#endif
