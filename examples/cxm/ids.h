/* SPDX-License-Identifier: MIT */
/*
 * ids.h - rows of one id: where they are one row, and which files share them.
 */
#ifndef IDS_H
#define IDS_H

#include "run.h"

/*
 * Are rows of one id one row?  Where the command line leaves it open, those of
 * tickets are, and those of answers that came in several files.
 */
int ids_apply(const struct run *run, const struct input *input);

/* 1 where they are in some file. */
int ids_any(const struct run *run);

/* EXIT_USAGE after a message where ids are asked for and there are none. */
int ids_check(const struct run *run);

/*
 * The number of the first file of the same kind.  An id speaks for files of
 * one kind: two surveys that both number their answers from 1 have no answer
 * in common.
 */
size_t ids_kind(const struct run *run, const struct input *input);

/* The bytes before an id that hold that number; 0: all are of one kind. */
size_t ids_prefix(const struct run *run);

/* The id behind the kind of its file, where that is needed, as one key. */
struct cxm_bytes ids_key(const struct run *run, const struct reader *reader,
                         struct cxm_bytes id, struct room *room);

#endif
