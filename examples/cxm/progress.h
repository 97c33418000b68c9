/* SPDX-License-Identifier: MIT */
/*
 * progress.h - how far reading is, on standard error:
 * "tickets.csv  45%  120 MB/s  3 s left", at most ten times a second.
 */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stddef.h>
#include <stdint.h>

#define PROGRESS_AUTO   0 /* where standard error is a terminal */
#define PROGRESS_ALWAYS 1
#define PROGRESS_NEVER  2

struct progress {
    char name[128];  /* the file's, as it is shown */
    int64_t total;   /* bytes; -1: unknown */
    int64_t started; /* ns of the monotonic clock */
    int64_t drawn;
    int on;
    int visible; /* there is a line to be erased */
};

/* The mode of "auto", "always" or "never"; -1: none. */
int progress_mode(const char *text);

/* Begin with a file of `total` bytes, -1 where that is not known. */
void progress_start(struct progress *progress, const char *name, int64_t total,
                    int mode);

/* So many bytes have been read; cheap enough for every batch of rows. */
void progress_update(struct progress *progress, int64_t bytes);

/* Erase the line. */
void progress_end(struct progress *progress);

/* The line after so many bytes and nanoseconds; returns its length. */
#define PROGRESS_ROOM 240
size_t progress_text(const struct progress *progress, int64_t bytes, int64_t ns,
                     char *out);

#endif
