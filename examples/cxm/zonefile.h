/* SPDX-License-Identifier: MIT */
/*
 * zonefile.h - time zones from the system's database.
 */
#ifndef ZONEFILE_H
#define ZONEFILE_H

#include <cxm.h>

/*
 * Load a zone by name ("Europe/Berlin"), "UTC", or an offset ("+02:00").
 * NULL is UTC.  0, or -1 after a message that names near alternatives.
 */
int zonefile_load(const char *name, struct cxm_zone **zone);

#endif
