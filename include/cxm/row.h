/* SPDX-License-Identifier: MIT */
/*
 * cxm/row.h - any row, for rates, volumes and amounts: what a front end has
 * worked out for the options of the definition, and a few common fields.
 */
#ifndef CXM_ROW_H
#define CXM_ROW_H

#include <cxm/field.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The value of an option of type `expr` (0 or 1) or `column` (millionths). */
struct cxm_row_value {
    int32_t have; /* 1: value is set; 0: missing; negative: cannot be read */
    uint32_t reserved;
    int64_t value;
};

struct cxm_row {
    uint32_t size;   /* sizeof (struct cxm_row), set by the initialiser */
    uint32_t n;      /* entries of option */
    uint64_t mapped; /* CXM_FIELD_ bits: fields the source has at all */
    uint64_t have;   /* CXM_FIELD_ bits: fields with a value here */
    int64_t at;
    int64_t amount; /* in millionths */
    int64_t count;  /* how many rows this one stands for, >= 0 */
    const struct cxm_row_value *option; /* in the order of kpi->define */
};

#define CXM_ROW_INIT                                                           \
    {                                                                          \
        sizeof(struct cxm_row), 0, 0, 0, 0, 0, 0, NULL                         \
    }

#ifdef __cplusplus
}
#endif

#endif
