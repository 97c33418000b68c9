/* SPDX-License-Identifier: MIT */
/*
 * stretches.h - the stretches of a file that threads.c lets several threads
 * read, and what they come to together.
 */
#ifndef STRETCHES_H
#define STRETCHES_H

#include "part.h"

#include <pthread.h>
#include <stdatomic.h>

/* A stretch of the file. */
struct stretch {
    struct part part;
    struct share share;
    struct csv *csv; /* of its own; the first reads with that of the input */
    uint64_t begin;  /* of the text, from the beginning of the input */
    uint64_t end;    /* of the last UINT64_MAX: where the file ends by then */
    uint64_t at;
    uint64_t lines; /* before it, where anybody asks for them */
    int result;
    pthread_t thread;
    atomic_uint_least64_t done;
    struct stretches *file;
};

struct stretches {
    struct run *run;
    struct input *input;
    struct stretch *stretch;
    size_t n;
    atomic_int wrong; /* in one of them: all is in vain */
    struct progress progress;
};

/*
 * Once all were read: were they cut right, and is nothing to tell that one
 * thread must?  Then all they came to is added to the run: 1.  0, and the run
 * is as it was.
 */
int stretches_merge(struct stretches *file);

#endif
