/* SPDX-License-Identifier: MIT */
/*
 * embed.c - figures that live in a struct of yours.
 *
 * A rating is 96 bytes of counters: no allocation, no definition text, no
 * clean-up.  It can be a member of a ticket queue, a customer, a database
 * row, and be copied with '='.
 *
 * Prints:
 *     all: NPS +56.2 (from +14.4 to +80.4), 16 answers
 *     all: CSAT 75.0 % (from 50.5 % to 89.8 %), 12 of 16 are satisfied
 *     calls: no answer, so no score
 */
#include <stdio.h>

#include <cxm.h>

/* What a helpdesk keeps for each of its queues. */
struct queue {
    const char *name;
    struct cxm_rating recommend; /* 0 to 10 */
    struct cxm_rating satisfied; /* 1 to 5 */
};

static void queue_start(struct queue *queue, const char *name)
{
    queue->name = name;
    cxm_nps_init(&queue->recommend);
    cxm_csat_init(&queue->satisfied);
}

static void queue_print(const struct queue *queue)
{
    struct cxm_nps_result nps;
    struct cxm_csat_result csat;

    /* CXM_EMPTY is no error, but there is no score then: it would be NaN. */
    if (cxm_nps_result(&queue->recommend, NULL, &nps) != CXM_OK ||
        cxm_csat_result(&queue->satisfied, NULL, &csat) != CXM_OK) {
        printf("%s: no answer, so no score\n", queue->name);
        return;
    }
    /* The typed functions give shares: NPS in [-1, 1], CSAT in [0, 1]. */
    printf("%s: NPS %+.1f (from %+.1f to %+.1f), %llu answers\n", queue->name,
           100 * nps.value, 100 * nps.low, 100 * nps.high,
           (unsigned long long)nps.n);
    printf("%s: CSAT %.1f %% (from %.1f %% to %.1f %%), "
           "%llu of %llu are satisfied\n",
           queue->name, 100 * csat.value, 100 * csat.low, 100 * csat.high,
           (unsigned long long)csat.satisfied, (unsigned long long)csat.n);
}

int main(void)
{
    static const int32_t recommend[] = {9, 10, 7, 3, 8, 10, 9, 6};
    static const int32_t satisfied[] = {5, 4, 4, 2, 3, 5, 5, 4};
    struct queue mail;
    struct queue chat;
    struct queue calls;
    struct queue all;

    queue_start(&mail, "mail");
    queue_start(&chat, "chat");
    queue_start(&calls, "calls");
    queue_start(&all, "all");

    /* One answer at a time, or a column at once: all of it or nothing. */
    if (cxm_rating_add(&chat.recommend, 0) != CXM_OK ||
        cxm_rating_add_n(&chat.recommend, 9, 7) != CXM_OK ||
        cxm_rating_add_many(&mail.recommend, recommend, 8, NULL) != CXM_OK ||
        cxm_rating_add_many(&mail.satisfied, satisfied, 8, NULL) != CXM_OK ||
        cxm_rating_add_many(&chat.satisfied, satisfied, 8, NULL) != CXM_OK)
        return 1;

    /* A score that the scale does not have changes nothing. */
    if (cxm_rating_add(&mail.recommend, 11) != CXM_ERANGE)
        return 1;

    /* A customer changes an answer from 0 to 7: one step, and exact. */
    if (cxm_rating_replace(&chat.recommend, 0, 7) != CXM_OK)
        return 1;

    /* Queues, months, servers: counters add up to the same bytes anyhow. */
    if (cxm_rating_merge(&all.recommend, &mail.recommend) != CXM_OK ||
        cxm_rating_merge(&all.recommend, &chat.recommend) != CXM_OK ||
        cxm_rating_merge(&all.satisfied, &mail.satisfied) != CXM_OK ||
        cxm_rating_merge(&all.satisfied, &chat.satisfied) != CXM_OK)
        return 1;
    queue_print(&all);
    queue_print(&calls);
    return 0;
}
