/* SPDX-License-Identifier: MIT */
/*
 * lib/base/siphash.h - SipHash-1-3 (Aumasson and Bernstein, 2012): a hash
 * under a secret seed, so that nobody can choose keys that collide.
 */
#ifndef CXM_LIB_SIPHASH_H
#define CXM_LIB_SIPHASH_H

#include <stddef.h>
#include <stdint.h>

/* seed[0] holds the first eight bytes of the key, lowest first. */
uint64_t cxm__siphash(const uint64_t seed[2], const void *bytes, size_t length);

#endif
