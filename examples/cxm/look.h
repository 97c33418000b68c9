/* SPDX-License-Identifier: MIT */
/*
 * look.h - a look at the first cells of a file, before anything is counted:
 * which scale do labels bring, are there states, are there decimal commas?
 */
#ifndef LOOK_H
#define LOOK_H

#include "input.h"

/*
 * Fill in what input.h says the first cells show, and the style.  EXIT_DONE,
 * or another exit status after a message.
 */
int look_ahead(struct input *input, int want_states);

#endif
