/* SPDX-License-Identifier: MIT */
/*
 * ticket.c - tickets of a product of yours: a struct of facts, from which any
 * KPI of tickets takes what it needs.
 *
 * Prints:
 *     fcr rule=one-touch
 *         60.0 percent (23.1 .. 88.2), n 5, undecided 0, ineligible 2
 *     frt start=created quantiles=yes
 *         1351.7 s (179.2 .. 8978.4), n 6, undecided 1, ineligible 0
 */
#include <stdio.h>
#include <stdlib.h>

#include <cxm.h>

#define MINUTE INT64_C(60000) /* times and durations are milliseconds */

#define FACTS                                                                  \
    (CXM_FIELD_CREATED | CXM_FIELD_REPLIED | CXM_FIELD_SOLVED |                \
     CXM_FIELD_STATUS | CXM_FIELD_REPLIES)

/* What the product knows, in minutes; 0: not yet. */
static const struct {
    int64_t created, replied, solved, replies, status;
} tickets[] = {{100, 112, 400, 1, CXM_STATUS_CLOSED},
               {130, 155, 190, 2, CXM_STATUS_SOLVED},
               {160, 310, 310, 1, CXM_STATUS_SOLVED},
               {170, 173, 200, 1, CXM_STATUS_SOLVED},
               {180, 215, 260, 2, CXM_STATUS_SOLVED},
               {200, 220, 250, 3, CXM_STATUS_OPEN}, /* reopened */
               {300, 0, 0, 0, CXM_STATUS_OPEN}};
#define TICKETS (sizeof tickets / sizeof *tickets)

static void fill(size_t i, struct cxm_ticket *t)
{
    t->mapped = FACTS; /* what there is at all, and what there is of this one */
    t->have = CXM_FIELD_CREATED | CXM_FIELD_STATUS | CXM_FIELD_REPLIES;
    t->have |= tickets[i].replied ? CXM_FIELD_REPLIED : 0;
    t->have |= tickets[i].solved ? CXM_FIELD_SOLVED : 0;
    t->created = tickets[i].created * MINUTE;
    t->replied = tickets[i].replied * MINUTE;
    t->solved = tickets[i].solved * MINUTE;
    t->replies = tickets[i].replies;
    t->status = tickets[i].status;
    cxm_ticket_derive(t); /* first_reply_time and what else follows */
}

/* Count ticket i where the KPI speaks of it, and tally what it said. */
static int count(const struct cxm_def *def, void *state, size_t i,
                 unsigned tally[CXM_INELIGIBLE + 1])
{
    struct cxm_ticket ticket = CXM_TICKET_INIT;
    struct cxm_observation o;
    fill(i, &ticket);
    if (cxm_def_measure_ticket(def, &ticket, CXM_AS_OF_UNKNOWN, &o, NULL) < 0)
        return o.verdict; /* such as a reply before the creation */
    tally[o.verdict]++;
    if (o.verdict != CXM_COUNTED)
        return CXM_OK;
    return cxm_state_add_n(def, state, o.v, o.n, NULL);
}

static int measure(const char *text)
{
    struct cxm_def *def = NULL;
    struct cxm_result r;
    unsigned tally[CXM_INELIGIBLE + 1] = {0};
    int status = cxm_def_new_for(&def, text, FACTS, NULL, NULL);
    if (status != CXM_OK)
        return status;
    void *state = calloc(1, cxm_def_state_size(def));
    status = state ? CXM_OK : CXM_ENOMEM;
    for (size_t i = 0; i < TICKETS && status == CXM_OK; i++)
        status = count(def, state, i, tally);
    if (status == CXM_OK && cxm_state_figures(def, state, NULL, &r) == CXM_OK)
        printf("%s\n    %.1f %s (%.1f .. %.1f), n %u, undecided %u, "
               "ineligible %u\n",
               cxm_def_text(def), r.value, r.unit, r.low, r.high,
               tally[CXM_COUNTED], tally[CXM_UNDECIDED], tally[CXM_INELIGIBLE]);
    if (state)
        cxm_state_drop(def, state, NULL); /* a median keeps a histogram */
    free(state);
    cxm_def_free(def, NULL);
    return status;
}

int main(void)
{
    return measure("fcr") != CXM_OK || measure("frt") != CXM_OK;
}
