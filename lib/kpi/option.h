/* SPDX-License-Identifier: MIT */
/*
 * lib/kpi/option.h - values of options by their type (see cxm/kpi.h).
 */
#ifndef CXM_LIB_KPI_OPTION_H
#define CXM_LIB_KPI_OPTION_H

#include <cxm/kpi.h>

/* The index of the option of that name, or -1. */
int cxm__option_find(const struct cxm_option *list, const char *name,
                     size_t length);

/* CXM_EOPTION: there is no such option; names those there are. */
int cxm__option_unknown(const char *kpi, const struct cxm_option *define,
                        const struct cxm_option *read, const char *name,
                        size_t length, struct cxm_error *error);

/* The index of a word in a choice's domain; CXM_EOPTION names the words. */
int cxm__option_choice(const struct cxm_option *option, const char *value,
                       int64_t *index, struct cxm_error *error);

/* The word of a choice by its index; returns its length. */
size_t cxm__option_word(const struct cxm_option *option, int64_t index,
                        const char **word);

/* 1 where a number is one that a choice or int may have. */
int cxm__option_holds(const struct cxm_option *option, int64_t number);

/* A whole number within the option's "low..high". */
int cxm__option_int(const struct cxm_option *option, const char *value,
                    int64_t *number, struct cxm_error *error);

/*
 * The types only a definition has.  Each reads the value and writes its
 * canonical text in its place, where there must be room for
 * cxm__option_growth(option) more bytes.  Refused, it is as it was.
 */
size_t cxm__option_growth(const struct cxm_option *option);

/* Words of the domain: bit i of *bits is its i-th word. */
int cxm__option_list(const struct cxm_option *option, char *value,
                     int64_t *bits, struct cxm_error *error);

/* A length of time, 1 to CXM__DURATION_MAX milliseconds. */
int cxm__option_duration(const struct cxm_option *option, char *value,
                         int64_t *ms, struct cxm_error *error);

/* Up to CXM__LIMITS_MAX different ones, ascending: *n in limit[]. */
int cxm__option_durations(const struct cxm_option *option, char *value,
                          int64_t *limit, uint32_t *n, struct cxm_error *error);

#endif
