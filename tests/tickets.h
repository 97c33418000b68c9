/* SPDX-License-Identifier: MIT */
/*
 * tests/tickets.h - tickets as text, so that a row of a test shows them:
 * "created=0s replied=4h replies=2 count=3; created=0s replied=".
 *
 * A field that is named is mapped, and has a value unless the text ends
 * behind '='.  Times and durations are lengths of time, times since 1970.
 * "#1=5" is the value of option 1 of the definition, "#1=!" one that cannot
 * be read and "#1=" one that is not there.
 */
#ifndef CXM_TESTS_TICKETS_H
#define CXM_TESTS_TICKETS_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cxm.h>

#include "run.h"

#define TICKET_OPTIONS 8

struct some_ticket {
    struct cxm_ticket ticket;
    struct cxm_row_value option[TICKET_OPTIONS];
};

static inline struct cxm_def *def_of(const char *text)
{
    struct cxm_def *def = NULL;
    struct cxm_error error;
    const int status = cxm_def_new(&def, text, NULL, &error);
    ck_assert_msg(status == CXM_OK, "%s: %s", text, error.text);
    return def;
}

static inline int64_t ticket_number(const struct cxm_field *field,
                                    const char *text, size_t n)
{
    int64_t ms = 0;
    const int negative = *text == '-';
    if (field->type != CXM_TYPE_TIME && field->type != CXM_TYPE_DURATION)
        return strtoll(text, NULL, 10);
    ck_assert_msg(cxm_duration_parse(text + negative, n - (size_t)negative, &ms,
                                     NULL) == CXM_OK,
                  "%s: %.*s", field->name, (int)n, text);
    return negative ? -ms : ms;
}

static inline void ticket_option(struct some_ticket *made, size_t i,
                                 const char *value)
{
    ck_assert_uint_lt(i, TICKET_OPTIONS);
    if (*value == '!')
        made->option[i].have = CXM_ESYNTAX;
    else if (*value && *value != ' ' && *value != ';')
        made->option[i].have = 1;
    made->option[i].value = strtoll(value, NULL, 10);
}

static inline void ticket_field(struct some_ticket *made, const char *name,
                                size_t name_length, const char *value, size_t n)
{
    char key[40];
    snprintf(key, sizeof key, "%.*s", (int)name_length, name);
    const struct cxm_field *field = cxm_field_find(key);
    ck_assert_msg(field != NULL, "no field %s", key);
    const size_t offset = cxm_field_offset(field, CXM_RECORD_TICKET);
    ck_assert_msg(offset != CXM_FIELD_NOWHERE, "%s is no ticket's", key);
    made->ticket.mapped |= field->bit;
    if (n == 0)
        return;
    const int64_t number = ticket_number(field, value, n);
    made->ticket.have |= field->bit;
    memcpy((char *)&made->ticket + offset, &number, sizeof number);
}

/* Read one ticket, derived; returns where the next begins. */
static inline const char *ticket_read(struct some_ticket *made,
                                      const char *text)
{
    const struct cxm_ticket none = CXM_TICKET_INIT;
    memset(made, 0, sizeof *made);
    made->ticket = none;
    made->ticket.n = TICKET_OPTIONS;
    made->ticket.option = made->option;
    for (text += strspn(text, " "); *text && *text != ';';
         text += strspn(text, " ")) {
        const char *value = strchr(text, '=') + 1;
        const size_t n = strcspn(value, " ;");
        if (*text == '#')
            ticket_option(made, strtoul(text + 1, NULL, 10), value);
        else
            ticket_field(made, text, (size_t)(value - 1 - text), value, n);
        text = value + n;
    }
    cxm_ticket_derive(&made->ticket);
    return text + (*text == ';');
}

/* The verdict on the one ticket of the text. */
static inline struct cxm_observation ticket_measure(const struct cxm_def *def,
                                                    const char *text,
                                                    int64_t as_of,
                                                    struct cxm_error *error)
{
    struct some_ticket made;
    struct cxm_observation observation;
    ticket_read(&made, text);
    const int verdict =
        cxm_def_measure_ticket(def, &made.ticket, as_of, &observation, error);
    ck_assert_int_eq(verdict, observation.verdict);
    return observation;
}

/* Count all tickets of the text; those not counted go to *others. */
static inline void ticket_add_all(const struct cxm_def *def, void *state,
                                  const char *text, uint64_t *others)
{
    while (*text) {
        struct some_ticket made;
        struct cxm_observation o;
        text = ticket_read(&made, text);
        const int verdict = cxm_def_measure_ticket(def, &made.ticket,
                                                   CXM_AS_OF_UNKNOWN, &o, NULL);
        if (verdict == CXM_COUNTED)
            ck_assert_int_eq(cxm_state_add_n(def, state, o.v, o.n, NULL),
                             CXM_OK);
        else
            *others += o.n;
    }
}

static inline const char *verdict_name(int verdict)
{
    static const char *const names[] = {"counted", "missing", "undecided",
                                        "ineligible"};
    return verdict < 0 ? "rejected" : names[verdict];
}

#endif
