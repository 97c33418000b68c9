/* SPDX-License-Identifier: MIT */
#include "outbuf.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "glyph.h"
#include "text.h"

/* Make room for n more bytes; NULL where there is none. */
static char *more(struct outbuf *buf, size_t n)
{
    size_t room = buf->room ? buf->room : 256;
    if (buf->failed || n > SIZE_MAX / 4 || buf->used > SIZE_MAX / 4) {
        buf->failed = 1;
        return NULL;
    }
    while (room - buf->used < n)
        room *= 2;
    if (room != buf->room) {
        char *const bytes = realloc(buf->bytes, room);
        if (!bytes) {
            buf->failed = 1;
            return NULL;
        }
        buf->bytes = bytes;
        buf->room = room;
    }
    return buf->bytes + buf->used;
}

void outbuf_put(struct outbuf *buf, const char *bytes, size_t n)
{
    char *const end = n > 0 ? more(buf, n) : NULL;
    if (!end)
        return;
    memcpy(end, bytes, n);
    buf->used += n;
}

void outbuf_text(struct outbuf *buf, const char *text)
{
    outbuf_put(buf, text, strlen(text));
}

void outbuf_format(struct outbuf *buf, const char *format, ...)
{
    char text[600];
    va_list list;
    va_start(list, format);
    const int n = vsnprintf(text, sizeof text, format, list);
    va_end(list);
    if (n < 0 || (size_t)n >= sizeof text)
        buf->failed = 1;
    else
        outbuf_put(buf, text, (size_t)n);
}

void outbuf_escaped(struct outbuf *buf, const char *bytes, size_t n)
{
    char *const end = more(buf, TEXT_ESCAPE_ROOM * n);
    if (end)
        buf->used += text_escape(bytes, n, end);
}

static void put_plain(struct outbuf *buf, char c)
{
    switch (c) {
    case '<':
        outbuf_text(buf, "&lt;");
        return;
    case '>':
        outbuf_text(buf, "&gt;");
        return;
    case '&':
        outbuf_text(buf, "&amp;");
        return;
    default:
        if (strchr("\\`*_[]|~", c))
            outbuf_put(buf, "\\", 1);
        outbuf_put(buf, &c, 1);
    }
}

void outbuf_markdown(struct outbuf *buf, const char *bytes, size_t n)
{
    struct outbuf escaped = {0};
    outbuf_escaped(&escaped, bytes, n);
    for (size_t i = 0; i < escaped.used; i++)
        put_plain(buf, escaped.bytes[i]);
    buf->failed |= escaped.failed;
    outbuf_free(&escaped);
}

void outbuf_csv(struct outbuf *buf, const char *bytes, size_t n)
{
    char *const utf8 = malloc(TEXT_UTF8_ROOM * n + 1);
    if (!utf8) {
        buf->failed = 1;
        return;
    }
    const size_t length = text_utf8(bytes, n, TEXT_UTF8, utf8);
    char *const end = more(buf, 2 * length + 3);
    if (end)
        buf->used += text_csv(utf8, length, 1, end);
    free(utf8);
}

/*
 * What JSON demands, and what could act on a terminal: it is allowed there,
 * but nobody needs it raw.
 */
static int json_escapes(uint32_t code)
{
    return code < 0x20 || code == '"' || code == '\\' || glyph_acts(code);
}

static void json_escape(struct outbuf *buf, uint32_t code)
{
    static const char names[] = "\"\"\\\\\nn\tt\rr";
    for (const char *name = names; *name; name += 2) {
        if ((unsigned char)*name != code)
            continue;
        outbuf_put(buf, "\\", 1);
        outbuf_put(buf, name + 1, 1);
        return;
    }
    outbuf_format(buf, "\\u%04x", (unsigned)code);
}

void outbuf_json(struct outbuf *buf, const char *bytes, size_t n)
{
    outbuf_put(buf, "\"", 1);
    for (size_t at = 0; at < n;) {
        uint32_t code;
        const size_t length = glyph_next(bytes + at, n - at, &code);
        if (json_escapes(code))
            json_escape(buf, code);
        else if (code == GLYPH_BAD)
            outbuf_text(buf, "\xef\xbf\xbd");
        else
            outbuf_put(buf, bytes + at, length);
        at += length;
    }
    outbuf_put(buf, "\"", 1);
}

int outbuf_flush(struct outbuf *buf, FILE *out)
{
    const size_t n = buf->used;
    buf->used = 0;
    if (buf->failed) {
        errno = ENOMEM;
        return -1;
    }
    return n == 0 || fwrite(buf->bytes, 1, n, out) == n ? 0 : -1;
}

void outbuf_free(struct outbuf *buf)
{
    free(buf->bytes);
    memset(buf, 0, sizeof *buf);
}
