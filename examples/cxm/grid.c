/* SPDX-License-Identifier: MIT */
#include "grid.h"

#include <stdlib.h>
#include <string.h>

#include "glyph.h"

void grid_text(struct grid *grid, const char *bytes, size_t n)
{
    if (grid->markdown)
        outbuf_markdown(&grid->text, bytes, n);
    else
        outbuf_escaped(&grid->text, bytes, n);
}

static int grow(struct grid *grid)
{
    const size_t room = grid->room ? 2 * grid->room : 64;
    struct grid_cell *const cell = realloc(grid->cell, room * sizeof *cell);
    if (!cell)
        return -1;
    grid->cell = cell;
    grid->room = room;
    return 0;
}

void grid_cell(struct grid *grid, int align)
{
    struct outbuf *text = &grid->text;
    if (text->failed || (grid->cells == grid->room && grow(grid) < 0)) {
        text->failed = 1;
        return;
    }
    struct grid_cell *cell = &grid->cell[grid->cells++];
    cell->at = grid->from;
    cell->length = text->used - grid->from;
    cell->width =
        cell->length ? glyph_width(text->bytes + cell->at, cell->length) : 0;
    cell->align = align;
    grid->from = text->used;
}

static void fill(struct outbuf *out, char c, size_t n)
{
    while (n-- > 0)
        outbuf_put(out, &c, 1);
}

static void put_cell(const struct grid *grid, const struct grid_cell *cell,
                     size_t width, int last, struct outbuf *out)
{
    const size_t pad = width - cell->width;
    if (cell->align == GRID_RIGHT)
        fill(out, ' ', pad);
    outbuf_put(out, grid->text.bytes + cell->at, cell->length);
    if (cell->align == GRID_LEFT && !last)
        fill(out, ' ', pad);
}

static void put_plain_row(const struct grid *grid, size_t row,
                          const size_t *width, struct outbuf *out)
{
    const struct grid_cell *cell = grid->cell + row * grid->columns;
    const int bold = grid->color && row == 0;
    outbuf_text(out, bold ? "\033[1m" : "");
    for (size_t i = 0; i < grid->columns; i++) {
        outbuf_text(out, i ? "  " : "");
        put_cell(grid, &cell[i], width[i], i + 1 == grid->columns, out);
    }
    /* An empty last cell must not leave blanks behind. */
    while (out->used > 0 && out->bytes[out->used - 1] == ' ')
        out->used--;
    outbuf_text(out, bold ? "\033[0m\n" : "\n");
}

static void put_markdown_row(const struct grid *grid, size_t row,
                             const size_t *width, struct outbuf *out)
{
    const struct grid_cell *cell = grid->cell + row * grid->columns;
    for (size_t i = 0; i < grid->columns; i++) {
        outbuf_text(out, i ? " | " : "| ");
        put_cell(grid, &cell[i], width[i], 0, out);
    }
    outbuf_text(out, " |\n");
    for (size_t i = 0; row == 0 && i < grid->columns; i++) {
        outbuf_text(out, cell[i].align == GRID_LEFT ? "|:" : "|-");
        fill(out, '-', width[i]);
        outbuf_text(out, cell[i].align == GRID_LEFT ? "-" : ":");
    }
    outbuf_text(out, row == 0 ? "|\n" : "");
}

void grid_write(struct grid *grid, struct outbuf *out)
{
    size_t *const width = calloc(grid->columns + 1, sizeof *width);
    out->failed |= grid->text.failed || !width;
    for (size_t i = 0; !out->failed && i < grid->cells; i++)
        if (grid->cell[i].width > width[i % grid->columns])
            width[i % grid->columns] = grid->cell[i].width;
    for (size_t i = 0; !out->failed && i < grid->cells / grid->columns; i++) {
        if (grid->markdown)
            put_markdown_row(grid, i, width, out);
        else
            put_plain_row(grid, i, width, out);
    }
    free(width);
}

void grid_free(struct grid *grid)
{
    outbuf_free(&grid->text);
    free(grid->cell);
    grid->cell = NULL;
    grid->cells = grid->room = grid->from = 0;
}
