/* SPDX-License-Identifier: MIT */
/*
 * cxm/zone.h - time zones, from the bytes of a TZif file.
 *
 * The library opens no file: the caller hands in the bytes of, for example,
 * /usr/share/zoneinfo/Europe/Berlin.  The format is that of RFC 9636 (which
 * replaced RFC 8536), versions 1 to 4, with the rule in its footer for times
 * after the last transition.  A zone never changes once made, so any number
 * of threads may share it.  Wherever a zone is asked for, NULL is UTC.
 */
#ifndef CXM_ZONE_H
#define CXM_ZONE_H

#include <cxm/base.h>

#ifdef __cplusplus
extern "C" {
#endif

struct cxm_zone;

/* Larger files and longer names are refused; real ones have under 4 kB. */
#define CXM_ZONE_BYTES_MAX 1048576
#define CXM_ZONE_NAME_MAX  255

/*
 * Make a zone from the `n` bytes of a TZif file, which are not kept.  `name`
 * is what cxm_zone_name returns.  The name "UTC" with n 0 needs no bytes.
 *
 * Nothing in the bytes is trusted.  CXM_ESYNTAX for bytes that are no TZif
 * file, CXM_EINVAL for a file that counts leap seconds (those in "right/"),
 * a missing or too long name or too many bytes, CXM_ENOMEM; *zone is then
 * untouched.
 */
CXM_API int cxm_zone_new(struct cxm_zone **zone, const char *name,
                         const void *bytes, size_t n,
                         const struct cxm_alloc *alloc,
                         struct cxm_error *error);

/*
 * Make a zone that is always `offset_seconds` east of UTC, named "+02:00" or
 * "+02:00:30".  CXM_EINVAL outside -24 h to +24 h, CXM_ENOMEM.
 */
CXM_API int cxm_zone_fixed(struct cxm_zone **zone, int32_t offset_seconds,
                           const struct cxm_alloc *alloc,
                           struct cxm_error *error);

/* Free a zone with the allocator it was made with; NULL is no zone. */
CXM_API void cxm_zone_free(struct cxm_zone *zone,
                           const struct cxm_alloc *alloc);

/* The name given to cxm_zone_new; "UTC" for NULL. */
CXM_API const char *cxm_zone_name(const struct cxm_zone *zone);

/*
 * Seconds east of UTC at a time.  Before the first transition it is that of
 * the file's first type (RFC 9636, 3.2), after the last that of the footer,
 * for ever.
 */
CXM_API int32_t cxm_zone_offset(const struct cxm_zone *zone, int64_t utc_ms);

/*
 * The time at which the clocks show `local_ms`.  One that they skip moves
 * forward by what they skip (02:30 becomes 03:30), of two the first is meant.
 */
CXM_API int64_t cxm_zone_utc(const struct cxm_zone *zone, int64_t local_ms);

#ifdef __cplusplus
}
#endif

#endif
