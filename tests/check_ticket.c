/* SPDX-License-Identifier: MIT */
/* What follows from a ticket's facts. */
#include "run.h"

#include <string.h>

#include <cxm/ticket.h>

/* A fact by its field: the bit and, in the ticket, the value. */
struct fact {
    uint64_t bit;
    int64_t value;
};

#define FACTS 5

static void set(struct cxm_ticket *ticket, const struct fact *fact)
{
    for (size_t i = 0; fact->bit && cxm_field_at(i); i++) {
        const struct cxm_field *field = cxm_field_at(i);
        if (field->bit == fact->bit)
            memcpy((char *)ticket + cxm_field_offset(field, CXM_RECORD_TICKET),
                   &fact->value, sizeof fact->value);
    }
    ticket->have |= fact->bit;
    ticket->mapped |= fact->bit;
}

static int64_t get(const struct cxm_ticket *ticket, uint64_t bit)
{
    int64_t value = INT64_MIN;
    for (size_t i = 0; cxm_field_at(i); i++) {
        const struct cxm_field *field = cxm_field_at(i);
        if (field->bit == bit)
            memcpy(&value,
                   (const char *)ticket +
                       cxm_field_offset(field, CXM_RECORD_TICKET),
                   sizeof value);
    }
    return value;
}

#define NONE INT64_C(-77) /* the fact is not there afterwards */

static const struct {
    const char *what;
    struct fact given[FACTS];
    uint64_t mapped; /* besides those given */
    uint64_t ready;
    struct fact then;
} derived[] = {
    {"a closed ticket is solved then",
     {{CXM_FIELD_CLOSED, 5}},
     0,
     0,
     {CXM_FIELD_SOLVED, 5}},
    {"the solved time stays",
     {{CXM_FIELD_CLOSED, 5}, {CXM_FIELD_SOLVED, 4}},
     0,
     0,
     {CXM_FIELD_SOLVED, 4}},
    {"an open one is not",
     {{CXM_FIELD_CREATED, 1}},
     0,
     0,
     {CXM_FIELD_SOLVED, NONE}},
    {"answered_at says answered",
     {{CXM_FIELD_ANSWERED_AT, 5}},
     0,
     0,
     {CXM_FIELD_ANSWERED, 1}},
    {"and not abandoned",
     {{CXM_FIELD_ANSWERED_AT, 5}},
     0,
     0,
     {CXM_FIELD_ABANDONED, 0}},
    {"an empty answered_at of an ended call says no",
     {{CXM_FIELD_ENDED_AT, 5}},
     CXM_FIELD_ANSWERED_AT,
     0,
     {CXM_FIELD_ANSWERED, 0}},
    {"and abandoned",
     {{CXM_FIELD_ENDED_AT, 5}},
     CXM_FIELD_ANSWERED_AT,
     0,
     {CXM_FIELD_ABANDONED, 1}},
    {"a running call says nothing",
     {{CXM_FIELD_OFFERED_AT, 5}},
     CXM_FIELD_ANSWERED_AT | CXM_FIELD_ENDED_AT,
     0,
     {CXM_FIELD_ANSWERED, NONE}},
    {"nor a source without answered_at",
     {{CXM_FIELD_ENDED_AT, 5}},
     0,
     0,
     {CXM_FIELD_ANSWERED, NONE}},
    {"nor of abandoned",
     {{CXM_FIELD_ENDED_AT, 5}},
     0,
     0,
     {CXM_FIELD_ABANDONED, NONE}},
    {"answered is the opposite of abandoned",
     {{CXM_FIELD_ABANDONED, 1}},
     0,
     0,
     {CXM_FIELD_ANSWERED, 0}},
    {"also of not abandoned",
     {{CXM_FIELD_ABANDONED, 0}},
     0,
     0,
     {CXM_FIELD_ANSWERED, 1}},
    {"abandoned is the opposite of answered",
     {{CXM_FIELD_ANSWERED, 0}},
     0,
     0,
     {CXM_FIELD_ABANDONED, 1}},
    {"a call taken elsewhere is neither",
     {{CXM_FIELD_ANSWERED, 0}, {CXM_FIELD_ABANDONED, 0}},
     0,
     0,
     {CXM_FIELD_ABANDONED, 0}},
    {"an empty answered beside abandoned stays empty",
     {{CXM_FIELD_ABANDONED, 0}},
     CXM_FIELD_ANSWERED,
     0,
     {CXM_FIELD_ANSWERED, NONE}},
    {"an empty abandoned beside answered, too",
     {{CXM_FIELD_ANSWERED, 0}},
     CXM_FIELD_ABANDONED,
     0,
     {CXM_FIELD_ABANDONED, NONE}},
    {"the source's flag stays",
     {{CXM_FIELD_ANSWERED, 0}, {CXM_FIELD_ANSWERED_AT, 5}},
     0,
     0,
     {CXM_FIELD_ANSWERED, 0}},
    {"the wait of an answered call",
     {{CXM_FIELD_OFFERED_AT, 100}, {CXM_FIELD_ANSWERED_AT, 130}},
     0,
     0,
     {CXM_FIELD_WAIT, 30}},
    {"the wait of an abandoned call",
     {{CXM_FIELD_OFFERED_AT, 100}, {CXM_FIELD_ENDED_AT, 170}},
     CXM_FIELD_ANSWERED_AT,
     0,
     {CXM_FIELD_WAIT, 70}},
    {"of one taken elsewhere nobody knows",
     {{CXM_FIELD_OFFERED_AT, 100},
      {CXM_FIELD_ENDED_AT, 170},
      {CXM_FIELD_ANSWERED, 0},
      {CXM_FIELD_ABANDONED, 0}},
     CXM_FIELD_ANSWERED_AT,
     0,
     {CXM_FIELD_WAIT, NONE}},
    {"nor of an answered one without its time",
     {{CXM_FIELD_OFFERED_AT, 100},
      {CXM_FIELD_ENDED_AT, 170},
      {CXM_FIELD_ANSWERED, 1}},
     0,
     0,
     {CXM_FIELD_WAIT, NONE}},
    {"two times win over a duration",
     {{CXM_FIELD_OFFERED_AT, 100},
      {CXM_FIELD_ANSWERED_AT, 130},
      {CXM_FIELD_WAIT, 20}},
     0,
     0,
     {CXM_FIELD_WAIT, 30}},
    {"but not over one that was asked for",
     {{CXM_FIELD_OFFERED_AT, 100},
      {CXM_FIELD_ANSWERED_AT, 130},
      {CXM_FIELD_WAIT, 20}},
     0,
     CXM_FIELD_WAIT,
     {CXM_FIELD_WAIT, 20}},
    {"they fill its gaps",
     {{CXM_FIELD_OFFERED_AT, 100}, {CXM_FIELD_ANSWERED_AT, 130}},
     CXM_FIELD_WAIT,
     CXM_FIELD_WAIT,
     {CXM_FIELD_WAIT, 30}},
    {"one time alone leaves it",
     {{CXM_FIELD_OFFERED_AT, 100}, {CXM_FIELD_WAIT, 20}},
     0,
     0,
     {CXM_FIELD_WAIT, 20}},
    {"talk",
     {{CXM_FIELD_ANSWERED_AT, 130}, {CXM_FIELD_ENDED_AT, 190}},
     0,
     0,
     {CXM_FIELD_TALK, 60}},
    {"a hold is no talk",
     {{CXM_FIELD_ANSWERED_AT, 130},
      {CXM_FIELD_ENDED_AT, 190},
      {CXM_FIELD_HOLD, 15}},
     0,
     0,
     {CXM_FIELD_TALK, 45}},
    {"no talk without an answer",
     {{CXM_FIELD_ENDED_AT, 190}, {CXM_FIELD_HOLD, 15}},
     CXM_FIELD_ANSWERED_AT,
     0,
     {CXM_FIELD_TALK, NONE}},
    {"first reply",
     {{CXM_FIELD_CREATED, 100}, {CXM_FIELD_REPLIED, 160}},
     0,
     0,
     {CXM_FIELD_FIRST_REPLY_TIME, 60}},
    {"a reply before the creation is negative",
     {{CXM_FIELD_CREATED, 100}, {CXM_FIELD_REPLIED, 60}},
     0,
     0,
     {CXM_FIELD_FIRST_REPLY_TIME, -40}},
    {"first resolution",
     {{CXM_FIELD_CREATED, 100},
      {CXM_FIELD_FIRST_SOLVED, 300},
      {CXM_FIELD_SOLVED, 500}},
     0,
     0,
     {CXM_FIELD_FIRST_RESOLUTION_TIME, 200}},
    {"full resolution",
     {{CXM_FIELD_CREATED, 100},
      {CXM_FIELD_FIRST_SOLVED, 300},
      {CXM_FIELD_SOLVED, 500}},
     0,
     0,
     {CXM_FIELD_RESOLUTION_TIME, 400}},
    {"full resolution of a closed one",
     {{CXM_FIELD_CREATED, 100}, {CXM_FIELD_CLOSED, 700}},
     0,
     0,
     {CXM_FIELD_RESOLUTION_TIME, 600}},
    {"a difference too great",
     {{CXM_FIELD_CREATED, -2}, {CXM_FIELD_SOLVED, INT64_MAX}},
     0,
     0,
     {CXM_FIELD_RESOLUTION_TIME, INT64_MIN}},
    {"a difference too small",
     {{CXM_FIELD_CREATED, 2}, {CXM_FIELD_SOLVED, INT64_MIN}},
     0,
     0,
     {CXM_FIELD_RESOLUTION_TIME, INT64_MIN}},
    {"the greatest difference",
     {{CXM_FIELD_CREATED, -1}, {CXM_FIELD_SOLVED, INT64_MAX - 1}},
     0,
     0,
     {CXM_FIELD_RESOLUTION_TIME, INT64_MAX}},
    {"times of nothing are nothing",
     {{CXM_FIELD_CREATED, 100}},
     CXM_FIELD_REPLIED,
     0,
     {CXM_FIELD_FIRST_REPLY_TIME, NONE}},
};

/* The i-th case as a ticket. */
static void make(size_t i, struct cxm_ticket *ticket)
{
    for (size_t k = 0; k < FACTS; k++)
        set(ticket, &derived[i].given[k]);
    ticket->mapped |= derived[i].mapped;
    ticket->ready = derived[i].ready;
}

START_TEST(what_follows_from_other_facts_is_filled_in)
{
    for (size_t i = 0; i < sizeof derived / sizeof *derived; i++) {
        const struct fact then = derived[i].then;
        struct cxm_ticket ticket = CXM_TICKET_INIT;
        make(i, &ticket);
        cxm_ticket_derive(&ticket);
        if (then.value == NONE)
            ck_assert_msg(!(ticket.have & then.bit), "%s", derived[i].what);
        else
            ck_assert_msg((ticket.have & then.bit) &&
                              get(&ticket, then.bit) == then.value,
                          "%s: %lld", derived[i].what,
                          (long long)get(&ticket, then.bit));
    }
}
END_TEST

START_TEST(deriving_twice_is_deriving_once)
{
    for (size_t i = 0; i < sizeof derived / sizeof *derived; i++) {
        struct cxm_ticket once = CXM_TICKET_INIT;
        struct cxm_ticket twice;
        make(i, &once);
        cxm_ticket_derive(&once);
        memcpy(&twice, &once, sizeof twice);
        cxm_ticket_derive(&twice);
        ck_assert_msg(memcmp(&once, &twice, sizeof once) == 0, "%s",
                      derived[i].what);
    }
}
END_TEST

START_TEST(an_empty_ticket_stays_empty)
{
    struct cxm_ticket ticket = CXM_TICKET_INIT;
    const struct cxm_ticket empty = CXM_TICKET_INIT;
    cxm_ticket_derive(&ticket);
    ck_assert_mem_eq(&ticket, &empty, sizeof ticket);
}
END_TEST

static const struct {
    const char *what;
    struct fact given[2];
    uint64_t mapped;
    int solved;
    int gone;
} ends[] = {
    {"nothing is known", {{0, 0}}, 0, -1, 0},
    {"only its creation", {{CXM_FIELD_CREATED, 1}}, 0, -1, 0},
    {"a solved time", {{CXM_FIELD_SOLVED, 1}}, 0, 1, 0},
    {"a closed time", {{CXM_FIELD_CLOSED, 1}}, 0, 1, 0},
    {"a resolution time", {{CXM_FIELD_RESOLUTION_TIME, 1}}, 0, 1, 0},
    {"an empty solved time", {{0, 0}}, CXM_FIELD_SOLVED, 0, 0},
    {"an empty closed time", {{0, 0}}, CXM_FIELD_CLOSED, 0, 0},
    {"an empty resolution time", {{0, 0}}, CXM_FIELD_RESOLUTION_TIME, 0, 0},
    {"an unknown status", {{0, 0}}, CXM_FIELD_STATUS, -1, 0},
    {"open", {{CXM_FIELD_STATUS, CXM_STATUS_OPEN}}, 0, 0, 0},
    {"solved", {{CXM_FIELD_STATUS, CXM_STATUS_SOLVED}}, 0, 1, 0},
    {"closed", {{CXM_FIELD_STATUS, CXM_STATUS_CLOSED}}, 0, 1, 0},
    {"merged", {{CXM_FIELD_STATUS, CXM_STATUS_MERGED}}, 0, 0, 1},
    {"deleted", {{CXM_FIELD_STATUS, CXM_STATUS_DELETED}}, 0, 0, 1},
    {"reopened",
     {{CXM_FIELD_STATUS, CXM_STATUS_OPEN}, {CXM_FIELD_SOLVED, 1}},
     0,
     0,
     0},
    {"solved without a time",
     {{CXM_FIELD_STATUS, CXM_STATUS_SOLVED}},
     CXM_FIELD_SOLVED,
     1,
     0},
};

START_TEST(the_status_says_where_a_ticket_stands_else_its_times)
{
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct cxm_ticket ticket = CXM_TICKET_INIT;
        set(&ticket, &ends[i].given[0]);
        set(&ticket, &ends[i].given[1]);
        ticket.mapped |= ends[i].mapped;
        ck_assert_msg(cxm_ticket_is_solved(&ticket) == ends[i].solved, "%s",
                      ends[i].what);
        ck_assert_msg(cxm_ticket_is_gone(&ticket) == ends[i].gone, "%s",
                      ends[i].what);
        cxm_ticket_derive(&ticket);
        ck_assert_msg(cxm_ticket_is_solved(&ticket) == ends[i].solved, "%s",
                      ends[i].what);
    }
}
END_TEST

/* Two times, and what cxm_ticket_derive makes of them. */
static const struct {
    uint64_t from;
    uint64_t to;
    uint64_t duration;
} spans[] = {
    {CXM_FIELD_CREATED, CXM_FIELD_REPLIED, CXM_FIELD_FIRST_REPLY_TIME},
    {CXM_FIELD_CREATED, CXM_FIELD_FIRST_SOLVED,
     CXM_FIELD_FIRST_RESOLUTION_TIME},
    {CXM_FIELD_CREATED, CXM_FIELD_SOLVED, CXM_FIELD_RESOLUTION_TIME},
    {CXM_FIELD_CREATED, CXM_FIELD_CLOSED, CXM_FIELD_RESOLUTION_TIME},
    {CXM_FIELD_OFFERED_AT, CXM_FIELD_ANSWERED_AT, CXM_FIELD_WAIT},
    {CXM_FIELD_ANSWERED_AT, CXM_FIELD_ENDED_AT, CXM_FIELD_TALK},
    {CXM_FIELD_CREATED, CXM_FIELD_ASSIGNED, 0},
    {CXM_FIELD_REPLIED, CXM_FIELD_SOLVED, 0},
};

START_TEST(what_is_derivable_is_derived)
{
    const uint64_t durations =
        CXM_FIELD_FIRST_REPLY_TIME | CXM_FIELD_FIRST_RESOLUTION_TIME |
        CXM_FIELD_RESOLUTION_TIME | CXM_FIELD_WAIT | CXM_FIELD_TALK;
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
        struct cxm_ticket ticket = CXM_TICKET_INIT;
        ticket.mapped = ticket.have = spans[i].from | spans[i].to;
        cxm_ticket_derive(&ticket);
        ck_assert_uint_eq(ticket.have & durations, spans[i].duration);
        ck_assert_uint_eq(cxm_ticket_derivable(ticket.mapped),
                          spans[i].duration);
        ck_assert_uint_eq(cxm_ticket_derivable(spans[i].from), 0);
        ck_assert_uint_eq(cxm_ticket_derivable(spans[i].to), 0);
    }
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_test(tc, what_is_derivable_is_derived);
    tcase_add_test(tc, what_follows_from_other_facts_is_filled_in);
    tcase_add_test(tc, deriving_twice_is_deriving_once);
    tcase_add_test(tc, an_empty_ticket_stays_empty);
    tcase_add_test(tc, the_status_says_where_a_ticket_stands_else_its_times);
}

TEST_MAIN(tests)
