/* SPDX-License-Identifier: MIT */
/*
 * lib/kpi/target.h - lists of targets: from what was typed to the one text
 * that equal lists share, and from there to struct cxm_target.
 */
#ifndef CXM_LIB_KPI_TARGET_H
#define CXM_LIB_KPI_TARGET_H

#include <cxm/target.h>

#include "kpi.h"

#define CXM__TARGETS_MAX 256 /* of one definition */

/*
 * Bytes that suffice for the canonical text of every target list in `text`,
 * a whole definition text, with its NUL.  A definition holds it once as the
 * option's value and once more, quoted at worst twice as long, in its own
 * text.
 */
size_t cxm__target_room(const char *text);

/*
 * How many targets they can be at most, for cxm_def.target; 0 where the KPI has
 * no option of type targets.
 */
size_t cxm__target_most(const struct cxm_kpi *kpi, const char *text);

/*
 * Where the KPI has an option of type targets and it has a value: write the
 * canonical text to *heap (cxm__target_room bytes), move *heap behind it, and
 * set value, target[] and n_targets.  The option `clock` has then done its
 * work and loses its value, since each target names its clock.  All values and
 * defaults are read before.  CXM_EOPTION says which part of which target is
 * at fault.
 */
int cxm__target_settle(struct cxm_def *def, char **heap,
                       struct cxm_error *error);

#endif
