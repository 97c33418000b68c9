/* SPDX-License-Identifier: MIT */
#include <cxm/word.h>

#include <cxm/ticket.h>

#include "text.h"

#define YES "yes|y|true|1|ja|j|wahr"
#define NO  "no|n|false|0|nein|falsch"

struct state {
    int64_t status;
    const char *words;
};

struct flag {
    uint64_t bit;
    const char *words[2]; /* no, yes */
};

/*
 * Only what is the same thing wherever it is used: "cancelled" may be a closed
 * ticket or a deleted one, "missed" a caller who gave up or one whom nobody
 * took.  A word not listed is better missing than wrong.
 */
static const struct state states[] = {
    {CXM_STATUS_CLOSED, "closed|geschlossen|abgeschlossen|closed successful|"
                        "closed unsuccessful"},
    {CXM_STATUS_SOLVED, "solved|resolved|gelöst|geloest|erledigt|done|"
                        "completed"},
    {CXM_STATUS_OPEN, "open|new|pending|hold|on-hold|on hold|snoozed|"
                      "offen|neu|wartend|in bearbeitung|"
                      "waiting on customer|waiting on third party|"
                      "waiting on contact|waiting on us|waiting for customer|"
                      "waiting for support|in progress|being processed|"
                      "awaiting customer|awaiting approval|reopened|"
                      "pending reminder|pending close|wiedereröffnet|"
                      "wiedereroeffnet|zurückgestellt|zurueckgestellt|"
                      "ausstehend|warten auf kunde|warten auf kunden|"
                      "warten auf kundenantwort|warten auf dritte"},
    {CXM_STATUS_MERGED, "merged|zusammengeführt|zusammengefuehrt"},
    {CXM_STATUS_DELETED, "deleted|spam|trash|removed|gelöscht|geloescht|"
                         "papierkorb"},
};

static const struct flag flags[] = {
    {CXM_FIELD_ANSWERED,
     {"not connected|missed|unanswered|not answered|no answer|abandoned|"
      "verpasst|nicht angenommen|unbeantwortet|nicht beantwortet|aufgelegt",
      "answered|connected|angenommen|beantwortet"}},
    {CXM_FIELD_ABANDONED,
     {"answered|connected|not abandoned|angenommen|beantwortet",
      "abandoned|hung up|aufgelegt"}},
    {CXM_FIELD_RESOLVED,
     {"unresolved|unsolved|not resolved|not solved|ungelöst|ungeloest|"
      "nicht gelöst|nicht geloest",
      "resolved|solved|gelöst|geloest"}},
};

static const char *const directions[] = {
    "inbound|incoming|in|eingehend|ankommend",  /* CXM_DIRECTION_IN */
    "outbound|outgoing|out|ausgehend|abgehend", /* CXM_DIRECTION_OUT */
};

/* Which of the two lists the text is in, or CXM_ESYNTAX. */
static int find_in(const char *const list[2], const char *text, size_t n,
                   int64_t *value)
{
    for (int64_t i = 0; i < 2; i++) {
        if (!cxm__words_in(list[i], text, n))
            continue;
        *value = i;
        return CXM_OK;
    }
    return CXM_ESYNTAX;
}

int cxm_status_find(const char *text, size_t n, int64_t *status)
{
    char word[CXM__WORDS];
    const size_t length = cxm__words_fold(text, n, word);
    for (size_t i = 0; length && i < sizeof states / sizeof *states; i++) {
        if (!cxm__words_in(states[i].words, word, length))
            continue;
        *status = states[i].status;
        return CXM_OK;
    }
    return CXM_ESYNTAX;
}

int cxm_flag_find(uint64_t bit, const char *text, size_t n, int64_t *flag)
{
    static const char *const plain[2] = {NO, YES};
    char word[CXM__WORDS];
    const size_t length = cxm__words_fold(text, n, word);
    if (length == 0)
        return CXM_ESYNTAX;
    if (find_in(plain, word, length, flag) == CXM_OK)
        return CXM_OK;
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        if (flags[i].bit == bit)
            return find_in(flags[i].words, word, length, flag);
    }
    return CXM_ESYNTAX;
}

int cxm_direction_find(const char *text, size_t n, int64_t *direction)
{
    char word[CXM__WORDS];
    const size_t length = cxm__words_fold(text, n, word);
    return length ? find_in(directions, word, length, direction) : CXM_ESYNTAX;
}
