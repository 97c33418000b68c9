/* SPDX-License-Identifier: MIT */
#include "message.h"

#include "text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int is_quiet; /* of this process: set once, from the command line */
static _Thread_local int is_mute;

void message_set_quiet(int quiet)
{
    is_quiet = quiet;
}

void message_mute(int mute)
{
    is_mute = mute;
}

/* n bytes, with nothing in them that could act on a terminal. */
static void put_safely(const char *text, size_t n)
{
    char shown[256 * TEXT_ESCAPE_ROOM];
    while (n > 0) {
        size_t piece = n;
        if (piece > 256) {
            piece = 256;
            while (piece > 253 && ((unsigned char)text[piece] & 0xc0) == 0x80)
                piece--;
        }
        const size_t length = text_escape(text, piece, shown);
        fwrite(shown, 1, length, stderr);
        text += piece;
        n -= piece;
    }
}

/*
 * Names of files and columns, ids and cells come from outside: the line is
 * escaped as a whole, so that no message can forget it.
 */
static void say(const char *before, const char *format, va_list arguments)
{
    char brief[1024];
    va_list again;
    if (is_mute)
        return;
    va_copy(again, arguments);
    const int written = vsnprintf(brief, sizeof brief, format, arguments);
    const size_t n = written > 0 ? (size_t)written : 0;
    char *whole = n < sizeof brief ? NULL : malloc(n + 1);
    if (whole)
        vsnprintf(whole, n + 1, format, again);
    va_end(again);
    fflush(stdout);
    fputs(before, stderr);
    put_safely(whole ? whole : brief,
               whole || n < sizeof brief ? n : sizeof brief - 1);
    fputc('\n', stderr);
    free(whole);
}

void message_error(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say("cxm: ", format, arguments);
    va_end(arguments);
}

void message_warning(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say("cxm: warning: ", format, arguments);
    va_end(arguments);
}

void message_note(const char *format, ...)
{
    va_list arguments;
    if (is_quiet)
        return;
    va_start(arguments, format);
    say("cxm: ", format, arguments);
    va_end(arguments);
}

void message_place(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say("", format, arguments);
    va_end(arguments);
}

static void *checked(void *block)
{
    if (!block) {
        is_mute = 0;
        message_error("out of memory");
        exit(EXIT_IO);
    }
    return block;
}

void *message_alloc(void *p, size_t size)
{
    return checked(realloc(p, size ? size : 1));
}

void *message_zeroed(size_t size)
{
    return checked(calloc(1, size ? size : 1));
}

char *message_copy(const char *text, size_t length)
{
    char *copy = message_alloc(NULL, length + 1);
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}
