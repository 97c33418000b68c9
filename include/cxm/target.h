/* SPDX-License-Identifier: MIT */
/*
 * cxm/target.h - the limits of a service-level agreement: of the KPI sla's
 * option `target`, read.
 *
 * Its text is NAME=VALUE:[CLOCK:]LIMIT,..., for example
 * "channel=email:4h,channel=phone:wait:90s".  NAME is a field or a column; of
 * the targets that a record meets, the first is its target.  The library
 * cannot see columns: the front end compares, and passes the index of the
 * first target that holds as the option's value.
 * A VALUE has no comma and no colon; blanks around a part do not matter.  A
 * NAME and VALUE that come twice and a LIMIT of 0 are refused.
 *
 * `preset:articles` stands for the limits that articles on customer service
 * name: e-mail 4 h, chat 2 min, Twitter 1 h and Facebook 15 min to the first
 * reply, phone 90 s waiting, each under the names that exports give it.  What
 * stands before it in the list goes first.
 *
 * The canonical text names every clock, has no preset and is in small letters.
 * The case of letters does not matter where they are of ASCII or Latin-1, or
 * the ligature OE, a Y with diaeresis or the German sharp S, in UTF-8; a front
 * end compares so, too, for a second target of the same letters is refused.
 */
#ifndef CXM_TARGET_H
#define CXM_TARGET_H

#include <cxm/def.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What is measured against a limit. */
#define CXM_CLOCK_FRT        0 /* the first reply */
#define CXM_CLOCK_RESOLUTION 1 /* the last resolution */
#define CXM_CLOCK_WAIT       2 /* the answer to a call */

struct cxm_target {
    const char *name; /* not terminated, as value is; they are the def's */
    size_t name_length;
    const char *value;
    size_t value_length;
    uint32_t clock;
    uint32_t reserved;
    int64_t limit; /* milliseconds */
};

/*
 * The i-th target, or CXM_EINVAL past the last or where the KPI has none;
 * *target is then as it was.
 */
CXM_API int cxm_def_target(const struct cxm_def *def, size_t i,
                           struct cxm_target *target);

#ifdef __cplusplus
}
#endif

#endif
