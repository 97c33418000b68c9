/* SPDX-License-Identifier: MIT */
/*
 * lib/flow/tally.h - what an observation does to a tally, which is seen as the
 * words it is made of.
 */
#ifndef CXM_LIB_FLOW_TALLY_H
#define CXM_LIB_FLOW_TALLY_H

#include <cxm/state.h>

/* Where the counters of a tally lie. */
enum {
    CXM__TALLY_COUNTED = offsetof(struct cxm_tally, counted) / sizeof(uint64_t),
    CXM__TALLY_MISSING = offsetof(struct cxm_tally, missing) / sizeof(uint64_t),
    CXM__TALLY_REJECTED =
        offsetof(struct cxm_tally, rejected) / sizeof(uint64_t),
    CXM__TALLY_OFF_SCALE =
        offsetof(struct cxm_tally, off_scale) / sizeof(uint64_t),
    CXM__TALLY_UNDECIDED =
        offsetof(struct cxm_tally, undecided) / sizeof(uint64_t),
    CXM__TALLY_INELIGIBLE =
        offsetof(struct cxm_tally, ineligible) / sizeof(uint64_t),
    CXM__TALLY_COUNTED_N =
        offsetof(struct cxm_tally, counted_n) / sizeof(uint64_t),
    CXM__TALLY_OFF_SCALE_N =
        offsetof(struct cxm_tally, off_scale_n) / sizeof(uint64_t)
};

/* What a verdict does to a tally. */
struct cxm__effect {
    size_t word;   /* that counts it once */
    size_t sum;    /* that sums n */
    uint64_t n;    /* 0 where no word sums it */
    int off_scale; /* 1 where it counts there, too */
    int counted;   /* 1 where it goes into the state */
};

/* CXM_EINVAL: there is no such verdict. */
static inline int cxm__effect_of(const struct cxm_def *def, int32_t verdict,
                                 uint64_t n, struct cxm__effect *effect)
{
    static const size_t word[] = {
        [CXM_COUNTED] = CXM__TALLY_COUNTED,
        [CXM_MISSING] = CXM__TALLY_MISSING,
        [CXM_UNDECIDED] = CXM__TALLY_UNDECIDED,
        [CXM_INELIGIBLE] = CXM__TALLY_INELIGIBLE,
    };
    if (verdict > CXM_INELIGIBLE)
        return CXM_EINVAL;
    effect->word = verdict < 0 ? CXM__TALLY_REJECTED : word[verdict];
    effect->counted = verdict == CXM_COUNTED;
    /* Out of range is off the scale only where there is a scale. */
    effect->off_scale = verdict == CXM_ERANGE && cxm_def_scale(def);
    effect->sum =
        effect->off_scale ? CXM__TALLY_OFF_SCALE_N : CXM__TALLY_COUNTED_N;
    effect->n = effect->counted || effect->off_scale ? n : 0;
    return CXM_OK;
}

/* How often it is counted, and how much that is. */
struct cxm__amount {
    uint64_t times;
    uint64_t weight;
};

/* Would the words of a tally leave their range? */
static inline int cxm__tally_check(const struct cxm__effect *effect,
                                   const uint64_t *tally,
                                   struct cxm__amount amount, int forth)
{
    const uint64_t count = tally[effect->word];
    const uint64_t sum = tally[effect->sum];
    if (!forth)
        return count < amount.times || sum < amount.weight ||
                       (effect->off_scale &&
                        tally[CXM__TALLY_OFF_SCALE] < amount.times)
                   ? CXM_EABSENT
                   : CXM_OK;
    return count > UINT64_MAX - amount.times || sum > UINT64_MAX - amount.weight
               ? CXM_EOVERFLOW
               : CXM_OK;
}

/* Taking out is adding the complement. */
static inline void cxm__tally_shift(const struct cxm__effect *effect,
                                    uint64_t *tally, struct cxm__amount amount,
                                    int forth)
{
    tally[effect->word] += forth ? amount.times : 0 - amount.times;
    tally[effect->sum] += forth ? amount.weight : 0 - amount.weight;
    if (effect->off_scale)
        tally[CXM__TALLY_OFF_SCALE] += forth ? amount.times : 0 - amount.times;
}

#endif
