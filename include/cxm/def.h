/* SPDX-License-Identifier: MIT */
/*
 * cxm/def.h - a definition: a KPI together with every option that changes
 * what its state means.
 *
 * It is built from text, `nps scale=0:10`, never changes, and may be shared
 * by any number of states and threads.  Its canonical text names all options,
 * defaults too; two states can be merged exactly when these texts are equal.
 * Values with blanks or quotes are written `hit="status = solved"`, with \
 * before a quote or backslash inside.
 */
#ifndef CXM_DEF_H
#define CXM_DEF_H

#include <cxm/kpi.h>
#include <cxm/row.h>
#include <cxm/response.h>
#include <cxm/scale.h>
#include <cxm/ticket.h>

#ifdef __cplusplus
extern "C" {
#endif

struct cxm_def;

/*
 * Make a definition.  CXM_EOPTION, with a message that names the
 * alternatives, for an unknown KPI or option or a refused value; CXM_ESYNTAX
 * for a text that is no list of name=value; CXM_ENOMEM.  *def is NULL then.
 */
CXM_API int cxm_def_new(struct cxm_def **def, const char *text,
                        const struct cxm_alloc *alloc, struct cxm_error *error);

/*
 * The same for a source that has only these CXM_FIELD_ bits: options left open
 * whose default depends on the fields (the rule of fcr, the parts of aht) take
 * the first that is there.  cxm_def_new is this with all fields.
 */
CXM_API int cxm_def_new_for(struct cxm_def **def, const char *text,
                            uint64_t fields, const struct cxm_alloc *alloc,
                            struct cxm_error *error);

CXM_API void cxm_def_free(struct cxm_def *def, const struct cxm_alloc *alloc);

/* The canonical text; it lives as long as the definition. */
CXM_API const char *cxm_def_text(const struct cxm_def *def);

CXM_API const struct cxm_kpi *cxm_def_kpi(const struct cxm_def *def);

/* The value of an option in canonical form, or NULL where it is absent. */
CXM_API const char *cxm_def_option(const struct cxm_def *def, const char *name);

/* Bytes of a state: a multiple of 8, to be aligned to 8; zeroed is empty. */
CXM_API size_t cxm_def_state_size(const struct cxm_def *def);

/* How many components an observation has, 0 to CXM_ARITY_MAX. */
CXM_API uint32_t cxm_def_arity(const struct cxm_def *def);

/* The scale of a rating KPI, or NULL. */
CXM_API const struct cxm_scale *cxm_def_scale(const struct cxm_def *def);

/*
 * Can a source that has these fields be measured?  CXM_OK, or CXM_EFIELD with
 * what it lacks: "needs first_reply_time, or created and replied".
 */
CXM_API int cxm_def_can(const struct cxm_def *def, uint64_t fields,
                        struct cxm_error *error);

/*
 * Those of `fields` that the verdict rests on: a record in which one of them
 * cannot be read is rejected.
 */
CXM_API uint64_t cxm_def_fields(const struct cxm_def *def, uint64_t fields);

/* The dates that place a record, CXM_FIELD_ bits, lowest bit first choice. */
CXM_API uint64_t cxm_def_place(const struct cxm_def *def);

/* What one record says to one KPI. */
#define CXM_COUNTED    0
#define CXM_MISSING    1 /* the answer or value is not there */
#define CXM_UNDECIDED  2 /* cannot be known yet, see `due` */
#define CXM_INELIGIBLE 3 /* the KPI does not speak of such records */
#define CXM_ARITY_MAX  8

struct cxm_observation {
    int32_t verdict; /* CXM_COUNTED...; negative: rejected, with that status */
    uint32_t reserved;
    uint64_t n;  /* how many times it counts; 1 unless `count` says so */
    int64_t due; /* of undecided: after it, it counts as v; 0: who knows */
    int64_t v[CXM_ARITY_MAX];
};

#define CXM_AS_OF_UNKNOWN INT64_MIN /* all that is open is undecided */

/*
 * Measure one record.  Returns the verdict, also in *observation: negative is
 * rejected, and *error says why.  CXM_EINVAL: not this kind of record.
 */
CXM_API int cxm_def_measure_response(const struct cxm_def *def,
                                     const struct cxm_response *response,
                                     struct cxm_observation *observation,
                                     struct cxm_error *error);
CXM_API int cxm_def_measure_row(const struct cxm_def *def,
                                const struct cxm_row *row,
                                struct cxm_observation *observation,
                                struct cxm_error *error);

/*
 * A ticket, derived (cxm_ticket_derive), as of a moment: what should have
 * happened before it and has not is decided, the rest undecided until `due`
 * has passed: as of a moment > due it counts as v.  0 is no such moment.
 * CXM_EINVAL also where ticket->size is not at least that of this header.
 */
CXM_API int cxm_def_measure_ticket(const struct cxm_def *def,
                                   const struct cxm_ticket *ticket,
                                   int64_t as_of,
                                   struct cxm_observation *observation,
                                   struct cxm_error *error);

#ifdef __cplusplus
}
#endif

#endif
