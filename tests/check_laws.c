/* SPDX-License-Identifier: MIT */
/*
 * The laws of every state there is.  They run over the registry: a new KPI is
 * under them with no new line here, unless its definition needs options.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <cxm/moments.h>
#include <cxm/reading.h>

#include "lib/kpi/kpi.h"
#include "lib/kpi/state.h"
#include "memory.h"
#include "run.h"

#define DEFS_MAX  64
#define WORDS_MAX 1100
#define CASES     10000

/* Definitions beside each KPI's default, and a reading where one is needed. */
static const struct {
    const char *text;
    const char *reading;
} more[] = {
    {"csat scale=5:1", ""},
    {"csat scale=0:1", ""},
    {"csat scale=0.5:5:0.5", "top=3"},
    {"csat scale=0:1000", "figure=mean"},
    {"ces scale=1:7", ""},
    {"ces scale=-3:3", "figure=net"},
    {"ces scale=0:100", "figure=bottom top=10"},
    {"nps scale=1:10", ""},
    {"nps scale=1:5", "promoters=5 detractors=3"},
    {"rate hit=a=1", ""},
    {"rate numerator=a denominator=b", ""},
    {"fcr rule=flag,survey", ""},
    {"frt within=1m,1h,2d,90d quantiles=no", "figure=mean"},
    {"frt within=1s,1m", "figure=p90"},
    {"asa within=20s", "figure=median"},
    {"asa within=1s quantiles=no", ""},
    {"aht handle=column cap=1h", "figure=p99"},
    {"aht handle=column quantiles=no", ""},
    {"aht handle=segments quantiles=no", ""},
    {"aht handle=segments cap=1h", "figure=p95"},
    {"resolution within=4h", "figure=mean"},
    {"sla target=channel=email:4h", ""},
    {"volume of=backlog", ""},
};

/*
 * One definition under test: rows of `more` follow the defaults.  A state that
 * owns memory differs from an equal one in its bytes.
 */
struct subject {
    struct cxm_def *def;
    struct cxm_reading reading;
    size_t size;
    int owns;
};

static struct subject subjects[DEFS_MAX];
static size_t n_subjects;

static void add_def(struct cxm_def *def, const char *reading)
{
    struct subject *s = &subjects[n_subjects];
    s->def = def;
    ck_assert_int_eq(cxm_reading_init(&s->reading, def, reading, NULL), CXM_OK);
    s->size = cxm_def_state_size(def);
    s->owns = 0;
    for (uint32_t i = 0; i < def->n_parts; i++)
        s->owns |= def->part[i].kind == CXM__PART_HIST;
    ck_assert_uint_le(s->size, WORDS_MAX * sizeof(uint64_t));
    ck_assert_uint_lt(++n_subjects, DEFS_MAX);
}

static int add_subject(const char *text, const char *reading)
{
    struct cxm_def *def;
    if (cxm_def_new(&def, text, NULL, NULL) != CXM_OK)
        return 0;
    add_def(def, reading);
    return 1;
}

/* ---- Parts --------------------------------------------------------------- */

/*
 * No KPI has all kinds of part, nor one that refuses behind one that owns
 * memory.  This one has.
 */
static const struct cxm_option no_options[] = {{NULL, NULL, NULL, NULL, NULL}};

static const struct cxm_figure no_figures[] = {{NULL, NULL, NULL, 0, 0}};

static const struct cxm_input two_inputs[] = {
    {"duration", "ms", 0, CXM__DURATION_MAX},
    {"number", "", INT64_MIN, INT64_MAX},
    {NULL, NULL, 0, 0},
};

static int spread_all(const struct cxm_def *def, const int64_t *v,
                      struct cxm__step *step)
{
    (void)def;
    step[1].value = v[0];
    step[2].value = v[1];
    step[3].value = v[1] & 1;
    return CXM_OK;
}

static uint32_t family_none(const struct cxm_reading *reading)
{
    (void)reading;
    return CXM__FAMILY_NONE;
}

static int read_all(const struct cxm_def *def, const uint64_t *state,
                    const struct cxm_reading *reading,
                    struct cxm_result *result)
{
    (void)reading;
    struct cxm_moments m;
    memcpy(&m, cxm__part_of(def, state, 1), sizeof m);
    result->n = m.n;
    result->value = cxm_moments_mean(&m);
    return m.n ? CXM_OK : CXM_EMPTY;
}

static const struct cxm__kpi all_parts = {
    .info = {.name = "all-parts",
             .define = no_options,
             .read = no_options,
             .input = two_inputs,
             .figure = no_figures},
    .spread = spread_all,
    .family = family_none,
    .figures = read_all,
};

static void add_all_parts(void)
{
    struct cxm_def *def = calloc(1, sizeof *def);
    def->kpi = &all_parts;
    def->bytes = sizeof *def;
    def->text = all_parts.info.name;
    def->arity = 2;
    cxm__def_part(def, "histogram", CXM__PART_HIST, 1);
    cxm__def_part(def, "moments", CXM__PART_MOMENTS, 1);
    cxm__def_part(def, "sum", CXM__PART_SUM, 1);
    cxm__def_part(def, "counts", CXM__PART_COUNTS, 2);
    add_def(def, "");
}

/* ---- Subjects ------------------------------------------------------------ */

/* All states have their memory from here: none of it may be left. */
static struct memory memory;
static struct cxm_alloc alloc;

static void set_up(void)
{
    const struct cxm_kpi *kpi;
    n_subjects = 0;
    alloc = memory_start(&memory);
    add_all_parts();
    for (size_t i = 0; (kpi = cxm_kpi_at(i)) != NULL; i++) {
        int found = add_subject(kpi->name, "");
        for (size_t j = 0; j < sizeof more / sizeof *more; j++) {
            const size_t length = strlen(kpi->name);
            if (strncmp(more[j].text, kpi->name, length) == 0 &&
                more[j].text[length] == ' ') {
                ck_assert_msg(add_subject(more[j].text, more[j].reading),
                              "%s is refused", more[j].text);
                found = 1;
            }
        }
        ck_assert_msg(found, "%s needs a definition in this test", kpi->name);
    }
}

static void tear_down(void)
{
    while (n_subjects > 0)
        cxm_def_free(subjects[--n_subjects].def, NULL);
    ck_assert_uint_eq(memory.bytes, 0);
}

struct state {
    uint64_t word[WORDS_MAX];
};

struct observation {
    int64_t v[CXM_ARITY_MAX];
};

static uint64_t seed = UINT64_C(20261031);

/* One component: a point of the scale, or a number within its bounds. */
static int64_t draw_component(const struct subject *s, size_t i)
{
    const struct cxm_scale *scale = cxm_def_scale(s->def);
    const struct cxm_input *input = &cxm_def_kpi(s->def)->input[i];
    if (scale)
        return cxm_scale_point(scale, random_below(&seed, scale->points));
    if (random_below(&seed, 2))
        return (int64_t)random_below(&seed, 4);
    const int64_t wide = (int64_t)(random_next(&seed) >> 24);
    const int64_t value = random_below(&seed, 2) ? wide : -wide;
    return value < input->low ? input->low
                              : (value > input->high ? input->high : value);
}

/* An observation that an empty state takes. */
static struct observation draw(const struct subject *s)
{
    for (int tries = 0; tries < 10000; tries++) {
        struct state scratch;
        struct observation o;
        memset(&o, 0, sizeof o);
        memset(&scratch, 0, sizeof scratch);
        for (size_t i = 0; i < cxm_def_arity(s->def); i++)
            o.v[i] = draw_component(s, i);
        const int status = cxm_state_add(s->def, &scratch, o.v, &alloc);
        cxm_state_drop(s->def, &scratch, &alloc);
        if (status == CXM_OK)
            return o;
    }
    ck_abort_msg("%s takes nothing that was drawn", cxm_def_text(s->def));
}

/* How to repeat what is being tried, "" where a test always does the same. */
static char replay[40];

static void holds(const struct subject *s, int is, const char *law)
{
    if (!is)
        ck_abort_msg("%s: %s %s", cxm_def_text(s->def), law, replay);
}

static const struct state zero;

/* Where nothing is owned, or all was given back, equal bytes and they alone. */
static int same(const struct subject *s, const struct state *a,
                const struct state *b)
{
    const int equal = cxm_state_equal(s->def, a, b);
    holds(s, cxm_state_equal(s->def, b, a) == equal, "equal is symmetric");
    if (!s->owns || b == &zero)
        holds(s, (memcmp(a, b, s->size) == 0) == equal,
              "equal is byte equality");
    return equal;
}

static void merge(const struct subject *s, struct state *into,
                  const struct state *from)
{
    holds(s, cxm_state_merge(s->def, into, from, &alloc) == CXM_OK, "merge");
}

/* Merging into zero copies; '=' would share what a state owns. */
static struct state copy(const struct subject *s, const struct state *state)
{
    struct state made;
    memset(&made, 0, sizeof made);
    merge(s, &made, state);
    return made;
}

static void drop_each(const struct subject *s, struct state *const *state)
{
    for (; *state; state++)
        cxm_state_drop(s->def, *state, &alloc);
}

/* Drop states that are named one by one. */
#define DROP(s, ...) drop_each(s, (struct state *[]){__VA_ARGS__, NULL})

static void add(const struct subject *s, struct state *state,
                const struct observation *o)
{
    holds(s, cxm_state_add(s->def, state, o->v, &alloc) == CXM_OK, "add");
}

static struct state filled(const struct subject *s, struct observation *o,
                           size_t n)
{
    struct state state;
    memset(&state, 0, sizeof state);
    for (size_t i = 0; i < n; i++) {
        o[i] = draw(s);
        add(s, &state, &o[i]);
    }
    return state;
}

static struct state sum(const struct subject *s, const struct state *a,
                        const struct state *b)
{
    struct state c = copy(s, a);
    merge(s, &c, b);
    return c;
}

START_TEST(merge_is_associative_and_commutative_with_zero_as_identity)
{
    for (size_t i = 0; i < n_subjects; i++) {
        const struct subject *s = &subjects[i];
        struct observation o[30];
        for (int round = 0; round < 20; round++) {
            struct state a = filled(s, o, random_below(&seed, 30));
            struct state b = filled(s, o, random_below(&seed, 30));
            struct state c = filled(s, o, random_below(&seed, 30));
            struct state ab = sum(s, &a, &b);
            struct state ba = sum(s, &b, &a);
            struct state bc = sum(s, &b, &c);
            struct state ab_c = sum(s, &ab, &c);
            struct state a_bc = sum(s, &a, &bc);
            struct state a0 = sum(s, &a, &zero);
            struct state oa = sum(s, &zero, &a);
            holds(s, same(s, &ab, &ba), "merge is commutative");
            holds(s, same(s, &ab_c, &a_bc), "merge is associative");
            holds(s, same(s, &a0, &a), "merging zero changes nothing");
            holds(s, same(s, &oa, &a), "merging into zero copies");
            DROP(s, &a, &b, &c, &ab, &ba, &bc, &ab_c, &a_bc, &a0, &oa);
        }
    }
}
END_TEST

START_TEST(any_split_in_any_order_equals_the_whole)
{
    enum { N = 60, PARTS = 5 };
    for (size_t i = 0; i < n_subjects; i++) {
        const struct subject *s = &subjects[i];
        struct observation o[N];
        struct state part[PARTS];
        struct state whole = filled(s, o, N);
        for (int round = 0; round < 20; round++) {
            struct state merged;
            memset(part, 0, sizeof part);
            memset(&merged, 0, sizeof merged);
            for (size_t left = N; left > 0; left--) {
                const size_t j = random_below(&seed, (uint32_t)left);
                const struct observation chosen = o[j];
                o[j] = o[left - 1];
                o[left - 1] = chosen;
                add(s, &part[random_below(&seed, PARTS)], &chosen);
            }
            for (size_t j = 0; j < PARTS; j++) {
                merge(s, &merged, &part[j]);
                DROP(s, &part[j]);
            }
            holds(s, same(s, &merged, &whole), "the split equals the whole");
            DROP(s, &merged);
        }
        DROP(s, &whole);
    }
}
END_TEST

START_TEST(remove_inverts_add_and_unmerge_inverts_merge)
{
    for (size_t i = 0; i < n_subjects; i++) {
        const struct subject *s = &subjects[i];
        struct observation o[30];
        struct state other = filled(s, o, 20);
        struct state before = filled(s, o, 30);
        struct state state = copy(s, &before);
        const struct observation x = draw(s);
        add(s, &state, &x);
        holds(s, cxm_state_remove(s->def, &state, x.v, &alloc) == CXM_OK,
              "what was added is removed");
        holds(s, same(s, &state, &before), "remove inverts add");
        merge(s, &state, &other);
        holds(s, cxm_state_unmerge(s->def, &state, &other, &alloc) == CXM_OK,
              "what was merged is unmerged");
        holds(s, same(s, &state, &before), "unmerge inverts merge");
        for (size_t j = 0; j < 30; j++)
            holds(s, cxm_state_remove(s->def, &state, o[j].v, &alloc) == CXM_OK,
                  "all that was added is removed");
        holds(s, same(s, &state, &zero), "removing all gives zero");
        DROP(s, &before, &other);
        holds(s, same(s, &before, &zero), "a dropped state is empty");
        holds(s, memory.bytes == 0, "emptied and dropped states own nothing");
    }
}
END_TEST

START_TEST(adding_n_at_once_is_adding_n_times)
{
    for (size_t i = 0; i < n_subjects; i++) {
        const struct subject *s = &subjects[i];
        struct observation o[10];
        struct state before = filled(s, o, 10);
        for (uint64_t n = 0; n < 20; n += 1 + n / 2) {
            const struct observation x = draw(s);
            struct state once = copy(s, &before);
            struct state each = copy(s, &before);
            for (uint64_t k = 0; k < n; k++)
                add(s, &each, &x);
            holds(s, cxm_state_add_n(s->def, &once, x.v, n, &alloc) == CXM_OK,
                  "add_n");
            holds(s, same(s, &once, &each), "add_n is n adds");
            holds(s,
                  cxm_state_remove_n(s->def, &once, x.v, n, &alloc) == CXM_OK,
                  "remove_n");
            holds(s, same(s, &once, &before), "remove_n inverts add_n");
            DROP(s, &once, &each);
        }
        DROP(s, &before);
    }
}
END_TEST

START_TEST(replacing_is_removing_and_adding)
{
    for (size_t i = 0; i < n_subjects; i++) {
        const struct subject *s = &subjects[i];
        struct observation o[10];
        struct state before = filled(s, o, 10);
        const struct observation x = draw(s);
        struct state expected = copy(s, &before);
        struct state state = copy(s, &before);
        cxm_state_remove(s->def, &expected, o[3].v, &alloc);
        add(s, &expected, &x);
        holds(s,
              cxm_state_replace(s->def, &state, o[3].v, x.v, &alloc) == CXM_OK,
              "replace");
        holds(s, same(s, &state, &expected), "replace is remove and add");
        DROP(s, &state, &expected, &before);
    }
}
END_TEST

/* Values outside the bounds of each component, where it has bounds. */
START_TEST(a_value_out_of_bounds_changes_nothing)
{
    for (size_t i = 0; i < n_subjects; i++) {
        const struct subject *s = &subjects[i];
        const struct cxm_input *input = cxm_def_kpi(s->def)->input;
        const struct cxm_scale *scale = cxm_def_scale(s->def);
        struct observation o[10];
        struct state before = filled(s, o, 10);
        struct state state = copy(s, &before);
        for (size_t j = 0; j < cxm_def_arity(s->def); j++) {
            int64_t low = input[j].low;
            int64_t high = input[j].high;
            if (scale) {
                low = cxm_scale_point(scale, 0);
                high = cxm_scale_point(scale, scale->points - 1);
            }
            if (low > high) {
                const int64_t swap = low;
                low = high;
                high = swap;
            }
            const int64_t off[] = {low == INT64_MIN ? high : low - 1,
                                   high == INT64_MAX ? low : high + 1, low + 1};
            for (size_t k = 0; k < sizeof off / sizeof *off; k++) {
                struct observation bad = o[0];
                if (!scale && off[k] >= low && off[k] <= high)
                    continue;
                bad.v[j] = off[k];
                const int64_t *v = bad.v;
                const int status[] = {
                    cxm_state_add(s->def, &state, v, &alloc),
                    cxm_state_add_n(s->def, &state, v, 3, &alloc),
                    cxm_state_remove(s->def, &state, v, &alloc),
                    cxm_state_remove_n(s->def, &state, v, 3, &alloc),
                    cxm_state_replace(s->def, &state, v, o[0].v, &alloc),
                    cxm_state_replace(s->def, &state, o[0].v, v, &alloc),
                };
                for (size_t m = 0; m < sizeof status / sizeof *status; m++)
                    holds(s, status[m] == CXM_ERANGE, "CXM_ERANGE");
                holds(s, same(s, &state, &before), "nothing has changed");
            }
        }
        DROP(s, &state, &before);
    }
}
END_TEST

START_TEST(what_was_never_added_is_not_taken_from_an_empty_state)
{
    for (size_t i = 0; i < n_subjects; i++) {
        const struct subject *s = &subjects[i];
        struct state state = zero;
        struct state other = zero;
        struct observation x;
        do {
            x = draw(s);
            add(s, &other, &x);
        } while (same(s, &other, &zero));
        holds(s, cxm_state_remove(s->def, &state, x.v, &alloc) == CXM_EABSENT,
              "remove from an empty state is CXM_EABSENT");
        holds(s,
              cxm_state_replace(s->def, &state, x.v, x.v, &alloc) ==
                  CXM_EABSENT,
              "replace in an empty state is CXM_EABSENT");
        holds(s,
              cxm_state_unmerge(s->def, &state, &other, &alloc) == CXM_EABSENT,
              "unmerge from an empty state is CXM_EABSENT");
        holds(s, same(s, &state, &zero), "it is still empty");
        DROP(s, &other);
    }
}
END_TEST

/* Counters of 64 bits are full after 2^64-1; wider sums take it and give it. */
START_TEST(a_full_state_refuses_and_never_wraps)
{
    for (size_t i = 0; i < n_subjects; i++) {
        const struct subject *s = &subjects[i];
        const struct observation x = draw(s);
        struct state state = zero;
        int status = CXM_OK;
        for (int round = 0; round < 4; round++) {
            struct state before = copy(s, &state);
            status = cxm_state_add_n(s->def, &state, x.v, UINT64_MAX, &alloc);
            holds(s, status == CXM_OK || status == CXM_EOVERFLOW,
                  "CXM_OK or CXM_EOVERFLOW");
            if (status < 0)
                holds(s, same(s, &state, &before), "a refusal changes nothing");
            DROP(s, &before);
        }
        if (cxm_def_scale(s->def) || cxm_def_arity(s->def) == 0)
            holds(s, status == CXM_EOVERFLOW, "a full counter refuses");
        struct state more_of_it = copy(s, &state);
        struct state before = copy(s, &state);
        status = cxm_state_merge(s->def, &state, &more_of_it, &alloc);
        if (status < 0)
            holds(s, same(s, &state, &before), "a refusal changes nothing");
        else
            holds(s,
                  cxm_state_unmerge(s->def, &state, &more_of_it, &alloc) ==
                          CXM_OK &&
                      same(s, &state, &before),
                  "what was merged is unmerged");
        DROP(s, &state, &before, &more_of_it);
    }
}
END_TEST

/* A full counter beside one with room: nothing of the merge may remain. */
START_TEST(a_merge_that_overflows_late_changes_nothing)
{
    for (size_t i = 0; i < n_subjects; i++) {
        const struct subject *s = &subjects[i];
        const struct cxm_scale *scale = cxm_def_scale(s->def);
        if (!scale)
            continue;
        const int64_t first = cxm_scale_point(scale, 0);
        const int64_t last = cxm_scale_point(scale, scale->points - 1);
        struct state state = zero;
        struct state other = zero;
        cxm_state_add_n(s->def, &state, &last, UINT64_MAX, &alloc);
        cxm_state_add(s->def, &other, &first, &alloc);
        cxm_state_add(s->def, &other, &last, &alloc);
        struct state before = copy(s, &state);
        holds(s,
              cxm_state_merge(s->def, &state, &other, &alloc) == CXM_EOVERFLOW,
              "CXM_EOVERFLOW");
        holds(s, same(s, &state, &before), "nothing has changed");
        DROP(s, &state, &other, &before);
    }
}
END_TEST

START_TEST(reading_is_pure_and_an_accepted_state_can_be_read)
{
    for (size_t i = 0; i < n_subjects; i++) {
        const struct subject *s = &subjects[i];
        for (size_t n = 0; n < 40; n += 1 + n / 3) {
            struct observation o[40];
            struct state state = filled(s, o, n);
            struct state before = copy(s, &state);
            struct cxm_result a;
            struct cxm_result b;
            memset(&a, 0, sizeof a);
            memset(&b, 0, sizeof b);
            const int status =
                cxm_state_figures(s->def, &state, &s->reading, &a);
            holds(s, status == CXM_OK || status == CXM_EMPTY,
                  "what a state took can be read");
            holds(s, same(s, &before, &state), "reading changes nothing");
            holds(s,
                  cxm_state_figures(s->def, &state, &s->reading, &b) ==
                          status &&
                      memcmp(&a, &b, sizeof a) == 0,
                  "reading again gives the same");
            holds(s, (status == CXM_EMPTY) <= (a.n == 0 && isnan(a.value)),
                  "empty is n 0 and NaN");
            /* A sum may be known whose ratio to nothing is not. */
            holds(s,
                  status == CXM_EMPTY || !isnan(a.value) ||
                      s->def->kpi->family(&s->reading) == CXM__FAMILY_RATIO,
                  "what is not empty has a value");
            /* The pseudo-answers of adjusted Wald outweigh a single answer. */
            holds(s, a.n == 1 || (!(a.low > a.value) && !(a.high < a.value)),
                  "the interval holds the value");
            DROP(s, &state, &before);
        }
    }
}
END_TEST

/* ---- Model ---------------------------------------------------------------- */

#define SLOTS    3
#define LIST_MAX 200

/* The naive model: every observation is kept, and the state made of them. */
struct model {
    struct observation list[LIST_MAX];
    size_t n;
    struct state state;
};

static void model_add(const struct subject *s, struct model *m)
{
    const struct observation x = draw(s);
    if (m->n == LIST_MAX)
        return;
    add(s, &m->state, &x);
    m->list[m->n++] = x;
}

static void model_remove(const struct subject *s, struct model *m)
{
    if (m->n == 0)
        return;
    const size_t i = random_below(&seed, (uint32_t)m->n);
    holds(s,
          cxm_state_remove(s->def, &m->state, m->list[i].v, &alloc) == CXM_OK,
          "remove");
    m->list[i] = m->list[--m->n];
}

static void model_replace(const struct subject *s, struct model *m)
{
    if (m->n == 0)
        return;
    const size_t i = random_below(&seed, (uint32_t)m->n);
    const struct observation x = draw(s);
    holds(s,
          cxm_state_replace(s->def, &m->state, m->list[i].v, x.v, &alloc) ==
              CXM_OK,
          "replace");
    m->list[i] = x;
}

static void model_merge(const struct subject *s, struct model *into,
                        const struct model *from)
{
    if (into == from || into->n + from->n > LIST_MAX)
        return;
    merge(s, &into->state, &from->state);
    memcpy(into->list + into->n, from->list, from->n * sizeof *from->list);
    into->n += from->n;
}

/* Take away a state that holds some of the list. */
static void model_unmerge(const struct subject *s, struct model *m)
{
    struct state part = zero;
    const size_t keep = m->n ? random_below(&seed, (uint32_t)m->n) : 0;
    for (size_t i = keep; i < m->n; i++)
        add(s, &part, &m->list[i]);
    holds(s, cxm_state_unmerge(s->def, &m->state, &part, &alloc) == CXM_OK,
          "unmerge");
    DROP(s, &part);
    m->n = keep;
}

static void model_check(const struct subject *s, const struct model *m)
{
    struct state state = zero;
    for (size_t i = m->n; i-- > 0;)
        add(s, &state, &m->list[i]);
    holds(s, same(s, &state, &m->state), "the state is that of the model");
    DROP(s, &state);
}

static void model_case(const struct subject *s, struct model *model)
{
    memset(model, 0, SLOTS * sizeof *model);
    for (int step = 0; step < 40; step++) {
        struct model *m = &model[random_below(&seed, SLOTS)];
        switch (random_below(&seed, 12)) {
        case 0:
            model_merge(s, m, &model[random_below(&seed, SLOTS)]);
            break;
        case 1:
            model_unmerge(s, m);
            break;
        case 2:
        case 3:
            model_remove(s, m);
            break;
        case 4:
            model_replace(s, m);
            break;
        default:
            model_add(s, m);
        }
    }
    for (size_t i = 0; i < SLOTS; i++) {
        model_check(s, &model[i]);
        DROP(s, &model[i].state);
    }
}

/* CXM_SEED replays one case; a failing test prints the seed it began with. */
START_TEST(random_changes_agree_with_a_list)
{
    static struct model model[SLOTS];
    const char *given = getenv("CXM_SEED");
    seed = given ? strtoull(given, NULL, 0) : seed;
    for (int i = 0; i < (given ? (int)n_subjects : test_rounds(CASES)); i++) {
        const struct subject *s = &subjects[(size_t)i % n_subjects];
        if (given)
            seed = strtoull(given, NULL, 0);
        snprintf(replay, sizeof replay, "CXM_SEED=%llu",
                 (unsigned long long)seed);
        model_case(s, model);
    }
}
END_TEST

/* ---- Allocation ------------------------------------------------------------ */

#define VERBS 9

/* Do what a number stands for to a state that has counted o[0..9] and x. */
static int verb(const struct subject *s, int number, struct state *state,
                const struct observation *o, const struct observation *x,
                const struct state *other)
{
    switch (number) {
    case 0:
        return cxm_state_add(s->def, state, x->v, &alloc);
    case 1:
        return cxm_state_add_n(s->def, state, x->v, 70000, &alloc);
    case 2:
        return cxm_state_replace(s->def, state, o[3].v, x->v, &alloc);
    case 3:
        return cxm_state_merge(s->def, state, other, &alloc);
    case 4:
        return cxm_state_remove(s->def, state, o[3].v, &alloc);
    case 5:
        return cxm_state_unmerge(s->def, state, other, &alloc);
    case 6:
        return cxm_state_remove_n(s->def, state, x->v, 70000, &alloc);
    case 7:
        return cxm__state_remove_n(s->def, state, o[3].v, 1, &alloc);
    default:
        return cxm__state_unmerge(s->def, state, other, &alloc);
    }
}

/* Each request for memory fails once; what takes away makes none. */
static void starve(const struct subject *s, int number,
                   const struct state *before, const struct observation *o,
                   const struct observation *x, const struct state *other)
{
    int status = CXM_ENOMEM;
    for (uint64_t n = 0; status == CXM_ENOMEM; n++) {
        struct state state = copy(s, before);
        holds(s, n < 10, "a change needs few blocks");
        memory_fail(&memory, n);
        status = verb(s, number, &state, o, x, other);
        holds(s, status != CXM_ENOMEM || number < 4, "removing needs memory");
        if (status < 0)
            holds(s, same(s, &state, before), "nothing has changed");
        memory_fail(&memory, MEMORY_NEVER);
        DROP(s, &state);
    }
}

START_TEST(a_change_without_memory_is_refused_and_changes_nothing)
{
    for (size_t i = 0; i < n_subjects; i++) {
        const struct subject *s = &subjects[i];
        for (int round = 0; round < 20; round++) {
            struct observation o[10];
            struct observation p[5];
            struct state other = filled(s, p, 5);
            struct state before = filled(s, o, 10);
            const struct observation x = draw(s);
            for (int number = 0; number < VERBS; number++) {
                starve(s, number, &zero, o, &x, &other);
                starve(s, number, &before, o, &x, &other);
            }
            merge(s, &before, &other);
            for (int number = 4; number < VERBS; number++)
                starve(s, number, &before, o, &x, &other);
            DROP(s, &before, &other);
        }
        holds(s, memory.bytes == 0, "nothing is left");
    }
}
END_TEST

/* Taken away in two steps, it is given back without memory. */
START_TEST(what_was_taken_away_and_not_trimmed_needs_no_memory_to_return)
{
    for (size_t i = 0; i < n_subjects; i++) {
        const struct subject *s = &subjects[i];
        struct observation o[10];
        struct state before = filled(s, o, 10);
        struct state state = copy(s, &before);
        memory_fail(&memory, 0);
        for (size_t j = 0; j < 10; j++)
            holds(s,
                  cxm__state_remove_n(s->def, &state, o[j].v, 1, &alloc) ==
                      CXM_OK,
                  "what was added is removed");
        for (size_t j = 0; j < 10; j++)
            add(s, &state, &o[j]);
        holds(s, same(s, &state, &before), "it is all there again");
        holds(s, cxm__state_unmerge(s->def, &state, &before, &alloc) == CXM_OK,
              "what was merged is unmerged");
        merge(s, &state, &before);
        holds(s, same(s, &state, &before), "it is all there again");
        holds(s, cxm__state_unmerge(s->def, &state, &before, &alloc) == CXM_OK,
              "what was merged is unmerged");
        cxm__state_trim(s->def, &state, &alloc);
        holds(s, same(s, &state, &zero), "trimmed, it is empty");
        memory_fail(&memory, MEMORY_NEVER);
        DROP(s, &before);
    }
}
END_TEST

/*
 * The class of an observation refuses when its duration is counted already:
 * that is undone where there is no memory, and what is left is as before.
 */
START_TEST(a_late_refusal_is_undone_without_memory)
{
    const struct subject *s = &subjects[0];
    const struct observation even = {{5000, 2}};
    const struct observation odd = {{5000, 1}};
    const struct observation far = {{INT64_C(1) << 40, 1}};
    struct state state = zero;
    struct state other = zero;
    add(s, &state, &even);
    add(s, &other, &odd);
    struct state before = copy(s, &state);
    memory_fail(&memory, 0);
    const int status[] = {
        cxm_state_remove(s->def, &state, odd.v, &alloc),
        cxm_state_unmerge(s->def, &state, &other, &alloc),
        cxm_state_replace(s->def, &state, odd.v, even.v, &alloc),
        cxm_state_replace(s->def, &state, even.v, far.v, &alloc),
    };
    memory_fail(&memory, MEMORY_NEVER);
    for (size_t i = 0; i < 4; i++)
        ck_assert_int_eq(status[i], i < 3 ? CXM_EABSENT : CXM_ENOMEM);
    holds(s, same(s, &state, &before), "nothing has changed");
    DROP(s, &before, &other);
    /* A counter is full, and so is the other's; an empty one stays so. */
    uint64_t *counts = state.word + s->def->part[3].offset;
    counts[1] = UINT64_MAX;
    before = copy(s, &state);
    ck_assert_int_eq(cxm_state_add(s->def, &state, odd.v, &alloc),
                     CXM_EOVERFLOW);
    ck_assert_int_eq(cxm_state_add(s->def, &state, far.v, &alloc),
                     CXM_EOVERFLOW);
    holds(s, same(s, &state, &before), "nothing has changed");
    DROP(s, &state, &before);
    counts[1] = UINT64_MAX;
    ck_assert_int_eq(cxm_state_add(s->def, &state, far.v, &alloc),
                     CXM_EOVERFLOW);
    ck_assert_uint_eq(memory.bytes, 0);
}
END_TEST

/* Many rows and a bad one: the good ones are taken back. */
START_TEST(a_bad_column_changes_nothing_of_a_state_that_owns_memory)
{
    enum { N = 300 };
    const struct subject *s = &subjects[0];
    int64_t duration[N];
    int64_t number[N];
    struct observation o[10];
    const struct cxm_column column[] = {
        {duration, NULL, 0, CXM_COLUMN_I64, 0},
        {number, NULL, 0, CXM_COLUMN_I64, 0},
    };
    for (int i = 0; i < N; i++) {
        const struct observation x = draw(s);
        duration[i] = x.v[0];
        number[i] = x.v[1];
    }
    struct state before = filled(s, o, 10);
    struct state state = copy(s, &before);
    int status = CXM_ENOMEM;
    for (uint64_t n = 0; status == CXM_ENOMEM; n++) {
        memory_fail(&memory, n);
        status =
            cxm_state_add_many(s->def, &state, column, N, &alloc, NULL, NULL);
        memory_fail(&memory, MEMORY_NEVER);
        holds(s, (status == CXM_ENOMEM) == same(s, &state, &before),
              "nothing has changed where there was no memory");
    }
    ck_assert_int_eq(status, CXM_OK);
    DROP(s, &state);
    duration[N - 1] = -1;
    ck_assert_int_eq(
        cxm_state_add_many(s->def, &state, column, N, &alloc, NULL, NULL),
        CXM_ERANGE);
    holds(s, same(s, &state, &zero), "nothing has changed");
    DROP(s, &before);
}
END_TEST

START_TEST(a_definition_without_memory_is_refused_and_leaks_nothing)
{
    for (size_t i = 0; i < n_subjects; i++) {
        const struct subject *s = &subjects[i];
        int status = cxm_kpi_find(s->def->kpi->info.name) ? CXM_ENOMEM : CXM_OK;
        for (uint64_t n = 0; status == CXM_ENOMEM; n++) {
            struct cxm_error error;
            struct cxm_def *def = (struct cxm_def *)&memory;
            holds(s, n < 10, "a definition needs few blocks");
            memory_fail(&memory, n);
            status = cxm_def_new(&def, cxm_def_text(s->def), &alloc, &error);
            holds(s, n > 0 || status == CXM_ENOMEM, "there was no memory");
            holds(s, status == CXM_OK || status == CXM_ENOMEM, "CXM_ENOMEM");
            if (status == CXM_ENOMEM)
                holds(s, !def && error.status == status && memory.bytes == 0,
                      "nothing is left");
            else
                cxm_def_free(def, &alloc);
        }
        holds(s, memory.bytes == 0, "nothing is left");
    }
}
END_TEST

/* ---- Columns --------------------------------------------------------------- */

#define COLUMN_ROWS 300

/* Observations by component. */
struct columns {
    int64_t value[CXM_ARITY_MAX][COLUMN_ROWS];
    const int64_t *column[CXM_ARITY_MAX];
};

static void draw_columns(const struct subject *s, struct columns *columns)
{
    for (size_t row = 0; row < COLUMN_ROWS; row++) {
        const struct observation o = draw(s);
        for (size_t i = 0; i < CXM_ARITY_MAX; i++)
            columns->value[i][row] = o.v[i];
    }
    for (size_t i = 0; i < CXM_ARITY_MAX; i++)
        columns->column[i] = columns->value[i];
}

static struct observation row_of(const struct columns *columns, size_t row)
{
    struct observation o;
    for (size_t i = 0; i < CXM_ARITY_MAX; i++)
        o.v[i] = columns->value[i][row];
    return o;
}

START_TEST(adding_columns_is_adding_their_rows)
{
    static const size_t rows[] = {0, 1, 2, 15, 16, 17, 64, 299, COLUMN_ROWS};
    static struct columns columns;
    for (size_t i = 0; i < n_subjects; i++) {
        const struct subject *s = &subjects[i];
        for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
            struct observation o[10];
            struct state whole = filled(s, o, 10 * (k % 2));
            struct state each = copy(s, &whole);
            size_t bad = 77;
            draw_columns(s, &columns);
            holds(s,
                  cxm__state_add_columns(s->def, &whole, columns.column,
                                         rows[k], &alloc, &bad) == CXM_OK,
                  "columns are added");
            for (size_t row = 0; row < rows[k]; row++) {
                const struct observation x = row_of(&columns, row);
                add(s, &each, &x);
            }
            holds(s, same(s, &whole, &each), "so are their rows");
            DROP(s, &whole, &each);
        }
    }
}
END_TEST

/* A first component that no state takes; 0 where there is none such. */
static int spoil(const struct subject *s, int64_t *value)
{
    const struct cxm_input *input = cxm_def_kpi(s->def)->input;
    if (cxm_def_arity(s->def) == 0)
        return 0;
    if (cxm_def_scale(s->def)) {
        *value = 1; /* a millionth is no point of a scale */
        return 1;
    }
    *value = input[0].low == INT64_MIN ? 0 : input[0].low - 1;
    return input[0].low != INT64_MIN;
}

START_TEST(columns_with_a_bad_row_or_without_memory_change_nothing)
{
    static const size_t at[] = {0, 1, 16, 150, COLUMN_ROWS - 1};
    static struct columns columns;
    for (size_t i = 0; i < n_subjects; i++) {
        const struct subject *s = &subjects[i];
        struct observation o[10];
        struct state before = filled(s, o, 10);
        struct state state = copy(s, &before);
        int64_t worst = 0;
        size_t bad;
        for (size_t k = 0; spoil(s, &worst) && k < sizeof at / sizeof *at;
             k++) {
            draw_columns(s, &columns);
            columns.value[0][at[k]] = columns.value[0][COLUMN_ROWS - 1] = worst;
            const int status = cxm__state_add_columns(
                s->def, &state, columns.column, COLUMN_ROWS, &alloc, &bad);
            holds(s, status == CXM_ERANGE && bad == at[k],
                  "the first bad row is named");
            holds(s, same(s, &state, &before), "nothing has changed");
        }
        draw_columns(s, &columns);
        int status = CXM_ENOMEM;
        for (uint64_t n = 0; status == CXM_ENOMEM; n++) {
            memory_fail(&memory, n);
            status = cxm__state_add_columns(s->def, &state, columns.column,
                                            COLUMN_ROWS, &alloc, &bad);
            memory_fail(&memory, MEMORY_NEVER);
            holds(s, status == CXM_OK || same(s, &state, &before),
                  "nothing has changed");
        }
        holds(s, status == CXM_OK, "with memory, columns are added");
        DROP(s, &state, &before);
        holds(s, memory.bytes == 0, "nothing is left");
    }
}
END_TEST

static void tests(TCase *tc)
{
    tcase_add_checked_fixture(tc, set_up, tear_down);
    tcase_add_test(tc,
                   merge_is_associative_and_commutative_with_zero_as_identity);
    tcase_add_test(tc, any_split_in_any_order_equals_the_whole);
    tcase_add_test(tc, remove_inverts_add_and_unmerge_inverts_merge);
    tcase_add_test(tc, adding_n_at_once_is_adding_n_times);
    tcase_add_test(tc, replacing_is_removing_and_adding);
    tcase_add_test(tc, a_value_out_of_bounds_changes_nothing);
    tcase_add_test(tc, what_was_never_added_is_not_taken_from_an_empty_state);
    tcase_add_test(tc, a_full_state_refuses_and_never_wraps);
    tcase_add_test(tc, a_merge_that_overflows_late_changes_nothing);
    tcase_add_test(tc, reading_is_pure_and_an_accepted_state_can_be_read);
    tcase_add_test(tc, random_changes_agree_with_a_list);
    tcase_add_test(tc, a_change_without_memory_is_refused_and_changes_nothing);
    tcase_add_test(tc, adding_columns_is_adding_their_rows);
    tcase_add_test(tc, columns_with_a_bad_row_or_without_memory_change_nothing);
    tcase_add_test(
        tc, what_was_taken_away_and_not_trimmed_needs_no_memory_to_return);
    tcase_add_test(tc, a_late_refusal_is_undone_without_memory);
    tcase_add_test(tc,
                   a_bad_column_changes_nothing_of_a_state_that_owns_memory);
    tcase_add_test(tc,
                   a_definition_without_memory_is_refused_and_leaks_nothing);
}

TEST_MAIN(tests)
