/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "csv_lenient.h"

#include <stdlib.h>
#include <string.h>

int csv_lenient_open(struct csv_lenient *m, size_t room)
{
    memset(m, 0, sizeof *m);
    m->room = room;
    m->field = malloc(room);
    return m->field == NULL ? CSV_BAD_MEMORY : CSV_OK;
}

void csv_lenient_close(struct csv_lenient *m)
{
    free(m->field);
    m->field = NULL;
}

static void keep(struct csv_lenient *m, char c)
{
    m->field[m->used++] = c;
}

static void end_field(struct csv_lenient *m, size_t drop)
{
    m->on_field(m->field, m->used - drop, m->context);
    m->used = m->blanks = 0;
    m->place = CSV_BEFORE;
}

static void end_row(struct csv_lenient *m, int end)
{
    m->on_row(end, m->context);
    m->place = CSV_BEFORE_ROW;
}

static int is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

static int is_blank(const struct csv_lenient *m, char c)
{
    return (c == ' ' || c == '\t') && c != m->delimiter;
}

static void before(struct csv_lenient *m, char c)
{
    if (is_blank(m, c)) {
        return;
    }
    if (is_line_end(c)) {
        if (m->place == CSV_BEFORE) {
            end_field(m, 0);
        }
        end_row(m, c);
    } else if (c == m->delimiter) {
        end_field(m, 0);
    } else if (c == m->quote) {
        m->place = CSV_QUOTED;
    } else {
        m->place = CSV_PLAIN;
        keep(m, c);
    }
}

static void plain(struct csv_lenient *m, char c)
{
    if (c == m->delimiter) {
        end_field(m, m->blanks);
    } else if (is_line_end(c)) {
        end_field(m, m->blanks);
        end_row(m, c);
    } else {
        m->blanks = is_blank(m, c) ? m->blanks + 1 : 0;
        keep(m, c);
    }
}

/* The quote that was kept is dropped if it was the last, or half of two. */
static void behind(struct csv_lenient *m, char c)
{
    if (c == m->delimiter) {
        end_field(m, m->blanks + 1);
    } else if (is_line_end(c)) {
        end_field(m, m->blanks + 1);
        end_row(m, c);
    } else if (c == m->quote && m->blanks == 0) {
        m->place = CSV_QUOTED;
    } else {
        m->blanks = is_blank(m, c) ? m->blanks + 1 : 0;
        m->place = is_blank(m, c) || c == m->quote ? CSV_BEHIND : CSV_QUOTED;
        keep(m, c);
    }
}

static void step(struct csv_lenient *m, char c)
{
    if (m->place == CSV_PLAIN) {
        plain(m, c);
    } else if (m->place == CSV_QUOTED) {
        m->place = c == m->quote ? CSV_BEHIND : CSV_QUOTED;
        keep(m, c);
    } else if (m->place == CSV_BEHIND) {
        behind(m, c);
    } else {
        before(m, c);
    }
}

int csv_lenient_parse(struct csv_lenient *m, const char *bytes, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++) {
        if (m->used == m->room) {
            return CSV_BAD_LENGTH;
        }
        step(m, bytes[i]);
    }
    return CSV_OK;
}

int csv_lenient_finish(struct csv_lenient *m)
{
    if (m->place == CSV_QUOTED) {
        return CSV_BAD_QUOTE;
    }
    if (m->place != CSV_BEFORE_ROW) {
        end_field(m, m->place == CSV_BEHIND ? m->blanks + 1 : m->blanks);
        end_row(m, -1);
    }
    return CSV_OK;
}
