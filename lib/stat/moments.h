/* SPDX-License-Identifier: MIT */
/*
 * lib/stat/moments.h - the sums of a column of whole numbers, exactly.
 */
#ifndef CXM_LIB_MOMENTS_H
#define CXM_LIB_MOMENTS_H

#include "../base/int128.h"

/* Moments as numbers. */
struct cxm__sums {
    uint64_t n;
    struct cxm__i128 sum;
    struct cxm__u128 squares;
};

/*
 * The sums of n values.  CXM_EOVERFLOW where no state could hold them: *sums
 * is not what it should be then.  The functions with _plain are the plain
 * twins of the others, which give the same.
 */
int cxm__sums_i64(const int64_t *values, size_t n, struct cxm__sums *sums);
int cxm__sums_i32(const int32_t *values, size_t n, struct cxm__sums *sums);
int cxm__sums_i64_plain(const int64_t *values, size_t n,
                        struct cxm__sums *sums);
int cxm__sums_i32_plain(const int32_t *values, size_t n,
                        struct cxm__sums *sums);

/* The sum alone, which cannot fail. */
struct cxm__i128 cxm__sum_i64(const int64_t *values, size_t n);

#endif
