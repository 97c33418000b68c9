/* SPDX-License-Identifier: MIT */
/*
 * cxm/base.h - what every other header needs: version, export mark, status
 * codes, the error object and the allocator.
 *
 * Throughout libcxm, times are int64 milliseconds since 1970-01-01 UTC and
 * durations int64 milliseconds.  Shares of the typed API lie in [0, 1] (NPS
 * in [-1, 1]); figures read through the registry are in their printed unit.
 * The library never prints, exits, or reads the environment, the locale or
 * the clock, and it has no global that changes.
 */
#ifndef CXM_BASE_H
#define CXM_BASE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__) || defined(__clang__)
#define CXM_API __attribute__((visibility("default")))
#else
#define CXM_API
#endif

/* The release.  It is written here and nowhere else. */
#define CXM_VERSION        "0.1.0"
#define CXM_VERSION_NUMBER 100 /* major * 10000 + minor * 100 + patch */

/* The version of the library that is linked, for example "0.1.0". */
CXM_API const char *cxm_version(void);

/*
 * Status.  Zero: done.  Positive: done, and nothing is wrong.  Negative:
 * refused, and the object is as it was.  The numbers are permanent.
 */
#define CXM_OK          0
#define CXM_EMPTY       1     /* nothing was counted: figures are NaN */
#define CXM_EINVAL      (-1)  /* an argument outside its domain */
#define CXM_ENOMEM      (-2)  /* the allocator gave nothing */
#define CXM_EOVERFLOW   (-3)  /* a count or sum would leave its range */
#define CXM_EABSENT     (-4)  /* what is to be removed was never added */
#define CXM_ERANGE      (-5)  /* outside the range, or no point of the scale */
#define CXM_EMISMATCH   (-6)  /* two definitions differ: no merge */
#define CXM_EOPTION     (-7)  /* an unknown option, or a value it refuses */
#define CXM_ESYNTAX     (-8)  /* a text that cannot be read as what it is for */
#define CXM_EDUPLICATE  (-9)  /* an id that was seen before, where refused */
#define CXM_EOVERFLOWED (-10) /* the table lost groups to its limit */
#define CXM_ENOFIGURE   (-11) /* counted, but no figure may be shown */
#define CXM_EVERSION    (-12) /* a saved state of a later version */
#define CXM_ECORRUPT    (-13) /* bytes that are no saved state */
#define CXM_EFIELD      (-14) /* the source lacks a field that is needed */

/* One English sentence fragment for a status, for example "out of memory". */
CXM_API const char *cxm_status_text(int status);

/*
 * What went wrong and where.  The caller owns it; every function that takes
 * one accepts NULL.  `text` is a whole message that needs no context.
 */
struct cxm_error {
    int32_t status;
    uint32_t reserved;
    uint64_t record; /* index of the offending value in a column, else 0 */
    char field[48];  /* the field or option concerned, or "" */
    char text[256];
};

/*
 * The allocator: one function that gives, resizes and frees, in the manner of
 * realloc.  `old_size` is what was asked for last time (0 with p NULL);
 * `new_size` 0 frees and returns NULL.  It is passed to each call that may
 * need memory and never stored in a state.  NULL stands for realloc and free.
 */
struct cxm_alloc {
    void *(*resize)(void *context, void *p, size_t old_size, size_t new_size);
    void *context;
};

#ifdef __cplusplus
}
#endif

#endif
