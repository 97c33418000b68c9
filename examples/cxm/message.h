/* SPDX-License-Identifier: MIT */
/*
 * message.h - what the program says on stderr, and how it ends.
 */
#ifndef MESSAGE_H
#define MESSAGE_H

#include <stddef.h>

#define EXIT_DONE      0
#define EXIT_IO        1 /* could not read or write */
#define EXIT_USAGE     2 /* bad usage: option, column, zone, layout, field */
#define EXIT_DATA      3 /* bad data */
#define EXIT_THRESHOLD 4 /* a threshold was missed */

/* Whether notes and warnings are printed; errors always are. */
void message_set_quiet(int quiet);

/* In this thread nothing at all is printed, until it may again. */
void message_mute(int mute);

/*
 * "cxm: ..." and a line end.  Control characters, line ends and bytes that
 * are no UTF-8 are shown escaped, wherever in the message they are.
 */
void message_error(const char *format, ...)
    __attribute__((format(printf, 1, 2)));
void message_warning(const char *format, ...)
    __attribute__((format(printf, 1, 2)));
void message_note(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/* A line that begins with a place, "file.csv:12:3: ..."; without "cxm: ". */
void message_place(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/*
 * malloc and realloc that end the program with a message when there is no
 * memory: a command-line program has nothing better to do.
 */
void *message_alloc(void *p, size_t size);
void *message_zeroed(size_t size);
char *message_copy(const char *text, size_t length);

#endif
