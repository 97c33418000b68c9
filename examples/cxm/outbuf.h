/* SPDX-License-Identifier: MIT */
/*
 * outbuf.h - a text that grows.  Where memory runs out it stays as it is and
 * says so once, at the end: `failed`.
 */
#ifndef OUTBUF_H
#define OUTBUF_H

#include <stddef.h>
#include <stdio.h>

/* All zero is empty; `bytes` holds `used` of them and no NUL. */
struct outbuf {
    char *bytes;
    size_t used;
    size_t room;
    int failed;
};

void outbuf_put(struct outbuf *buf, const char *bytes, size_t n);
void outbuf_text(struct outbuf *buf, const char *text);

/* As printf; at most 600 bytes a call. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void outbuf_format(struct outbuf *buf, const char *format, ...);

/* Text from a file, made visible by text_escape. */
void outbuf_escaped(struct outbuf *buf, const char *bytes, size_t n);

/* The same for GitHub-flavoured Markdown: nothing in it is markup or HTML. */
void outbuf_markdown(struct outbuf *buf, const char *bytes, size_t n);

/* A text cell of csv: UTF-8, guarded and quoted by text_csv. */
void outbuf_csv(struct outbuf *buf, const char *bytes, size_t n);

/* A string of JSON with its quotes. */
void outbuf_json(struct outbuf *buf, const char *bytes, size_t n);

/* Write it all out and make it empty; 0, or -1 with errno where that or memory
   failed. */
int outbuf_flush(struct outbuf *buf, FILE *out);

void outbuf_free(struct outbuf *buf);

#endif
