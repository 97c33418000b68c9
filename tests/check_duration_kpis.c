/* SPDX-License-Identifier: MIT */
/*
 * The KPIs that measure how long something takes, and those of a call queue.
 * Sources: Vn and Sn are the numbered examples of the project's collection of
 * published figures; the names are those of the systems that define them so.
 */
#include "memory.h"
#include "tickets.h"
#include "vectors.h"

#define STATE_WORDS 64

/* A definition, a state and what it says. */
struct kpi {
    struct cxm_def *def;
    uint64_t state[STATE_WORDS];
    struct cxm_result result;
    uint64_t others; /* tickets that were not counted */
};

static struct kpi counted(const char *text, const char *tickets)
{
    struct kpi kpi;
    memset(&kpi, 0, sizeof kpi);
    kpi.def = def_of(text);
    ck_assert_uint_le(cxm_def_state_size(kpi.def), sizeof kpi.state);
    ticket_add_all(kpi.def, kpi.state, tickets, &kpi.others);
    return kpi;
}

static void read_as(struct kpi *kpi, const char *text)
{
    struct cxm_reading reading;
    struct cxm_error error;
    const int status = cxm_reading_init(&reading, kpi->def, text, &error);
    ck_assert_msg(status == CXM_OK, "%s: %s", text, error.text);
    ck_assert_int_ge(
        cxm_state_figures(kpi->def, kpi->state, &reading, &kpi->result), 0);
}

static void drop(struct kpi *kpi)
{
    cxm_state_drop(kpi->def, kpi->state, NULL);
    cxm_def_free(kpi->def, NULL);
}

/* The figure of that name; NaN where it is undefined. */
static double figure(const struct kpi *kpi, const char *name)
{
    const struct cxm_figure *list = cxm_def_kpi(kpi->def)->figure;
    uint32_t i = 0;
    while (list[i].name && strcmp(list[i].name, name) != 0)
        i++;
    ck_assert_msg(list[i].name != NULL, "no figure %s", name);
    if (kpi->result.undefined >> i & 1)
        return NAN;
    return list[i].type == CXM_FIGURE_COUNT
               ? (double)kpi->result.figure[i].count
               : kpi->result.figure[i].real;
}

/* What a median is read from knows values to 1/128. */
static void near(const char *what, double got, double expected)
{
    ck_assert_msg(fabs(got - expected) <= expected / 128, "%s: %g, not %g",
                  what, got, expected);
}

/* What one ticket says: a verdict, v[0] (ms or hit), or part of a message. */
static const struct {
    const char *source;
    const char *def;
    const char *ticket;
    int verdict;
    int64_t v;
    const char *says;
} measured[] = {
    {"V83: from Monday 10:00 to 11:30", "frt", "created=10h replied=11h30m",
     CXM_COUNTED, 5400000, ""},
    {"V67: two hours", "frt", "first_reply_time=2h", CXM_COUNTED, 7200000, ""},
    {"V68: from the agent's turn", "frt start=assigned",
     "created=0s assigned=20s replied=62s", CXM_COUNTED, 42000, ""},
    {"V79: closed after 70 minutes", "resolution", "created=0s closed=70m",
     CXM_COUNTED, 4200000, ""},
    {"a reply at once", "frt", "created=1h replied=1h", CXM_COUNTED, 0, ""},
    {"no reply yet", "frt", "created=1h replied= solved=", CXM_UNDECIDED, 0,
     ""},
    {"no reply, and nothing on solving", "frt",
     "created=1h replied=", CXM_UNDECIDED, 0, ""},
    {"solved without a reply", "frt", "created=1h replied= solved=2h",
     CXM_MISSING, 0, ""},
    {"replied, but since when", "frt", "created= replied=3h", CXM_MISSING, 0,
     ""},
    {"merged", "frt", "created=1h replied=2h status=3", CXM_INELIGIBLE, 0, ""},
    {"deleted", "resolution", "created=1h solved=2h status=4", CXM_INELIGIBLE,
     0, ""},
    {"replied, never assigned", "frt start=assigned",
     "created=1h assigned= replied=2h", CXM_MISSING, 0, ""},
    {"assigned, not replied", "frt start=assigned",
     "created=1h assigned=1h replied=", CXM_UNDECIDED, 0, ""},
    {"replied before creation", "frt", "created=2h replied=1h", CXM_ERANGE, 0,
     "first_reply_time is negative: the reply is before the creation"},
    {"a negative duration", "frt", "first_reply_time=-1s", CXM_ERANGE, 0,
     "first_reply_time is negative"},
    {"replied before assigned", "frt start=assigned", "assigned=2h replied=1h",
     CXM_ERANGE, 0, "the reply is before the assignment"},
    {"solved before creation", "resolution", "created=2h solved=1h", CXM_ERANGE,
     0, "resolution_time is negative"},
    {"not solved", "resolution", "created=2h solved=", CXM_INELIGIBLE, 0, ""},
    {"reopened", "resolution", "created=2h solved=3h status=0", CXM_INELIGIBLE,
     0, ""},
    {"nothing on solving", "resolution", "created=2h", CXM_MISSING, 0, ""},
    {"solved, but since when", "resolution", "created= solved=3h", CXM_MISSING,
     0, ""},
    {"the last time", "resolution", "created=0s first_solved=1h solved=3h",
     CXM_COUNTED, 10800000, ""},
    {"the first time", "resolution resolution=first",
     "created=0s first_solved=1h solved=3h", CXM_COUNTED, 3600000, ""},
    {"the first time unknown", "resolution resolution=first",
     "created=0s first_solved= solved=3h", CXM_MISSING, 0, ""},
    {"the first time, and nothing on solving", "resolution resolution=first",
     "first_resolution_time=1h", CXM_MISSING, 0, ""},
    {"answered", "asa", "wait=9s answered=1", CXM_COUNTED, 9000, ""},
    {"answered at once", "asa", "offered_at=5s answered_at=5s", CXM_COUNTED, 0,
     ""},
    {"abandoned", "asa", "wait=9s abandoned=1", CXM_INELIGIBLE, 0, ""},
    {"called back", "asa", "wait=9s answered=0 abandoned=0", CXM_INELIGIBLE, 0,
     ""},
    {"outbound", "asa", "wait=9s answered=1 direction=1", CXM_INELIGIBLE, 0,
     ""},
    {"a file of waits", "asa", "wait=9s", CXM_COUNTED, 9000, ""},
    {"a file of waits, an empty one", "asa", "wait=", CXM_MISSING, 0, ""},
    {"still ringing", "asa",
     "offered_at=5s answered_at= ended_at=", CXM_UNDECIDED, 0, ""},
    {"hung up", "asa", "offered_at=5s answered_at= ended_at=9s", CXM_INELIGIBLE,
     0, ""},
    {"answered, wait unknown", "asa", "wait= answered=1", CXM_MISSING, 0, ""},
    {"it said no, and is over for asa", "asa",
     "wait=9s answered=0 abandoned=", CXM_INELIGIBLE, 0, ""},
    {"ended, and nothing says how", "asa", "wait=9s answered= ended_at=1h",
     CXM_MISSING, 0, ""},
    {"answered before offered", "asa", "offered_at=9s answered_at=5s",
     CXM_ERANGE, 0, "wait is negative"},
    {"all three", "aht", "talk=240s hold=40s wrap=20s", CXM_COUNTED, 240000,
     ""},
    {"empty beside filled is 0", "aht", "talk= hold= wrap=20s", CXM_COUNTED, 0,
     ""},
    {"all empty", "aht", "talk= hold= wrap=", CXM_MISSING, 0, ""},
    {"talk from the times", "aht", "answered_at=5s ended_at=65s", CXM_COUNTED,
     60000, ""},
    {"unanswered", "aht", "talk=0s answered=0", CXM_INELIGIBLE, 0, ""},
    {"gave up, the other flag empty", "aht", "talk=0s answered= abandoned=1",
     CXM_INELIGIBLE, 0, ""},
    {"abandoned", "aht", "talk=0s abandoned=1", CXM_INELIGIBLE, 0, ""},
    {"outbound is handled, too", "aht", "talk=9s direction=1", CXM_COUNTED,
     9000, ""},
    {"a negative hold", "aht", "talk=9s hold=-1s", CXM_ERANGE, 0,
     "hold is negative"},
    {"a column", "aht handle=column", "handle=5m talk=1m", CXM_COUNTED, 300000,
     ""},
    {"an empty column", "aht handle=column", "handle= talk=1m", CXM_MISSING, 0,
     ""},
    {"S1: first contact to resolution", "aht handle=elapsed",
     "created=1h solved=3h", CXM_COUNTED, 7200000, ""},
    {"not resolved", "aht handle=elapsed", "created=1h solved=", CXM_INELIGIBLE,
     0, ""},
    {"nothing on solving", "aht handle=elapsed", "created=1h", CXM_MISSING, 0,
     ""},
    {"a leg", "aht per=leg", "talk=240s hold=40s wrap=20s", CXM_COUNTED, 240000,
     ""},
    {"a leg of one part", "aht per=leg", "talk= hold= wrap=20s", CXM_COUNTED, 0,
     ""},
    {"no leg", "aht per=leg", "talk= hold= wrap=", CXM_INELIGIBLE, 0, ""},
    {"no leg, of a column", "aht handle=column per=leg", "handle= talk=1m",
     CXM_INELIGIBLE, 0, ""},
    {"a ticket lacks them", "aht per=ticket", "talk= hold= wrap=", CXM_MISSING,
     0, ""},
    {"a leg of negative length", "aht per=leg",
     "talk=-1s hold= wrap=", CXM_ERANGE, 0, "talk is negative"},
    {"a segment sum", "handle-per-resolution", "talk=4m wrap=1m solved=1h",
     CXM_COUNTED, 300000, ""},
    {"segments, not the column", "handle-per-resolution",
     "talk=4m handle=9m solved=1h", CXM_COUNTED, 240000, ""},
    {"the column, not segments", "handle-per-resolution handle=column",
     "talk=4m handle=9m solved=", CXM_COUNTED, 540000, ""},
    {"no column, though there is talk", "handle-per-resolution handle=column",
     "talk=4m handle= solved=1h", CXM_MISSING, 0, ""},
    {"an empty talk is 0 as for aht", "handle-per-resolution",
     "talk= wrap=1m handle=9m solved=1h", CXM_COUNTED, 60000, ""},
    {"the segments of a call with talk", "handle-per-resolution",
     "answered_at=1h ended_at=1h4m wrap=1m solved=2h", CXM_COUNTED, 300000, ""},
    {"no time", "handle-per-resolution", "talk= handle= solved=", CXM_MISSING,
     0, ""},
    {"nothing on solving", "handle-per-resolution", "talk=9m", CXM_MISSING, 0,
     ""},
    {"a missed call is no work", "handle-per-resolution handle=column",
     "handle=0s solved= answered=0", CXM_INELIGIBLE, 0, ""},
    {"in time", "service-level", "wait=20s answered=1", CXM_COUNTED, 1, ""},
    {"too late", "service-level", "wait=21s answered=1", CXM_COUNTED, 0, ""},
    {"answered, wait unknown", "service-level", "wait= answered=1", CXM_MISSING,
     0, ""},
    {"gave up after an unknown wait", "service-level", "wait= abandoned=1",
     CXM_COUNTED, 0, ""},
    {"was it short", "service-level short-abandon=5s", "wait= abandoned=1",
     CXM_MISSING, 0, ""},
    {"short, but only the answered count",
     "service-level denominator=answered short-abandon=5s", "wait= abandoned=1",
     CXM_INELIGIBLE, 0, ""},
    {"never queued", "service-level denominator=queued", "wait= abandoned=1",
     CXM_INELIGIBLE, 0, ""},
    {"called back from the queue", "service-level denominator=queued",
     "wait=9s answered=0 abandoned=0", CXM_COUNTED, 0, ""},
    {"still ringing", "service-level",
     "wait=9s answered= abandoned=", CXM_UNDECIDED, 0, ""},
    {"ended, and nothing says how", "service-level",
     "wait=9s answered= ended_at=1h", CXM_MISSING, 0, ""},
    {"the same of those answered only", "service-level denominator=answered",
     "wait=9s answered= ended_at=1h", CXM_MISSING, 0, ""},
    {"not answered, so a miss however it went on", "service-level",
     "wait=9s answered=0 abandoned=", CXM_COUNTED, 0, ""},
    {"not answered is none of the answered",
     "service-level denominator=answered",
     "wait=9s answered=0 abandoned=", CXM_INELIGIBLE, 0, ""},
    {"it may have been a short one", "service-level short-abandon=9s",
     "wait=9s answered=0 abandoned=", CXM_MISSING, 0, ""},
    {"too long for a short one", "service-level short-abandon=8s",
     "wait=9s answered=0 abandoned=", CXM_COUNTED, 0, ""},
    {"a file that cannot tell", "service-level", "wait=9s", CXM_MISSING, 0, ""},
    {"the end before the beginning", "service-level short-abandon=5s",
     "offered_at=9s answered_at= ended_at=5s", CXM_ERANGE, 0,
     "wait is negative"},
    {"gave up", "abandonment", "abandoned=1", CXM_COUNTED, 1, ""},
    {"stayed", "abandonment", "answered=1", CXM_COUNTED, 0, ""},
    {"called back", "abandonment", "answered=0 abandoned=0", CXM_COUNTED, 0,
     ""},
    {"never queued", "abandonment denominator=queued", "wait= abandoned=1",
     CXM_INELIGIBLE, 0, ""},
    {"queued for no time", "abandonment denominator=queued",
     "wait=0s abandoned=1", CXM_COUNTED, 1, ""},
    {"at most 5 s is short", "abandonment short-abandon=5s",
     "wait=5s abandoned=1", CXM_INELIGIBLE, 0, ""},
    {"was it short", "abandonment short-abandon=5s", "wait= abandoned=1",
     CXM_MISSING, 0, ""},
    {"answered at once is not short", "abandonment short-abandon=5s",
     "wait=0s answered=1", CXM_COUNTED, 0, ""},
    {"still ringing", "abandonment", "abandoned=", CXM_UNDECIDED, 0, ""},
    {"ended, and nothing says how", "abandonment",
     "answered= abandoned= ended_at=1h", CXM_MISSING, 0, ""},
    {"not answered, and nothing says who gave up", "abandonment",
     "answered=0 abandoned=", CXM_MISSING, 0, ""},
    {"a file of answers: who was not answered gave up", "abandonment",
     "answered=0", CXM_COUNTED, 1, ""},
    {"a file that cannot tell", "abandonment", "wait=9s", CXM_MISSING, 0, ""},
    {"outbound", "abandonment", "abandoned=1 direction=1", CXM_INELIGIBLE, 0,
     ""},
};

START_TEST(a_ticket_says_one_thing)
{
    struct cxm_error error;
    struct cxm_def *def = def_of(measured[_i].def);
    memset(&error, 0, sizeof error);
    const struct cxm_observation o =
        ticket_measure(def, measured[_i].ticket, CXM_AS_OF_UNKNOWN, &error);
    ck_assert_msg(o.verdict == measured[_i].verdict, "%s: %s, %s",
                  measured[_i].source, verdict_name(o.verdict), error.text);
    if (o.verdict == CXM_COUNTED)
        ck_assert_msg(o.v[0] == measured[_i].v, "%s: %lld", measured[_i].source,
                      (long long)o.v[0]);
    ck_assert_int_eq(o.due, 0);
    ck_assert_msg(strstr(error.text, measured[_i].says) != NULL, "%s: %s",
                  measured[_i].source, error.text);
    cxm_def_free(def, NULL);
}
END_TEST

/* Calls as several systems would count them; 122 are in the file. */
#define CALLS                                                                  \
    "wait=10s answered=1 count=69; wait=20s answered=1;"                       \
    "wait=21s answered=1 count=20;"                                            \
    "wait=6s abandoned=1 count=4; wait=30s abandoned=1 count=6;"               \
    "wait=15s answered=0 abandoned=0 count=5;"                                 \
    "wait= abandoned=1 count=3;"                                               \
    "wait=5s answered=1 direction=1 count=7;"                                  \
    "wait=9s answered= abandoned= count=2;"                                    \
    "wait= answered=1 count=5"

static const struct {
    const char *source;
    const char *def;
    const char *tickets;
    uint64_t hits;
    uint64_t n;
    uint64_t others;
} shares[] = {
    {"Genesys: (answered - late) / (answered + abandoned + flow-outs)",
     "service-level", CALLS, 70, 108, 14},
    {"COPC: answered in X s / received", "service-level within=21s", CALLS, 90,
     108, 14},
    {"Talkdesk: within / (inbound - short abandoned), at most 6 s; those who "
     "gave up after an unknown time are missing",
     "service-level short-abandon=6s", CALLS, 70, 101, 21},
    {"a limit is included, not passed", "service-level short-abandon=5999ms",
     CALLS, 70, 105, 17},
    {"a wait of 20 s is within 20 s, not within 19999 ms",
     "service-level within=19999ms", CALLS, 69, 108, 14},
    {"Genesys without abandons and flow-outs, CxEngage: ignore abandons",
     "service-level denominator=answered", CALLS, 70, 90, 32},
    {"the same where a file cannot tell", "service-level denominator=answered",
     "wait=20s; wait=21s; wait=", 1, 2, 1},
    {"Amazon: queued; who has no wait was never there",
     "service-level denominator=queued", CALLS, 70, 105, 17},
    {"queued and short", "service-level denominator=queued short-abandon=6s",
     CALLS, 70, 101, 21},
    {"from times alone", "service-level",
     "offered_at=0s answered_at=20s ended_at=60s;"
     "offered_at=0s answered_at= ended_at=90s;"
     "offered_at=0s answered_at= ended_at=",
     1, 2, 1},
    {"V85: 10 of 100", "abandonment",
     "answered=1 count=90; abandoned=1 count=10", 10, 100, 0},
    {"Amazon: callbacks are not abandoned", "abandonment", CALLS, 13, 113, 9},
    {"Amazon: of the queued", "abandonment denominator=queued", CALLS, 10, 105,
     17},
    {"univoip: at most 6 s is short", "abandonment short-abandon=6s", CALLS, 6,
     106, 16},
    {"queued and short", "abandonment denominator=queued short-abandon=6s",
     CALLS, 6, 101, 21},
    {"a call that says both was answered", "abandonment",
     "answered=1 abandoned=1; answered=0", 1, 2, 0},
    {"from times alone", "abandonment short-abandon=5s",
     "offered_at=0s answered_at=20s ended_at=60s;"
     "offered_at=0s answered_at= ended_at=5s;"
     "offered_at=0s answered_at= ended_at=6s",
     1, 2, 1},
    {"merged and deleted calls", "abandonment",
     "abandoned=1 status=3; abandoned=1 status=4; abandoned=1", 1, 1, 2},
};

START_TEST(a_queue_is_counted_by_its_definition)
{
    struct kpi kpi = counted(shares[_i].def, shares[_i].tickets);
    read_as(&kpi, "");
    ck_assert_msg(
        figure(&kpi, "hits") == (double)shares[_i].hits &&
            kpi.result.n == shares[_i].n && kpi.others == shares[_i].others,
        "%s: %g of %llu, %llu others", shares[_i].source, figure(&kpi, "hits"),
        (unsigned long long)kpi.result.n, (unsigned long long)kpi.others);
    ck_assert_double_eq_tol(
        kpi.result.value, 100 * (double)shares[_i].hits / (double)shares[_i].n,
        1e-12);
    drop(&kpi);
}
END_TEST

/* A figure that is exact, or one of the histogram's. */
static const struct {
    const char *source;
    const char *def;
    const char *tickets;
    const char *figure;
    double value;
} figures[] = {
    {"V85: 500 s of wait by 100 answered", "asa",
     "wait=3s answered=1 count=60; wait=8s answered=1 count=40;"
     "wait=70s abandoned=1 count=10",
     "mean", 5},
    {"Genesys: (talk + hold + after-call work) / handled", "aht",
     "talk=240s hold=40s wrap=20s; talk=120s hold= wrap=30s", "mean", 225},
    {"their parts", "aht",
     "talk=240s hold=40s wrap=20s; talk=120s hold= wrap=30s", "talk", 180},
    {"their parts", "aht",
     "talk=240s hold=40s wrap=20s; talk=120s hold= wrap=30s", "hold", 20},
    {"V85: 200 min of after-call work in 100 calls", "aht",
     "talk=3m wrap=1m count=50; talk=3m wrap=3m count=50", "wrap", 120},
    {"no parts of a column", "aht handle=column", "handle=9s", "talk", NAN},
    {"a longer one counts as the cap", "aht cap=5m",
     "talk=4m hold=40s wrap=20s; talk=8h; talk=2m", "mean", 240},
    {"one at the cap is itself", "aht cap=5m", "talk=5m", "sum", 300},
    {"its parts are not capped", "aht cap=5m", "talk=10m", "talk", 600},
    {"no extreme above the cap", "aht handle=column cap=1m",
     "handle=2m; handle=30s", "max", 60},
    {"a capped column", "aht handle=column cap=1m", "handle=2m; handle=30s",
     "sum", 90},
    {"milliseconds are kept", "frt", "first_reply_time=1ms count=3", "sum",
     0.003},
    {"one value has no deviation", "frt", "first_reply_time=9s", "std_dev",
     NAN},
    {"of 1 s and 2 s", "frt", "first_reply_time=1s; first_reply_time=2s",
     "std_dev", 0.70710678118654757},
    {"a middle between two, type 7", "frt",
     "first_reply_time=100ms; first_reply_time=101ms", "median", 0.1005},
    {"all at once", "frt", "first_reply_time=0s count=7", "p99", 0},
    {"the shortest", "frt", "first_reply_time=9ms; first_reply_time=50ms",
     "min", 0.009},
    {"the longest", "frt", "first_reply_time=9ms; first_reply_time=50ms", "max",
     0.05},
    {"no memory, no median", "frt quantiles=no", "first_reply_time=9ms",
     "median", NAN},
    {"nor extremes", "frt quantiles=no", "first_reply_time=9ms", "max", NAN},
    {"but a mean", "frt quantiles=no", "first_reply_time=9ms", "mean", 0.009},
    {"work on the unsolved counts, too", "handle-per-resolution handle=column",
     "handle=5m solved=1h; handle=7m solved=", "sum", 720},
    {"one solved of two", "handle-per-resolution handle=column",
     "handle=5m solved=1h; handle=7m solved=", "resolved", 1},
    {"a single one has no error", "handle-per-resolution handle=column",
     "handle=5m solved=1h", "std_error", NAN},
};

START_TEST(a_figure_is_what_it_says)
{
    struct kpi kpi = counted(figures[_i].def, figures[_i].tickets);
    read_as(&kpi, "");
    const double got = figure(&kpi, figures[_i].figure);
    ck_assert_msg(isnan(figures[_i].value) ? isnan(got)
                                           : got == figures[_i].value,
                  "%s: %s of %s is %.17g", figures[_i].source,
                  figures[_i].figure, figures[_i].tickets, got);
    drop(&kpi);
}
END_TEST

/* The value of a reading. */
static const struct {
    const char *def;
    const char *tickets;
    const char *reading;
    double value; /* to 1/128 */
    const char *method;
} values[] = {
    {"frt", "first_reply_time=1m count=9; first_reply_time=9m", "", 60,
     "order-statistic"},
    {"frt", "first_reply_time=1m count=9; first_reply_time=9m", "figure=mean",
     108, "t"},
    {"frt", "first_reply_time=1m count=9; first_reply_time=9m", "figure=p99",
     496.8, "order-statistic"},
    {"frt quantiles=no", "first_reply_time=1m; first_reply_time=9m", "", 300,
     "t"},
    {"resolution", "resolution_time=2h; resolution_time=2h", "", 7200,
     "order-statistic"},
    {"asa", "wait=1s; wait=1s; wait=7s", "", 3, "t"},
    {"asa", "wait=1s; wait=1s; wait=7s", "figure=median", 1, "order-statistic"},
    {"asa", "wait=1s; wait=1s; wait=7s", "figure=p90", 5.8, "order-statistic"},
    {"aht", "talk=1s; talk=1s; talk=7s", "figure=p95", 6.4, "order-statistic"},
    {"aht quantiles=no", "talk=1s; talk=1s; talk=7s", "", 3, "t"},
    {"handle-per-resolution handle=column",
     "handle=5m solved=1h; handle=7m solved=", "", 720, "linearised"},
};

START_TEST(a_reading_chooses_the_value)
{
    struct kpi kpi = counted(values[_i].def, values[_i].tickets);
    read_as(&kpi, values[_i].reading);
    near(values[_i].reading, kpi.result.value, values[_i].value);
    ck_assert_str_eq(cxm_interval_name(kpi.result.method), values[_i].method);
    ck_assert_str_eq(kpi.result.unit, "s");
    drop(&kpi);
}
END_TEST

START_TEST(a_figure_that_was_not_kept_is_refused)
{
    static const char *const defs[] = {"frt quantiles=no", "asa quantiles=no",
                                       "aht quantiles=no",
                                       "resolution quantiles=no"};
    for (size_t i = 0; i < sizeof defs / sizeof *defs; i++) {
        struct cxm_def *def = def_of(defs[i]);
        struct cxm_reading reading;
        struct cxm_error error;
        ck_assert_int_eq(
            cxm_reading_init(&reading, def, "figure=median", &error),
            CXM_EOPTION);
        ck_assert_str_eq(error.text,
                         "with quantiles=no the only figure is mean");
        ck_assert_int_eq(cxm_reading_init(&reading, def, "figure=mean", NULL),
                         CXM_OK);
        cxm_def_free(def, NULL);
    }
}
END_TEST

/* Limits are counted apart, since no histogram could tell them exactly. */
START_TEST(the_share_within_a_limit_is_exact)
{
    /* V76: a target of 60 minutes, a reply after 75; and 1 ms about it. */
    struct kpi kpi = counted("frt within=4h,60m",
                             "created=0s replied=75m; created=0s replied=1h;"
                             "created=0s replied=1h1ms;"
                             "created=0s replied=5h");
    int64_t limit = 0;
    uint64_t hits = 0;
    uint64_t n = 0;
    read_as(&kpi, "");
    ck_assert_str_eq(cxm_def_text(kpi.def),
                     "frt start=created within=1h,4h quantiles=yes");
    ck_assert_int_eq(cxm_state_within(kpi.def, kpi.state, 0, &limit, &hits, &n),
                     CXM_OK);
    ck_assert(limit == 3600000 && hits == 1 && n == 4);
    ck_assert_int_eq(cxm_state_within(kpi.def, kpi.state, 1, &limit, &hits, &n),
                     CXM_OK);
    ck_assert(limit == 14400000 && hits == 3 && n == 4);
    ck_assert_int_eq(cxm_state_within(kpi.def, kpi.state, 2, &limit, &hits, &n),
                     CXM_EINVAL);
    ck_assert(!isnan(figure(&kpi, "within")));
    drop(&kpi);
    kpi = counted("frt", "first_reply_time=1h");
    read_as(&kpi, "");
    ck_assert(isnan(figure(&kpi, "within")) && isnan(figure(&kpi, "within_n")));
    drop(&kpi);
}
END_TEST

/* vectors/statistics.csv, aht-*: 20 handle times with one of 1847 s. */
static const int seconds[] = {35,  48,  61,  64,  77,  83,  90,
                              95,  102, 118, 125, 133, 140, 152,
                              171, 190, 214, 260, 305, 1847};

static struct kpi twenty(const char *def)
{
    struct kpi kpi;
    memset(&kpi, 0, sizeof kpi);
    kpi.def = def_of(def);
    for (size_t i = 0; i < sizeof seconds / sizeof *seconds; i++) {
        const int64_t v[CXM_ARITY_MAX] = {seconds[i] * INT64_C(1000)};
        ck_assert_int_eq(cxm_state_add(kpi.def, kpi.state, v, NULL), CXM_OK);
    }
    return kpi;
}

START_TEST(twenty_handle_times_are_as_in_r)
{
    struct kpi kpi = twenty("aht handle=column");
    read_as(&kpi, "");
    ck_assert_double_eq(figure(&kpi, "sum"), 4310);
    close_to("aht-mean", kpi.result.value, 215.5, 0);
    close_to("aht-sd", figure(&kpi, "std_dev"), 390.41145636771199, 1e-15);
    close_to("aht-t-lo", kpi.result.low, 32.781813988528867, 1e-12);
    close_to("aht-t-hi", kpi.result.high, 398.21818601147112, 1e-12);
    near("aht-q50-t7", figure(&kpi, "median"), 121.5);
    near("aht-q90-t7", figure(&kpi, "p90"), 264.5);
    near("aht-q95-t7", figure(&kpi, "p95"), 382.1);
    near("min", figure(&kpi, "min"), 35);
    near("max", figure(&kpi, "max"), 1847);
    drop(&kpi);
}
END_TEST

/* Of 20 values, the 6th and the 15th: P(X <= 5) = 0.0207 <= 0.025 < P(<= 6) */
START_TEST(a_median_lies_between_two_ranks)
{
    struct kpi kpi = twenty("aht handle=column");
    read_as(&kpi, "figure=median");
    near("median", kpi.result.value, 121.5);
    near("rank 6", kpi.result.low, 83);
    near("rank 15", kpi.result.high, 171);
    ck_assert_double_eq(kpi.result.level, 0.95);
    /* For p99 no rank of 20 is high enough. */
    read_as(&kpi, "figure=p99");
    ck_assert(isnan(kpi.result.low) && isnan(kpi.result.high));
    ck_assert(isnan(kpi.result.level) && kpi.result.value > 1000);
    drop(&kpi);
}
END_TEST

START_TEST(a_population_narrows_a_mean_only)
{
    struct kpi kpi = twenty("aht handle=column");
    struct cxm_reading reading;
    struct cxm_result all;
    struct cxm_result few;
    cxm_reading_init(&reading, kpi.def, "figure=mean", NULL);
    cxm_state_figures(kpi.def, kpi.state, &reading, &all);
    reading.population = 25;
    cxm_state_figures(kpi.def, kpi.state, &reading, &few);
    ck_assert(few.high - few.low < all.high - all.low);
    ck_assert_double_eq(few.value, all.value);
    cxm_reading_init(&reading, kpi.def, "figure=median", NULL);
    cxm_state_figures(kpi.def, kpi.state, &reading, &all);
    reading.population = 25;
    cxm_state_figures(kpi.def, kpi.state, &reading, &few);
    ck_assert(few.low == all.low && few.high == all.high);
    reading.population = 19;
    ck_assert_int_eq(cxm_state_figures(kpi.def, kpi.state, &reading, &few),
                     CXM_EINVAL);
    drop(&kpi);
}
END_TEST

START_TEST(no_interval_is_none)
{
    static const char *const readings[] = {"figure=mean", "figure=median"};
    struct kpi kpi = twenty("aht handle=column");
    for (size_t i = 0; i < 2; i++) {
        struct cxm_reading reading;
        struct cxm_result result;
        cxm_reading_init(&reading, kpi.def, readings[i], NULL);
        ck_assert_int_eq(
            cxm_reading_set_interval(&reading, kpi.def, "none", NULL), CXM_OK);
        ck_assert_int_eq(
            cxm_state_figures(kpi.def, kpi.state, &reading, &result), CXM_OK);
        ck_assert(isnan(result.low) && isnan(result.high));
        ck_assert(!isnan(result.value));
    }
    drop(&kpi);
}
END_TEST

/* Handle times and whether solved, as struct cxm_ratio sees them. */
START_TEST(handle_per_resolution_is_a_ratio_of_sums)
{
    struct cxm_ratio ratio;
    struct cxm_interval interval;
    struct kpi kpi;
    memset(&kpi, 0, sizeof kpi);
    kpi.def = def_of("handle-per-resolution");
    cxm_ratio_init(&ratio);
    ck_assert_uint_eq(cxm_def_state_size(kpi.def), sizeof ratio);
    for (size_t i = 0; i < sizeof seconds / sizeof *seconds; i++) {
        const int64_t v[CXM_ARITY_MAX] = {seconds[i] * INT64_C(1000),
                                          i % 3 != 0};
        ck_assert_int_eq(cxm_state_add(kpi.def, kpi.state, v, NULL), CXM_OK);
        ck_assert_int_eq(cxm_ratio_add(&ratio, v[0], v[1]), CXM_OK);
    }
    ck_assert_int_eq(memcmp(&ratio, kpi.state, sizeof ratio), 0);
    read_as(&kpi, "");
    cxm_ratio_result(&ratio, CXM_INTERVAL_LINEARISED, 0.95, 0, &interval);
    ck_assert_uint_eq(kpi.result.n, 20);
    ck_assert_double_eq(figure(&kpi, "sum"), 4310);
    ck_assert_double_eq(figure(&kpi, "resolved"), 13);
    close_to("value", kpi.result.value, 4310.0 / 13, 0);
    close_to("value", kpi.result.value, interval.value / 1000, 1e-15);
    close_to("low", kpi.result.low, interval.low / 1000, 0);
    close_to("high", kpi.result.high, interval.high / 1000, 0);
    close_to("std_error", figure(&kpi, "std_error"),
             cxm_ratio_error(&ratio, 0) / 1000, 0);
    drop(&kpi);
}
END_TEST

START_TEST(work_without_a_resolution_has_no_ratio)
{
    struct kpi kpi = counted("handle-per-resolution handle=column",
                             "handle=5m solved=; handle=7m solved=");
    read_as(&kpi, "");
    ck_assert_uint_eq(kpi.result.n, 2);
    ck_assert(isnan(kpi.result.value) && isnan(kpi.result.low));
    ck_assert_double_eq(figure(&kpi, "sum"), 720);
    ck_assert_double_eq(figure(&kpi, "resolved"), 0);
    ck_assert(isnan(figure(&kpi, "std_error")));
    drop(&kpi);
}
END_TEST

/* Of what no ticket is counted there is no figure, and not a 0. */
START_TEST(nothing_counted_is_empty)
{
    static const char *const defs[] = {"aht",
                                       "frt",
                                       "asa",
                                       "resolution",
                                       "service-level",
                                       "abandonment",
                                       "handle-per-resolution",
                                       "frt within=1h quantiles=no"};
    for (size_t i = 0; i < sizeof defs / sizeof *defs; i++) {
        struct kpi kpi = counted(defs[i], "status=3");
        ck_assert_int_eq(
            cxm_state_figures(kpi.def, kpi.state, NULL, &kpi.result),
            CXM_EMPTY);
        ck_assert(isnan(kpi.result.value));
        ck_assert_uint_eq(kpi.others, 1);
        drop(&kpi);
    }
}
END_TEST

/* What is taken back leaves what was there before, and no memory. */
START_TEST(a_duration_can_be_taken_back)
{
    static const char *const defs[] = {"aht cap=1m", "aht handle=column",
                                       "frt within=10s,1h", "asa",
                                       "resolution quantiles=no"};
    for (size_t i = 0; i < sizeof defs / sizeof *defs; i++) {
        struct memory memory;
        const struct cxm_alloc alloc = memory_start(&memory);
        uint64_t state[STATE_WORDS] = {0};
        const uint64_t zero[STATE_WORDS] = {0};
        struct cxm_def *def = def_of(defs[i]);
        const int64_t one[CXM_ARITY_MAX] = {50000, 8000, 7000};
        const int64_t two[CXM_ARITY_MAX] = {10000, 0, 1};
        ck_assert_int_eq(cxm_state_add(def, state, one, &alloc), CXM_OK);
        ck_assert_int_eq(cxm_state_add_n(def, state, two, 9, &alloc), CXM_OK);
        ck_assert_int_eq(cxm_state_remove(def, state, one, &alloc), CXM_OK);
        ck_assert_int_eq(cxm_state_remove_n(def, state, two, 9, &alloc),
                         CXM_OK);
        ck_assert_int_eq(memcmp(state, zero, sizeof state), 0);
        ck_assert_uint_eq(memory.bytes, 0);
        cxm_def_free(def, NULL);
    }
}
END_TEST

START_TEST(a_duration_out_of_range_is_refused)
{
    const int64_t most = (INT64_C(1) << 53) - 1;
    const int64_t sum[CXM_ARITY_MAX] = {most, 1, 0};
    const int64_t negative[CXM_ARITY_MAX] = {-1, 0, 0};
    const int64_t fits[CXM_ARITY_MAX] = {most - 2, 1, 1};
    struct kpi kpi = counted("aht cap=1h", "");
    ck_assert_int_eq(cxm_state_add(kpi.def, kpi.state, sum, NULL), CXM_ERANGE);
    ck_assert_int_eq(cxm_state_add(kpi.def, kpi.state, negative, NULL),
                     CXM_ERANGE);
    ck_assert_int_eq(cxm_state_add(kpi.def, kpi.state, fits, NULL), CXM_OK);
    read_as(&kpi, "");
    ck_assert_double_eq(kpi.result.value, 3600);
    drop(&kpi);
}
END_TEST

/* Without quantiles a state is so many bytes and owns nothing. */
static const struct {
    const char *def;
    size_t bytes;
} sizes[] = {
    {"frt within=1h,2h,3h,4h quantiles=no", 104},
    {"asa quantiles=no", 40},
    {"resolution within=1d quantiles=no", 56},
    {"aht quantiles=no", 88},
    {"aht handle=column cap=1h quantiles=no", 40},
    {"service-level", 16},
    {"abandonment", 16},
    {"handle-per-resolution", 96},
};

START_TEST(a_state_without_quantiles_owns_nothing)
{
    struct memory memory;
    const struct cxm_alloc alloc = memory_start(&memory);
    uint64_t state[STATE_WORDS] = {0};
    struct cxm_def *def = def_of(sizes[_i].def);
    const int64_t v[CXM_ARITY_MAX] = {1, 1, 1};
    ck_assert_uint_eq(cxm_def_state_size(def), sizes[_i].bytes);
    ck_assert_int_eq(cxm_state_add(def, state, v, &alloc), CXM_OK);
    ck_assert_uint_eq(memory.calls, 0);
    cxm_def_free(def, NULL);
}
END_TEST

#define F(name) CXM_FIELD_##name

/* What a definition needs of its source, and is then by default. */
static const struct {
    const char *def;
    uint64_t fields;
    const char *lacks; /* NULL: nothing */
    const char *text;
} sources[] = {
    {"frt", F(CREATED), "needs first_reply_time, or created and replied",
     "frt start=created quantiles=yes"},
    {"frt", F(CREATED) | F(REPLIED), NULL, "frt start=created quantiles=yes"},
    {"frt", F(FIRST_REPLY_TIME), NULL, "frt start=created quantiles=yes"},
    {"frt start=assigned", F(FIRST_REPLY_TIME) | F(REPLIED),
     "needs assigned and replied", "frt start=assigned quantiles=yes"},
    {"asa", F(ANSWERED), "needs wait, or offered_at and answered_at",
     "asa quantiles=yes"},
    {"asa within=20s", F(WAIT), NULL, "asa within=20s quantiles=yes"},
    {"resolution", F(SOLVED),
     "needs resolution_time, or created and solved (or closed)",
     "resolution resolution=full quantiles=yes"},
    {"resolution", F(CREATED) | F(CLOSED), NULL,
     "resolution resolution=full quantiles=yes"},
    {"resolution resolution=first", F(CREATED) | F(SOLVED),
     "needs first_resolution_time, or created and first_solved",
     "resolution resolution=first quantiles=yes"},
    {"resolution resolution=first", F(FIRST_RESOLUTION_TIME),
     "needs solved, closed or status",
     "resolution resolution=first quantiles=yes"},
    {"resolution resolution=first", F(FIRST_RESOLUTION_TIME) | F(STATUS), NULL,
     "resolution resolution=first quantiles=yes"},
    {"aht", F(TALK) | F(HANDLE), NULL, "aht handle=segments quantiles=yes"},
    {"aht", F(ANSWERED_AT) | F(ENDED_AT), NULL,
     "aht handle=segments quantiles=yes"},
    /* Neither is a handle time: the column is, and then the elapsed time. */
    {"aht", F(WRAP) | F(HOLD) | F(HANDLE), NULL,
     "aht handle=column quantiles=yes"},
    {"aht", F(WRAP) | F(RESOLUTION_TIME), NULL,
     "aht handle=elapsed quantiles=yes"},
    {"aht handle=segments", F(WRAP) | F(HOLD) | F(HANDLE),
     "needs talk, or answered_at and ended_at",
     "aht handle=segments quantiles=yes"},
    {"handle-per-resolution", F(WRAP) | F(HOLD) | F(SOLVED),
     "needs handle, talk, or answered_at and ended_at",
     "handle-per-resolution handle=column"},
    {"aht", F(EVENT) | F(AT) | F(TALK), NULL,
     "aht handle=segments per=leg quantiles=yes"},
    {"aht per=ticket", F(EVENT) | F(TALK), NULL,
     "aht handle=segments per=ticket quantiles=yes"},
    /* With a creation there are tickets, too. */
    {"aht", F(EVENT) | F(AT) | F(TALK) | F(CREATED), NULL,
     "aht handle=segments quantiles=yes"},
    {"aht", F(EVENT) | F(AT) | F(WRAP), NULL,
     "aht handle=segments per=leg quantiles=yes"},
    {"aht", F(EVENT) | F(AT),
     "needs talk, or answered_at and ended_at, or handle",
     "aht handle=elapsed per=leg quantiles=yes"},
    {"aht handle=elapsed per=leg", F(TALK) | F(CREATED) | F(SOLVED),
     "needs another handle than elapsed: a leg has no resolution",
     "aht handle=elapsed per=leg quantiles=yes"},
    {"aht cap=90m", F(HANDLE) | F(ENDED_AT), NULL,
     "aht handle=column cap=1h30m quantiles=yes"},
    {"aht", F(CREATED) | F(SOLVED), NULL, "aht handle=elapsed quantiles=yes"},
    {"aht", F(CREATED),
     "needs talk, handle, resolution_time, answered_at and ended_at, or "
     "created and solved (or closed)",
     "aht handle=elapsed quantiles=yes"},
    {"aht handle=elapsed", F(CREATED) | F(HANDLE),
     "needs resolution_time, or created and solved (or closed)",
     "aht handle=elapsed quantiles=yes"},
    {"aht handle=column", F(TALK), "needs handle",
     "aht handle=column quantiles=yes"},
    {"aht handle=segments", F(ENDED_AT),
     "needs talk, or answered_at and ended_at",
     "aht handle=segments quantiles=yes"},
    {"service-level", F(ANSWERED), "needs wait, or offered_at and answered_at",
     "service-level within=20s denominator=offered"},
    {"service-level", F(WAIT),
     "needs answered or abandoned, or answered_at and ended_at",
     "service-level within=20s denominator=offered"},
    {"service-level", F(OFFERED_AT) | F(ANSWERED_AT) | F(ENDED_AT), NULL,
     "service-level within=20s denominator=offered"},
    {"service-level denominator=answered", F(WAIT), NULL,
     "service-level within=20s denominator=answered"},
    {"service-level short-abandon=6s",
     F(OFFERED_AT) | F(ANSWERED_AT) | F(ABANDONED),
     "needs wait, or offered_at and ended_at, to know how long abandoned "
     "calls waited",
     "service-level within=20s denominator=offered short-abandon=6s"},
    {"abandonment", F(WAIT),
     "needs answered or abandoned, or answered_at and ended_at",
     "abandonment denominator=offered"},
    {"abandonment", F(ABANDONED), NULL, "abandonment denominator=offered"},
    {"abandonment denominator=queued", F(ABANDONED),
     "needs wait, or offered_at and answered_at",
     "abandonment denominator=queued"},
    {"abandonment short-abandon=6s", F(ABANDONED) | F(WAIT), NULL,
     "abandonment denominator=offered short-abandon=6s"},
    {"handle-per-resolution", F(SOLVED),
     "needs handle, talk, or answered_at and ended_at",
     "handle-per-resolution handle=column"},
    {"handle-per-resolution", F(HANDLE), "needs solved, closed or status",
     "handle-per-resolution handle=column"},
    {"handle-per-resolution", F(HANDLE) | F(STATUS), NULL,
     "handle-per-resolution handle=column"},
    {"handle-per-resolution handle=segments", F(HANDLE) | F(STATUS),
     "needs talk, or answered_at and ended_at",
     "handle-per-resolution handle=segments"},
};

START_TEST(a_source_without_the_fields_is_told_so)
{
    struct cxm_def *def = NULL;
    struct cxm_error error;
    memset(&error, 0, sizeof error);
    ck_assert_int_eq(cxm_def_new_for(&def, sources[_i].def, sources[_i].fields,
                                     NULL, &error),
                     CXM_OK);
    ck_assert_str_eq(cxm_def_text(def), sources[_i].text);
    ck_assert_int_eq(cxm_def_can(def, sources[_i].fields, &error),
                     sources[_i].lacks ? CXM_EFIELD : CXM_OK);
    ck_assert_str_eq(error.text, sources[_i].lacks ? sources[_i].lacks : "");
    cxm_def_free(def, NULL);
}
END_TEST

/* Which of the fields a broken cell rejects the record in; what places it. */
static const struct {
    const char *def;
    uint64_t fields;
    uint64_t rests;
    uint64_t place;
} rests[] = {
    {"frt", F(CREATED) | F(FIRST_REPLY_TIME) | F(REOPENS) | F(SOLVED),
     F(FIRST_REPLY_TIME) | F(SOLVED), F(CREATED)},
    {"frt", F(CREATED) | F(REPLIED) | F(ASSIGNED), F(CREATED) | F(REPLIED),
     F(CREATED)},
    {"frt start=assigned", F(CREATED) | F(REPLIED) | F(ASSIGNED),
     F(REPLIED) | F(ASSIGNED), F(CREATED)},
    {"resolution", F(CREATED) | F(SOLVED) | F(STATUS) | F(FIRST_SOLVED),
     F(CREATED) | F(SOLVED), F(SOLVED) | F(CLOSED)},
    {"resolution resolution=first", F(CREATED) | F(SOLVED) | F(FIRST_SOLVED),
     F(CREATED) | F(SOLVED) | F(FIRST_SOLVED),
     F(SOLVED) | F(CLOSED) | F(FIRST_SOLVED)},
    {"aht", F(TALK) | F(WAIT) | F(ANSWERED) | F(HANDLE), F(TALK) | F(ANSWERED),
     F(ENDED_AT) | F(CREATED)}, /* V87: booked where the work ends */
    {"aht handle=column", F(TALK) | F(WAIT) | F(HANDLE), F(HANDLE),
     F(ENDED_AT) | F(CREATED)},
    {"asa", F(WAIT) | F(ABANDONED) | F(OFFERED_AT) | F(TALK),
     F(WAIT) | F(ABANDONED), F(OFFERED_AT) | F(CREATED)},
    {"abandonment", F(WAIT) | F(ABANDONED) | F(DIRECTION),
     F(ABANDONED) | F(DIRECTION), F(OFFERED_AT) | F(CREATED)},
    {"abandonment short-abandon=1s", F(WAIT) | F(ABANDONED) | F(DIRECTION),
     F(WAIT) | F(ABANDONED) | F(DIRECTION), F(OFFERED_AT) | F(CREATED)},
    {"handle-per-resolution handle=column", F(HANDLE) | F(STATUS) | F(TOPIC),
     F(HANDLE) | F(STATUS), F(SOLVED) | F(CLOSED)},
    {"handle-per-resolution handle=column", F(HANDLE) | F(WRAP) | F(SOLVED),
     F(HANDLE) | F(SOLVED), F(SOLVED) | F(CLOSED)},
    {"asa", F(WAIT) | F(ABANDONED) | F(ENDED_AT),
     F(WAIT) | F(ABANDONED) | F(ENDED_AT), F(OFFERED_AT) | F(CREATED)},
};

START_TEST(a_verdict_rests_on_these_fields)
{
    struct cxm_def *def = def_of(rests[_i].def);
    ck_assert_uint_eq(cxm_def_fields(def, rests[_i].fields), rests[_i].rests);
    ck_assert_uint_eq(cxm_def_place(def), rests[_i].place);
    cxm_def_free(def, NULL);
}
END_TEST

#define ROWS(table) (int)(sizeof table / sizeof *table)

static void tests(TCase *tc)
{
    tcase_add_loop_test(tc, a_ticket_says_one_thing, 0, ROWS(measured));
    tcase_add_loop_test(tc, a_queue_is_counted_by_its_definition, 0,
                        ROWS(shares));
    tcase_add_loop_test(tc, a_figure_is_what_it_says, 0, ROWS(figures));
    tcase_add_loop_test(tc, a_reading_chooses_the_value, 0, ROWS(values));
    tcase_add_test(tc, a_figure_that_was_not_kept_is_refused);
    tcase_add_test(tc, the_share_within_a_limit_is_exact);
    tcase_add_test(tc, twenty_handle_times_are_as_in_r);
    tcase_add_test(tc, a_median_lies_between_two_ranks);
    tcase_add_test(tc, a_population_narrows_a_mean_only);
    tcase_add_test(tc, no_interval_is_none);
    tcase_add_test(tc, handle_per_resolution_is_a_ratio_of_sums);
    tcase_add_test(tc, work_without_a_resolution_has_no_ratio);
    tcase_add_test(tc, nothing_counted_is_empty);
    tcase_add_test(tc, a_duration_can_be_taken_back);
    tcase_add_test(tc, a_duration_out_of_range_is_refused);
    tcase_add_loop_test(tc, a_state_without_quantiles_owns_nothing, 0,
                        ROWS(sizes));
    tcase_add_loop_test(tc, a_source_without_the_fields_is_told_so, 0,
                        ROWS(sources));
    tcase_add_loop_test(tc, a_verdict_rests_on_these_fields, 0, ROWS(rests));
}

TEST_MAIN(tests)
