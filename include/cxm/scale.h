/* SPDX-License-Identifier: MIT */
/*
 * cxm/scale.h - the points of a rating question, WORST:BEST[:STEP].
 *
 * 1:5 has five points of which 5 is best; 5:1 has the same points but 1 is
 * best (school grades).  STEP is 1 or 1/k: 0.5:5:0.5 has ten points.  Classes
 * are numbered from the worst point, 0, to the best, points - 1.
 */
#ifndef CXM_SCALE_H
#define CXM_SCALE_H

#include <cxm/base.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CXM_SCALE_POINTS 1001    /* the most points a scale may have */
#define CXM_MILLION      1000000 /* decimals are whole millionths */

struct cxm_scale {
    int64_t worst; /* in steps: 1 for 0.5 where per_unit is 2 */
    int64_t best;
    uint32_t per_unit; /* steps in 1: the k of STEP = 1/k */
    uint32_t points;
};

/*
 * Read "WORST:BEST[:STEP]".  CXM_EOPTION, with a message, for anything but 2
 * to 1001 points with whole multiples of STEP as ends; *scale is then as it
 * was.
 */
CXM_API int cxm_scale_parse(struct cxm_scale *scale, const char *text,
                            struct cxm_error *error);

/* The canonical text, for example "0.5:5:0.5"; returns its length. */
CXM_API size_t cxm_scale_text(const struct cxm_scale *scale, char *out,
                              size_t capacity);

/*
 * The class of a score given in millionths.  CXM_ERANGE where it is not a
 * point of the scale, be it outside or between two points.
 */
CXM_API int cxm_scale_class(const struct cxm_scale *scale, int64_t millionths,
                            uint32_t *index);

/* The score of a class in millionths, exactly: -1500000 for -1.5. */
CXM_API int64_t cxm_scale_point(const struct cxm_scale *scale, uint32_t index);

#ifdef __cplusplus
}
#endif

#endif
