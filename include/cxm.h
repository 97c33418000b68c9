/* SPDX-License-Identifier: MIT */
/* cxm.h - all of libcxm: customer-service metrics, computed right. */
#ifndef CXM_H
#define CXM_H

#include <cxm/base.h>
#include <cxm/ces.h>
#include <cxm/csat.h>
#include <cxm/decimal.h>
#include <cxm/def.h>
#include <cxm/duration.h>
#include <cxm/field.h>
#include <cxm/histogram.h>
#include <cxm/interval.h>
#include <cxm/kpi.h>
#include <cxm/label.h>
#include <cxm/moments.h>
#include <cxm/nps.h>
#include <cxm/period.h>
#include <cxm/proportion.h>
#include <cxm/quantile.h>
#include <cxm/rating.h>
#include <cxm/ratio.h>
#include <cxm/reading.h>
#include <cxm/response.h>
#include <cxm/revise.h>
#include <cxm/row.h>
#include <cxm/scale.h>
#include <cxm/special.h>
#include <cxm/state.h>
#include <cxm/table.h>
#include <cxm/target.h>
#include <cxm/ticket.h>
#include <cxm/time.h>
#include <cxm/word.h>
#include <cxm/zone.h>

#endif
