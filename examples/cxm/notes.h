/* SPDX-License-Identifier: MIT */
/*
 * notes.h - what stands below a table: definitions and the account of rows.
 */
#ifndef NOTES_H
#define NOTES_H

#include "outbuf.h"
#include "output.h"

/* One paragraph per KPI, then the account; each is one line. */
void notes_put(struct outbuf *buf, const struct report *report,
               const struct output_style *style, int markdown);

/* The distribution and the other figures of every result, for people. */
void notes_put_detail(struct outbuf *buf, const struct report *report,
                      const struct output_style *style);

#endif
