/* SPDX-License-Identifier: MIT */
/*
 * cxm/field.h - the list of fields a record can have: their names, aliases,
 * types and where they lie.  A front end maps columns to fields with it.
 */
#ifndef CXM_FIELD_H
#define CXM_FIELD_H

#include <cxm/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The kinds of record; the numbers are permanent. */
#define CXM_RECORD_RESPONSE 1 /* struct cxm_response: one survey answer */
#define CXM_RECORD_ROW      2 /* struct cxm_row: any row */

/* Bits are permanent; new fields are appended. */
#define CXM_FIELD_SENT_AT  (UINT64_C(1) << 0)
#define CXM_FIELD_AT       (UINT64_C(1) << 1)
#define CXM_FIELD_CSAT     (UINT64_C(1) << 2)
#define CXM_FIELD_CES      (UINT64_C(1) << 3)
#define CXM_FIELD_NPS      (UINT64_C(1) << 4)
#define CXM_FIELD_SCORE    (UINT64_C(1) << 5) /* one of the ratings */
#define CXM_FIELD_SENT     (UINT64_C(1) << 6)
#define CXM_FIELD_COUNT    (UINT64_C(1) << 7)
#define CXM_FIELD_WEIGHT   (UINT64_C(1) << 8)
#define CXM_FIELD_AMOUNT   (UINT64_C(1) << 9)
#define CXM_FIELD_SURVEY   (UINT64_C(1) << 10)
#define CXM_FIELD_ID       (UINT64_C(1) << 11)
#define CXM_FIELD_CUSTOMER (UINT64_C(1) << 12)
#define CXM_FIELD_TICKET   (UINT64_C(1) << 13)
#define CXM_FIELD_COMMENT  (UINT64_C(1) << 14)
#define CXM_FIELD_STATUS   (UINT64_C(1) << 15)
#define CXM_FIELD_CHANNEL  (UINT64_C(1) << 16)
#define CXM_FIELD_TEAM     (UINT64_C(1) << 17)
#define CXM_FIELD_AGENT    (UINT64_C(1) << 18)
#define CXM_FIELD_TOPIC    (UINT64_C(1) << 19)
#define CXM_FIELD_TAGS     (UINT64_C(1) << 20)

/* How the cell of a field is read. */
#define CXM_TYPE_TEXT    1 /* as written */
#define CXM_TYPE_TIME    2 /* int64 milliseconds */
#define CXM_TYPE_RATING  3 /* a score or a text label; int64 millionths */
#define CXM_TYPE_DECIMAL 4 /* int64 millionths */
#define CXM_TYPE_WHOLE   5 /* a whole number >= 0, int64 */
#define CXM_TYPE_STATE   6 /* sent or not: CXM_SENT_NO, CXM_SENT_YES */

#define CXM_FIELD_NOWHERE ((size_t)-1) /* not a member of that record */

/*
 * A column whose header is the name or an alias is the field by itself, in
 * the kinds of record that `records` names; `sent` is nobody's, for a column
 * called so is as often a date, and must be mapped.  Two columns may claim a
 * field by name and alias: the name wins.
 */
struct cxm_field {
    const char *name;
    const char *aliases; /* other header names, separated by '|', or "" */
    uint64_t bit;
    uint32_t type;
    uint32_t records;       /* bits 1 << CXM_RECORD_... */
    size_t response_offset; /* of its int64 in struct cxm_response */
    size_t row_offset;      /* of its int64 in struct cxm_row */
};

/* The i-th field in the order of the bits, or NULL past the last. */
CXM_API const struct cxm_field *cxm_field_at(size_t i);

/* The field of that very name (in small letters, no alias), or NULL. */
CXM_API const struct cxm_field *cxm_field_find(const char *name);

#ifdef __cplusplus
}
#endif

#endif
