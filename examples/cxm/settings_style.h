/* SPDX-License-Identifier: MIT */
/*
 * settings_style.h - the part of the settings that says how cells are read:
 * delimiter, encoding, numbers, labels, dates and zone.
 */
#ifndef SETTINGS_STYLE_H
#define SETTINGS_STYLE_H

#include "settings.h"

/* 0, or -1 after a message. */
int settings_style(struct settings *settings, const struct options *options);

#endif
