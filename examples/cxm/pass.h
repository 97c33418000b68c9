/* SPDX-License-Identifier: MIT */
/* pass.h - a file's rows, one batch after the other, into their share. */
#ifndef PASS_H
#define PASS_H

#include "run.h"

/* Read a file.  EXIT_DONE, or an exit status after a message. */
int pass_file(struct run *run, struct input *input);

#endif
