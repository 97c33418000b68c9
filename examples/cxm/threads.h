/* SPDX-License-Identifier: MIT */
/*
 * threads.h - a large file read by several threads: each reads a stretch of
 * its bytes into a share, and the shares are merged.
 */
#ifndef THREADS_H
#define THREADS_H

#include "run.h"

/*
 * Read a file in as many threads as --jobs says, or the file deserves: 1.  0
 * where one thread has to read it, and nothing was counted or said: where it
 * cannot be divided, where the order of the rows matters, or where anything
 * went wrong, which that thread is to tell.
 */
int threads_read(struct run *run, struct input *input);

#endif
