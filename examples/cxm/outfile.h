/* SPDX-License-Identifier: MIT */
/*
 * outfile.h - where results go: standard output, or a file that appears whole
 * or not at all.
 *
 * A regular file is written beside its place under another name, brought to
 * the disk, and only then moved over what was there: whatever happens, its
 * name means the old content or the new.  Through a symbolic link it is the
 * file linked to that is replaced.  What is no regular file (/dev/..., a
 * FIFO) is written directly.
 *
 * Open it when there is something to write: between open and close a killed
 * program leaves the file under its other name, .cxm-NUMBER.
 */
#ifndef OUTFILE_H
#define OUTFILE_H

#include <stdio.h>

struct outfile {
    FILE *stream;    /* write here */
    int quiet;       /* the reader went away (EPIPE): no message is wanted */
    char text[400];  /* why a call failed, a whole message */
    char *target;    /* NULL: standard output */
    char *temporary; /* NULL: the target is written directly */
};

/*
 * Open the file of -o, or standard output for NULL and "-".  0; -1 with text,
 * nothing then needs to be closed.  From now on SIGPIPE, unless it is handled
 * elsewhere, is ignored, so that a reader who leaves makes an error.
 */
int outfile_open(struct outfile *file, const char *path);

/*
 * Bring everything to its place.  `status` is what the writing came to: below
 * 0 it failed and errno, untouched since, says why.  -1 with text where that
 * or any write failed; a regular file is then as it was before.
 */
int outfile_close(struct outfile *file, int status);

/* Give up: remove what was written to a regular file. */
void outfile_abandon(struct outfile *file);

#endif
