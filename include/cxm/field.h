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

/*
 * The kinds of record; the numbers are permanent.  An event has names only:
 * its bit in cxm_field.records, and cxm_field_aliases; cxm_field_offset is
 * CXM_FIELD_NOWHERE, and no KPI has its bit.
 */
#define CXM_RECORD_RESPONSE 1 /* struct cxm_response: one survey answer */
#define CXM_RECORD_ROW      2 /* struct cxm_row: any row */
#define CXM_RECORD_TICKET   3 /* struct cxm_ticket: a ticket or call */
#define CXM_RECORD_EVENT    4 /* an event of a ticket; it has no struct yet */

/* Bits are permanent; new fields are appended. */
#define CXM_FIELD_SENT_AT               (UINT64_C(1) << 0)
#define CXM_FIELD_AT                    (UINT64_C(1) << 1)
#define CXM_FIELD_CSAT                  (UINT64_C(1) << 2)
#define CXM_FIELD_CES                   (UINT64_C(1) << 3)
#define CXM_FIELD_NPS                   (UINT64_C(1) << 4)
#define CXM_FIELD_SCORE                 (UINT64_C(1) << 5) /* one of the ratings */
#define CXM_FIELD_SENT                  (UINT64_C(1) << 6)
#define CXM_FIELD_COUNT                 (UINT64_C(1) << 7)
#define CXM_FIELD_WEIGHT                (UINT64_C(1) << 8)
#define CXM_FIELD_AMOUNT                (UINT64_C(1) << 9)
#define CXM_FIELD_SURVEY                (UINT64_C(1) << 10)
#define CXM_FIELD_ID                    (UINT64_C(1) << 11)
#define CXM_FIELD_CUSTOMER              (UINT64_C(1) << 12)
#define CXM_FIELD_TICKET                (UINT64_C(1) << 13)
#define CXM_FIELD_COMMENT               (UINT64_C(1) << 14)
#define CXM_FIELD_STATUS                (UINT64_C(1) << 15)
#define CXM_FIELD_CHANNEL               (UINT64_C(1) << 16)
#define CXM_FIELD_TEAM                  (UINT64_C(1) << 17)
#define CXM_FIELD_AGENT                 (UINT64_C(1) << 18)
#define CXM_FIELD_TOPIC                 (UINT64_C(1) << 19)
#define CXM_FIELD_TAGS                  (UINT64_C(1) << 20)
#define CXM_FIELD_OFFERED_AT            (UINT64_C(1) << 21)
#define CXM_FIELD_ANSWERED_AT           (UINT64_C(1) << 22)
#define CXM_FIELD_ENDED_AT              (UINT64_C(1) << 23)
#define CXM_FIELD_FIRST_SOLVED          (UINT64_C(1) << 24)
#define CXM_FIELD_SOLVED                (UINT64_C(1) << 25)
#define CXM_FIELD_CLOSED                (UINT64_C(1) << 26)
#define CXM_FIELD_CREATED               (UINT64_C(1) << 27)
#define CXM_FIELD_ASSIGNED              (UINT64_C(1) << 28)
#define CXM_FIELD_REPLIED               (UINT64_C(1) << 29)
#define CXM_FIELD_FIRST_REPLY_TIME      (UINT64_C(1) << 30)
#define CXM_FIELD_FIRST_RESOLUTION_TIME (UINT64_C(1) << 31)
#define CXM_FIELD_RESOLUTION_TIME       (UINT64_C(1) << 32)
#define CXM_FIELD_HANDLE                (UINT64_C(1) << 33)
#define CXM_FIELD_TALK                  (UINT64_C(1) << 34)
#define CXM_FIELD_HOLD                  (UINT64_C(1) << 35)
#define CXM_FIELD_WRAP                  (UINT64_C(1) << 36)
#define CXM_FIELD_WAIT                  (UINT64_C(1) << 37)
#define CXM_FIELD_REPLIES               (UINT64_C(1) << 38)
#define CXM_FIELD_REOPENS               (UINT64_C(1) << 39)
#define CXM_FIELD_AGENTS                (UINT64_C(1) << 40)
#define CXM_FIELD_CONTACTS              (UINT64_C(1) << 41)
#define CXM_FIELD_ANSWERED              (UINT64_C(1) << 42)
#define CXM_FIELD_ABANDONED             (UINT64_C(1) << 43)
#define CXM_FIELD_RESOLVED              (UINT64_C(1) << 44)
#define CXM_FIELD_DIRECTION             (UINT64_C(1) << 45)
#define CXM_FIELD_PRIORITY              (UINT64_C(1) << 46)
#define CXM_FIELD_EVENT                 (UINT64_C(1) << 47)
#define CXM_FIELD_ACTOR                 (UINT64_C(1) << 48)
#define CXM_FIELD_PUBLIC                (UINT64_C(1) << 49)
#define CXM_FIELD_VALUE                 (UINT64_C(1) << 50)

/* How the cell of a field is read: always to one int64. */
#define CXM_TYPE_TEXT      1  /* as written; no number */
#define CXM_TYPE_TIME      2  /* milliseconds since 1970-01-01 UTC */
#define CXM_TYPE_RATING    3  /* a score or a text label, in millionths */
#define CXM_TYPE_DECIMAL   4  /* millionths */
#define CXM_TYPE_WHOLE     5  /* a whole number >= 0 */
#define CXM_TYPE_STATE     6  /* sent or not: CXM_SENT_NO, CXM_SENT_YES */
#define CXM_TYPE_DURATION  7  /* milliseconds >= 0 */
#define CXM_TYPE_FLAG      8  /* 0 or 1, see cxm_flag_find */
#define CXM_TYPE_STATUS    9  /* CXM_STATUS_..., and also a text */
#define CXM_TYPE_DIRECTION 10 /* CXM_DIRECTION_... */

#define CXM_FIELD_NOWHERE ((size_t)-1) /* not a member of that record */

/*
 * A column whose header is the name or an alias is the field by itself, in the
 * kinds of record that `records` names; `sent` is nobody's: a column called so
 * is as often a date.  Of two columns, by name and by alias, the name wins.
 */
struct cxm_field {
    const char *name;
    uint64_t bit;
    uint32_t type;    /* CXM_TYPE_... */
    uint32_t records; /* bits 1 << CXM_RECORD_... */
};

/* The i-th field in the order of the bits, or NULL past the last. */
CXM_API const struct cxm_field *cxm_field_at(size_t i);

/* The field of that very name (in small letters, no alias), or NULL. */
CXM_API const struct cxm_field *cxm_field_find(const char *name);

/*
 * Other header names of the field in that kind of record, separated by '|', or
 * "": `created_at` is `at` of a response and `created` of a ticket.
 */
CXM_API const char *cxm_field_aliases(const struct cxm_field *field,
                                      uint32_t record);

/* Where its int64 lies in that kind of record, or CXM_FIELD_NOWHERE. */
CXM_API size_t cxm_field_offset(const struct cxm_field *field, uint32_t record);

#ifdef __cplusplus
}
#endif

#endif
