/* SPDX-License-Identifier: MIT */
/*
 * number.h - figures as text, always with a point, whatever the locale.
 *
 * Both return the length, and write an empty text for NaN and infinities: it
 * is the format that knows how it says "no value".
 */
#ifndef NUMBER_H
#define NUMBER_H

#include <stddef.h>

#define NUMBER_ROOM 352 /* bytes for every text, with its NUL */

#define NUMBER_DIGITS 17 /* the most decimals number_fixed writes */

/*
 * A short decimal that reads back as the same double (17 significant digits
 * at most, fewer where they do); below 1e21 whole numbers have no exponent.
 * It is a number of JSON.  -0 is written 0.
 */
size_t number_shortest(double value, char *out);

/*
 * With so many decimals, 0 to NUMBER_DIGITS, correctly rounded from the
 * double; what rounds to zero has no sign.
 */
size_t number_fixed(double value, int digits, char *out);

#endif
