/* SPDX-License-Identifier: MIT */
/*
 * cxm/word.h - the words that exports use for a ticket's state: what a status,
 * a flag or a direction means, in English and German and in any case.
 */
#ifndef CXM_WORD_H
#define CXM_WORD_H

#include <cxm/field.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A status: CXM_STATUS_..., or CXM_ESYNTAX for a word not known here. */
CXM_API int cxm_status_find(const char *text, size_t n, int64_t *status);

/*
 * Yes or no as 1 or 0 (yes, no, true, false, 1, 0, ja, nein, y, n, j, wahr,
 * falsch), and the words of the field that `bit` names: of
 * CXM_FIELD_ANSWERED for example "connected" and "missed".  CXM_ESYNTAX.
 * "missed" says only that nobody answered; but where no other field tells who
 * gave up, cxm_ticket_derive takes each unanswered call for an abandoned one.
 */
CXM_API int cxm_flag_find(uint64_t bit, const char *text, size_t n,
                          int64_t *flag);

/* Inbound or outbound: CXM_DIRECTION_..., or CXM_ESYNTAX. */
CXM_API int cxm_direction_find(const char *text, size_t n, int64_t *direction);

#ifdef __cplusplus
}
#endif

#endif
