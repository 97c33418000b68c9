/* SPDX-License-Identifier: MIT */
#include "target.h"

#include <cxm/duration.h>

#include "../base/base.h"
#include "../record/text.h"
#include "option.h"
#include "pairs.h"

#include <string.h>

static const char *const clocks[] = {"frt", "resolution", "wait"};

#define CLOCKS (sizeof clocks / sizeof *clocks)

/*
 * What articles on customer service promise, under the names that exports
 * give the channels.
 */
static const char articles[] =
    "channel=email:frt:4h,channel=e-mail:frt:4h,channel=mail:frt:4h,"
    "channel=chat:frt:2m,channel=live chat:frt:2m,"
    "channel=twitter:frt:1h,channel=x:frt:1h,"
    "channel=facebook:frt:15m,channel=facebook post:frt:15m,"
    "channel=phone:wait:90s,channel=phone call:wait:90s,"
    "channel=voice:wait:90s,channel=call:wait:90s";

static const char preset[] = "preset:";

/* A list that is being written, target by target. */
struct list {
    char *text;
    size_t length;
    struct cxm_target *target; /* its names and values lie in the text */
    uint32_t n;
    uint32_t clock; /* of the targets that name none */
};

/* Some bytes of a text; blanks at both ends are none of its own. */
struct span {
    const char *at;
    size_t n;
};

static struct span trimmed(const char *at, size_t n)
{
    struct span span = {at, n};
    while (span.n > 0 && cxm__is_white(*span.at)) {
        span.at++;
        span.n--;
    }
    while (span.n > 0 && cxm__is_white(span.at[span.n - 1]))
        span.n--;
    return span;
}

static int is(struct span span, const char *word)
{
    return span.n == strlen(word) && memcmp(span.at, word, span.n) == 0;
}

/*
 * What stands before the first `mark` is taken off the rest; 0 where there is
 * no mark.
 */
static int cut(struct span *rest, char mark, struct span *before)
{
    const char *at = rest->n ? memchr(rest->at, mark, rest->n) : NULL;
    if (!at)
        return 0;
    const size_t n = (size_t)(at - rest->at);
    *before = trimmed(rest->at, n);
    *rest = trimmed(at + 1, rest->n - n - 1);
    return 1;
}

/* The next part of a list, without the blanks around it. */
static int next_part(const char **at, struct span *part)
{
    const char *from = NULL;
    size_t n = 0;
    const int more = cxm__list_next(at, &from, &n);
    if (more)
        *part = trimmed(from, n);
    return more;
}

static int refuse(struct span part, const char *fault, struct cxm_error *error)
{
    return cxm__fail(error, CXM_EOPTION, "target", "target \"%.*s\" %s",
                     cxm__clip(part.at, part.n, 60), part.at, fault);
}

static int find_clock(struct span part, struct span word, uint32_t *clock,
                      struct cxm_error *error)
{
    for (uint32_t i = 0; i < CLOCKS; i++) {
        if (is(word, clocks[i])) {
            *clock = i;
            return CXM_OK;
        }
    }
    return cxm__fail(error, CXM_EOPTION, "target",
                     "target \"%.*s\" names the clock \"%.*s\"; there are frt, "
                     "resolution and wait",
                     cxm__clip(part.at, part.n, 60), part.at,
                     cxm__clip(word.at, word.n, 20), word.at);
}

static int read_limit(struct span part, struct span text, int64_t *limit,
                      struct cxm_error *error)
{
    struct cxm_error why;
    if (cxm_duration_parse(text.at, text.n, limit, &why) < 0)
        return cxm__fail(error, CXM_EOPTION, "target", "target \"%.*s\": %s",
                         cxm__clip(part.at, part.n, 60), part.at, why.text);
    if (*limit == 0)
        return refuse(part, "has no time at all: its limit must be above 0",
                      error);
    if (*limit > CXM__DURATION_MAX)
        return refuse(part, "has a limit beyond any length of time", error);
    return CXM_OK;
}

/* Read one target; its name and value point into `part`. */
static int read_target(struct span part, uint32_t clock,
                       struct cxm_target *target, struct cxm_error *error)
{
    struct span rest = part;
    struct span name = {NULL, 0};
    struct span value = {NULL, 0};
    struct span word;
    if (!cut(&rest, '=', &name) || name.n == 0)
        return refuse(part, "has no NAME= as in channel=email:4h", error);
    if (!cut(&rest, ':', &value))
        return refuse(part, "has no limit as in channel=email:4h", error);
    if (value.n == 0)
        return refuse(part, "has no value as in channel=email:4h", error);
    /* In 1:30:00 the colon belongs to the length of time. */
    const int timed = rest.n > 0 && *rest.at >= '0' && *rest.at <= '9';
    if (!timed && cut(&rest, ':', &word)) {
        const int status = find_clock(part, word, &clock, error);
        if (status < 0)
            return status;
    }
    memset(target, 0, sizeof *target);
    target->name = name.at;
    target->name_length = name.n;
    target->value = value.at;
    target->value_length = value.n;
    target->clock = clock;
    return read_limit(part, rest, &target->limit, error);
}

static int same(const struct cxm_target *a, const struct cxm_target *b)
{
    return a->name_length == b->name_length &&
           a->value_length == b->value_length &&
           memcmp(a->name, b->name, a->name_length) == 0 &&
           memcmp(a->value, b->value, a->value_length) == 0;
}

/* Write text and mark; where the text stands then, and its length. */
static const char *put(struct list *list, const char *text, size_t *n,
                       char mark)
{
    char *at = list->text + list->length;
    *n = cxm__small_letters(text, *n, at);
    at[*n] = mark;
    list->length += *n + 1;
    return at;
}

/* 0, and nothing has changed, where one of that name and value is there. */
static int append(struct list *list, const struct cxm_target *target)
{
    const size_t length = list->length;
    const char *clock = clocks[target->clock];
    struct cxm_target *made = &list->target[list->n];
    size_t n = strlen(clock);
    *made = *target;
    if (list->n > 0)
        list->text[list->length++] = ',';
    made->name = put(list, made->name, &made->name_length, '=');
    made->value = put(list, made->value, &made->value_length, ':');
    for (uint32_t i = 0; i < list->n; i++) {
        if (!same(&list->target[i], made))
            continue;
        list->length = length;
        return 0;
    }
    put(list, clock, &n, ':');
    list->length += cxm_duration_format(made->limit, list->text + list->length,
                                        CXM_DURATION_TEXT);
    list->n++;
    return 1;
}

/* What was said before goes for its name and value, and not the preset. */
static int add_preset(struct list *list, struct span part,
                      struct cxm_error *error)
{
    const size_t n = sizeof preset - 1;
    const char *at = articles;
    struct cxm_target target;
    if (!is(trimmed(part.at + n, part.n - n), "articles"))
        return refuse(part, "is no preset; there is preset:articles", error);
    while (next_part(&at, &part))
        if (read_target(part, CXM_CLOCK_FRT, &target, error) == CXM_OK)
            append(list, &target);
    return CXM_OK;
}

/* In any case: in small letters it could not be told from one any more. */
static int is_preset(struct span part)
{
    char word[sizeof preset - 1];
    return part.n >= sizeof word &&
           cxm__small_letters(part.at, sizeof word, word) == sizeof word &&
           memcmp(word, preset, sizeof word) == 0;
}

static int add_part(struct list *list, struct span part,
                    struct cxm_error *error)
{
    struct cxm_target target;
    if (part.n == 0)
        return cxm__fail(error, CXM_EOPTION, "target",
                         "the list of targets has an empty part");
    if (is_preset(part))
        return add_preset(list, part, error);
    const int status = read_target(part, list->clock, &target, error);
    if (status < 0)
        return status;
    if (!append(list, &target))
        return refuse(part,
                      "comes after another of that name and value, which "
                      "always wins; a second clock is a KPI of its own",
                      error);
    return CXM_OK;
}

static int read_list(struct list *list, const char *text,
                     struct cxm_error *error)
{
    struct span part;
    int status = CXM_OK;
    while (status == CXM_OK && next_part(&text, &part)) {
        if (list->n >= CXM__TARGETS_MAX)
            return cxm__fail(error, CXM_EOPTION, "target",
                             "there are more than %d targets",
                             CXM__TARGETS_MAX);
        status = add_part(list, part, error);
    }
    return status;
}

static int option_of(const struct cxm_kpi *kpi, const char *type)
{
    for (int i = 0; kpi->define[i].name; i++)
        if (strcmp(kpi->define[i].type, type) == 0)
            return i;
    return -1;
}

static size_t count_parts(const char *text)
{
    size_t parts = 1;
    for (const char *at = text; *at; at++)
        parts += *at == ',';
    return parts;
}

size_t cxm__target_room(const char *text)
{
    /* A clock and another text of the limit may be added to each. */
    return strlen(text) + count_parts(text) * (CXM_DURATION_TEXT + 16) +
           sizeof articles + 16 * CXM_DURATION_TEXT;
}

size_t cxm__target_most(const struct cxm_kpi *kpi, const char *text)
{
    return option_of(kpi, "targets") < 0
               ? 0
               : count_parts(text) + count_parts(articles);
}

int cxm__target_settle(struct cxm_def *def, char **heap,
                       struct cxm_error *error)
{
    const struct cxm_option *define = def->kpi->info.define;
    const int option = option_of(&def->kpi->info, "targets");
    if (option < 0 || !def->value[option])
        return CXM_OK;
    const int clock = cxm__option_find(define, "clock", strlen("clock"));
    struct list list = {*heap, 0, def->target, 0, CXM_CLOCK_FRT};
    if (clock >= 0)
        list.clock = (uint32_t)def->number[clock];
    const int status = read_list(&list, def->value[option], error);
    if (status < 0)
        return status;
    list.text[list.length] = '\0';
    def->value[option] = list.text;
    def->n_targets = list.n;
    if (clock >= 0)
        def->value[clock] = NULL;
    *heap += list.length + 1;
    return CXM_OK;
}

int cxm_def_target(const struct cxm_def *def, size_t i,
                   struct cxm_target *target)
{
    if (i >= def->n_targets)
        return CXM_EINVAL;
    *target = def->target[i];
    return CXM_OK;
}
