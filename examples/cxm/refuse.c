/* SPDX-License-Identifier: MIT */
#include "refuse.h"

#include "text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define SHOWN 48 /* bytes of a text that are quoted */

int refuse(struct cxm_error *error, int status, const char *field,
           const char *format, ...)
{
    va_list arguments;
    if (!error)
        return status;
    memset(error, 0, sizeof *error);
    error->status = status;
    snprintf(error->field, sizeof error->field, "%s", field);
    va_start(arguments, format);
    vsnprintf(error->text, sizeof error->text, format, arguments);
    va_end(arguments);
    return status;
}

/* The length of the character that the text begins with. */
static size_t character(const char *text, size_t n)
{
    size_t length = 1;
    while (length < n && length < 4 &&
           ((unsigned char)text[length] & 0xc0) == 0x80)
        length++;
    return length;
}

/* The escaped text in `room` bytes with its NUL, with "..." where it is cut. */
static void put_escaped(const char *text, size_t n, char *out, size_t room)
{
    size_t used = 0;
    size_t at = 0;
    while (at < n) {
        char one[4 * TEXT_ESCAPE_ROOM];
        const size_t length = character(text + at, n - at);
        const size_t m = text_escape(text + at, length, one);
        if (used + m + 4 > room)
            break;
        memcpy(out + used, one, m);
        used += m;
        at += length;
    }
    memcpy(out + used, at < n ? "..." : "", at < n ? 4 : 1);
}

const char *refuse_quote(const char *text, size_t n, char out[REFUSE_QUOTE])
{
    put_escaped(text, n, out, n <= SHOWN ? REFUSE_QUOTE : SHOWN + 4);
    return out;
}

void refuse_escape(struct cxm_error *error)
{
    char text[sizeof error->text];
    memcpy(text, error->text, sizeof text);
    put_escaped(text, strlen(text), error->text, sizeof error->text);
}
