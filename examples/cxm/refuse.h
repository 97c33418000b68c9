/* SPDX-License-Identifier: MIT */
/*
 * refuse.h - messages about what was read: cells, columns, conditions.
 */
#ifndef REFUSE_H
#define REFUSE_H

#include <cxm.h>

/* Room for a quoted text with its NUL. */
#define REFUSE_QUOTE 96

/* Fill the error, if there is one, and return the status. */
int refuse(struct cxm_error *error, int status, const char *field,
           const char *format, ...) __attribute__((format(printf, 4, 5)));

/*
 * A text as it may be shown: control characters escaped, "..." where it was
 * too long, ended by NUL.  Returns out.
 */
const char *refuse_quote(const char *text, size_t n, char out[REFUSE_QUOTE]);

/* Escape what could act on a terminal in a message made elsewhere. */
void refuse_escape(struct cxm_error *error);

#endif
