/* SPDX-License-Identifier: MIT */
/*
 * First contact resolution.  There is no one definition of it, so the rule is
 * an option; the rules that are given must all hold.
 */
#include "share.h"

#include "../base/base.h"

#include <stdio.h>

enum { RULE, WITHIN, ELIGIBLE };

enum { FLAG, SURVEY, ONE_TOUCH, ONE_REPLY, ONE_AGENT, NO_REOPEN, IN_TIME };

#define RULES "flag,survey,one-touch,one-reply,one-agent,no-reopen,within"

#define WITHIN_MS (INT64_C(15) * 60 * 1000)

/* A rule in which somebody said so does not ask whether it is solved. */
#define SAID (INT64_C(1) << FLAG | INT64_C(1) << SURVEY)

static const struct cxm_option define[] = {
    {"rule", "list", RULES, NULL,
     "what a resolution at the first contact is; all that are given hold"},
    {"within", "duration", NULL, NULL,
     "the longest resolution time of rule=within (15m)"},
    {"eligible", "expr", NULL, NULL,
     "only tickets that meet this condition are counted"},
    {NULL, NULL, NULL, NULL, NULL},
};

#define RESOLUTION_TIMES                                                       \
    (CXM_FIELD_RESOLUTION_TIME | CXM_FIELD_CREATED | CXM_FIELD_SOLVED |        \
     CXM_FIELD_CLOSED)

/* The rules in the order of RULES, and what each rests on. */
static const struct {
    const char *name;
    const char *needs;
    uint64_t fields;
} rules[] = {
    {"flag", "resolved", CXM_FIELD_RESOLVED},
    {"survey", "resolved", CXM_FIELD_RESOLVED | CXM_FIELD_CONTACTS},
    {"one-touch", "replies", CXM_FIELD_REPLIES},
    {"one-reply", "replies", CXM_FIELD_REPLIES},
    {"one-agent", "agents", CXM_FIELD_AGENTS},
    {"no-reopen", "reopens", CXM_FIELD_REOPENS},
    {"within", "resolution_time, or created and solved (or closed),",
     RESOLUTION_TIMES},
};

#define N_RULES ((uint32_t)(sizeof rules / sizeof *rules))

static int has_rule(const struct cxm_def *def, uint32_t rule)
{
    return (int)(def->number[RULE] >> rule & 1);
}

static int asks_solved(const struct cxm_def *def)
{
    return (def->number[RULE] & ~SAID) != 0;
}

static const char *fallback(size_t option, uint64_t fields)
{
    if (option != RULE)
        return NULL;
    if (fields & CXM_FIELD_RESOLVED)
        return "flag";
    if (!(fields & CXM_FIELD_REPLIES) && fields & CXM_FIELD_REOPENS)
        return "no-reopen";
    return "one-touch";
}

static int plan(struct cxm_def *def, struct cxm_error *error)
{
    if (has_rule(def, IN_TIME) && !def->value[WITHIN]) {
        def->value[WITHIN] = "15m";
        def->number[WITHIN] = WITHIN_MS;
    }
    if (!has_rule(def, IN_TIME) && def->value[WITHIN])
        return cxm__fail(error, CXM_EOPTION, "within",
                         "within is the limit of rule=within; the rule is %s",
                         def->value[RULE]);
    return cxm__share_plan(def, error);
}

/* Is the ticket one the definition speaks of?  CXM_COUNTED where it is. */
static int eligible(const struct cxm_def *def, const struct cxm_ticket *ticket,
                    struct cxm_error *error)
{
    if (!def->value[ELIGIBLE])
        return CXM_COUNTED;
    if (ticket->n <= ELIGIBLE)
        return cxm__fail(error, CXM_EINVAL, "", "the ticket lacks its options");
    const struct cxm_row_value *cell = &ticket->option[ELIGIBLE];
    if (cell->have < 0)
        return cxm__fail(error, cell->have, "eligible",
                         "the condition eligible cannot be read");
    if (cell->have == 0)
        return CXM_MISSING;
    return cell->value ? CXM_COUNTED : CXM_INELIGIBLE;
}

static int is_solved(const struct cxm_def *def, const struct cxm_ticket *ticket)
{
    if (!asks_solved(def))
        return CXM_COUNTED;
    const int solved = cxm_ticket_is_solved(ticket);
    if (solved < 0)
        return CXM_MISSING;
    return solved ? CXM_COUNTED : CXM_INELIGIBLE;
}

/* *hit becomes 1 where a number that is known lies between the two. */
static int compare(const struct cxm_ticket *ticket, uint64_t bit,
                   int64_t number, int64_t low, int64_t high, int *hit)
{
    *hit = number >= low && number <= high;
    return ticket->have & bit ? CXM_COUNTED : CXM_MISSING;
}

static int by_survey(const struct cxm_ticket *ticket, int *hit)
{
    int once = 1;
    int verdict =
        compare(ticket, CXM_FIELD_RESOLVED, ticket->resolved, 1, 1, hit);
    if (verdict == CXM_COUNTED && ticket->mapped & CXM_FIELD_CONTACTS)
        verdict =
            compare(ticket, CXM_FIELD_CONTACTS, ticket->contacts, 1, 1, &once);
    *hit = *hit && once;
    return verdict;
}

static int by_time(const struct cxm_def *def, const struct cxm_ticket *ticket,
                   int *hit, struct cxm_error *error)
{
    int64_t ms = 0;
    const int verdict =
        cxm__ticket_duration(ticket, CXM_FIELD_RESOLUTION_TIME, &ms, error);
    *hit = ms <= def->number[WITHIN];
    return verdict;
}

/* Does one rule hold?  The verdict says whether *hit is known. */
static int by_rule(const struct cxm_def *def, const struct cxm_ticket *t,
                   uint32_t rule, int *hit, struct cxm_error *error)
{
    switch (rule) {
    case FLAG:
        return compare(t, CXM_FIELD_RESOLVED, t->resolved, 1, 1, hit);
    case SURVEY:
        return by_survey(t, hit);
    case ONE_TOUCH:
        return compare(t, CXM_FIELD_REPLIES, t->replies, 0, 1, hit);
    case ONE_REPLY:
        return compare(t, CXM_FIELD_REPLIES, t->replies, 1, 1, hit);
    case ONE_AGENT:
        return compare(t, CXM_FIELD_AGENTS, t->agents, 1, 1, hit);
    case NO_REOPEN:
        return compare(t, CXM_FIELD_REOPENS, t->reopens, 0, 0, hit);
    default:
        return by_time(def, t, hit, error);
    }
}

/*
 * A ticket of which one fact is not known is missing even where another rule
 * fails: only misses would be counted of such tickets otherwise.
 */
static int from_ticket(const struct cxm_def *def,
                       const struct cxm_ticket *ticket, int64_t as_of,
                       struct cxm_observation *observation,
                       struct cxm_error *error)
{
    (void)as_of;
    int all = 1;
    if (cxm_ticket_is_gone(ticket))
        return CXM_INELIGIBLE;
    int verdict = eligible(def, ticket, error);
    if (verdict == CXM_COUNTED)
        verdict = is_solved(def, ticket);
    for (uint32_t i = 0; i < N_RULES && verdict == CXM_COUNTED; i++) {
        int hit = 1;
        if (has_rule(def, i))
            verdict = by_rule(def, ticket, i, &hit, error);
        all = all && hit;
    }
    observation->v[0] = all;
    return verdict;
}

/* Are the fields of a rule there? */
static int answers(uint32_t rule, uint64_t fields)
{
    if (rule == SURVEY)
        return (fields & CXM_FIELD_RESOLVED) != 0;
    if (rule == IN_TIME)
        return cxm__gives_duration(fields, CXM_FIELD_RESOLUTION_TIME);
    return (fields & rules[rule].fields) != 0;
}

static int can(const struct cxm_def *def, uint64_t fields,
               struct cxm_error *error)
{
    for (uint32_t i = 0; i < N_RULES; i++) {
        char what[96];
        if (!has_rule(def, i) || answers(i, fields))
            continue;
        snprintf(what, sizeof what, "%s for rule=%s", rules[i].needs,
                 rules[i].name);
        /* The rule that nothing speaks for: its like would do, too. */
        return cxm__lacks(error, def->number[RULE] == 1 << ONE_TOUCH
                                     ? "resolved, replies or reopens"
                                     : what);
    }
    if (asks_solved(def) && !(fields & CXM__SOLVEDNESS))
        return cxm__lacks(error, "solved, closed or status");
    return CXM_OK;
}

static uint64_t fields_of(const struct cxm_def *def, uint64_t fields)
{
    uint64_t used = 0;
    for (uint32_t i = 0; i < N_RULES; i++)
        if (has_rule(def, i))
            used |= fields & rules[i].fields;
    return asks_solved(def) ? used | cxm__solved_fields(fields) : used;
}

const struct cxm__kpi cxm__kpi_fcr = {
    .info =
        {
            .size = sizeof(struct cxm_kpi),
            .records = 1u << CXM_RECORD_TICKET,
            .name = "fcr",
            .title = "First contact resolution",
            .unit = "percent",
            .about = "tickets that were resolved at the first contact by the "
                     "rule, as a share of all where it can be told",
            .define = define,
            .read = cxm__no_options,
            .input = cxm__share_input,
            .figure = cxm__share_figures,
            .uses = CXM_FIELD_RESOLVED | CXM_FIELD_CONTACTS |
                    CXM_FIELD_REPLIES | CXM_FIELD_AGENTS | CXM_FIELD_REOPENS |
                    CXM_FIELD_STATUS | RESOLUTION_TIMES,
            .place = CXM_FIELD_CREATED,
        },
    .fallback = fallback,
    .plan = plan,
    .from_ticket = from_ticket,
    .can = can,
    .fields = fields_of,
    .family = cxm__share_family,
    .figures = cxm__share_result,
};
