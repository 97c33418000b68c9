/* SPDX-License-Identifier: MIT */
/*
 * options.h - the command line, as texts.
 *
 * Every option the program itself has is one line of OPTION_LIST; those that
 * belong to a KPI come from the registry and are kept as settings.
 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <cxm.h>

/* symbol, name, letter, argument (NULL: a flag), repeatable, heading, help */
#define OPTION_LIST(O)                                                         \
    O(LAYOUT, "layout", 0, "NAME", 0, "Input",                                 \
      "the export's layout, see `cxm layouts` (auto)")                         \
    O(MAP, "map", 0, "FIELD=COLUMN[:UNIT]", 1, "Input",                        \
      "read a field from a column: a header name, #3, or A+B")                 \
    O(DELIMITER, "delimiter", 0, "C", 0, "Input",                              \
      "a character, or tab (auto: , ; tab |)")                                 \
    O(ENCODING, "encoding", 0, "NAME", 0, "Input",                             \
      "of texts: utf-8, windows-1252, latin-1, cp850 (auto)")                  \
    O(LABELS, "labels", 0, "A=5,Fixed=solved", 0, "Input",                     \
      "ratings and states that are written as other words")                    \
    O(DECIMAL, "decimal", 0, ".|,", 0, "Input", "the decimal mark (.)")        \
    O(THOUSANDS, "thousands", 0, NULL, 0, "Input",                             \
      "numbers may have marks, blanks or ' between thousands")                 \
    O(UNIT, "unit", 0, "UNIT", 0, "Input",                                     \
      "of durations that say none: s m h d ms mm:ss hh:mm (s)")                \
    O(NULL_TEXT, "null", 0, "TEXT", 1, "Input", "this cell is missing, too")   \
    O(ZERO, "zero-is-missing", 0, NULL, 0, "Input", "a number 0 is missing")   \
    O(DATES, "dates", 0, "ORDER", 0, "Input",                                  \
      "dmy, mdy, unix, unix-ms, excel or yyyymmdd (ISO 8601)")                 \
    O(TZ, "tz", 0, "ZONE", 0, "Input",                                         \
      "zone of periods and of times without offset (UTC)")                     \
    O(READER, "reader", 0, "NAME", 0, "Input",                                 \
      "CSV engine: auto, fast or libcsv (auto: fast)")                         \
    O(JOBS, "jobs", 'j', "N", 0, "Input",                                      \
      "threads (for files over 64 MB as many as there are processors)")        \
    O(WHERE, "where", 0, "EXPR", 1, "Choosing rows",                           \
      "report rows that meet NAME OP VALUE; OP: = != < <= > >= ~")             \
    O(DROP, "drop", 0, "EXPR", 1, "Choosing rows",                             \
      "leave these rows out of everything")                                    \
    O(SINCE, "since", 0, "TIME", 0, "Choosing rows", "report from then on")    \
    O(UNTIL, "until", 0, "TIME", 0, "Choosing rows", "report until before it") \
    O(LAST, "last", 0, "N", 0, "Choosing rows",                                \
      "report the last N complete periods")                                    \
    O(DUPLICATES, "duplicates", 0, "WHICH", 0, "Choosing rows",                \
      "of rows with one id keep last, first, all, or error")                   \
    O(BY, "by", 0, "NAME[,NAME]", 0, "Groups and periods",                     \
      "group by fields or headers; also weekday, hour")                        \
    O(SPLIT, "split", 0, "NAME[,NAME]", 1, "Groups and periods",               \
      "with --by: a cell holds several values")                                \
    O(EVERY, "every", 0, "PERIOD", 0, "Groups and periods",                    \
      "day, week, month, quarter, year, or a duration like 6h")                \
    O(DATE, "date", 0, "FIELD", 0, "Groups and periods",                       \
      "the time field that places a row")                                      \
    O(RUNNING, "running", 0, NULL, 0, "Groups and periods",                    \
      "mark the period that has not ended; with --last, add it")               \
    O(FILL, "fill", 0, NULL, 0, "Groups and periods",                          \
      "with --by, print empty periods too")                                    \
    O(AS_OF, "as-of", 0, "TIME|now", 0, "Groups and periods",                  \
      "the moment the report looks from (latest time read)")                   \
    O(MAX_GROUPS, "max-groups", 0, "N", 0, "Groups and periods",               \
      "keep the N smallest keys, the rest is (other) (10000)")                 \
    O(MIN_N, "min-n", 0, "N", 0, "Figures",                                    \
      "below N show n alone (5 by agent or customer, else 1)")                 \
    O(CONFIDENCE, "confidence", 0, "P", 0, "Figures",                          \
      "of the intervals (0.95)")                                               \
    O(ALLOW, "allow-off-scale", 0, NULL, 0, "Figures",                         \
      "show figures although many scores are off the scale")                   \
    O(MAX_REJECTED, "max-rejected", 0, "P%", 0, "Figures",                     \
      "exit 3 above this share of rejected rows (10%)")                        \
    O(SHOW, "show-rejected", 0, "N", 0, "Figures",                             \
      "print the first N rejected rows (5)")                                   \
    O(STRICT, "strict", 0, NULL, 0, "Figures", "stop at the first of them")    \
    O(FORMAT, "format", 0, "NAME", 0, "Output",                                \
      "table, json, jsonl, csv or markdown (table)")                           \
    O(OUTPUT, "output", 'o', "FILE", 0, "Output",                              \
      "write to FILE, whole or not at all")                                    \
    O(DIGITS, "digits", 0, "N", 0, "Output", "decimals for people")            \
    O(COLOR, "color", 0, "WHEN", 0, "Output", "auto, always or never")         \
    O(PROGRESS, "progress", 0, "WHEN", 0, "Output", "auto, always or never")   \
    O(WRITE, "write-options", 0, "FILE", 0, "Output",                          \
      "with check: write what was understood as an @FILE")                     \
    O(QUIET, "quiet", 'q', NULL, 0, "Output", "no notes on stderr")            \
    O(VERBOSE, "verbose", 'v', NULL, 0, "Output",                              \
      "definitions at length, and distributions")                              \
    O(HELP, "help", 'h', NULL, 0, "Output", "this text")                       \
    O(VERSION, "version", 0, NULL, 0, "Output", "the version")

#define OPTION_ENUM(symbol, name, letter, argument, many, heading, help)       \
    OPTION_##symbol,
enum { OPTION_LIST(OPTION_ENUM) OPTION_COUNT };

struct option {
    const char *name;
    char letter;
    const char *argument;
    int many;
    const char *heading;
    const char *help;
};

extern const struct option option_table[OPTION_COUNT];

/*
 * What a KPI's figures take besides the options of its reading.  In `report`
 * they are written --interval KPI=VALUE, as the registry's options are.
 */
struct figure_option {
    const char *name;
    const char *argument;
    const char *help;
};
extern const struct figure_option figure_options[]; /* ends with NULL */

struct texts {
    const char **item;
    size_t n;
};

/* An option of a KPI: --scale ces=1:7 is {ces, scale, 1:7}. */
struct setting {
    const struct cxm_kpi *kpi; /* NULL: not prefixed */
    const char *name;
    const char *value;
    int used; /* for the complaint about those that nobody took */
};

struct options {
    const char *command;             /* NULL: none was given */
    const struct cxm_kpi *kpi;       /* the command, where it is a KPI */
    const char *value[OPTION_COUNT]; /* the last one; flags: "" */
    struct texts list[OPTION_COUNT]; /* of repeatable ones */
    struct texts files;
    struct setting *settings;
    size_t n_settings;
    struct texts memory; /* what @FILE arguments point into */
    int status;          /* the exit status where parsing fails */
};

/*
 * Read the arguments.  0; or -1 after a message, with the exit status in
 * options->status.  What `options` holds is given back by options_free in
 * either case.
 */
int options_parse(struct options *options, int argc, char **argv);
void options_free(struct options *options);

/* The setting that this KPI takes, marked used, or NULL. */
const char *options_setting(const struct options *options,
                            const struct cxm_kpi *kpi, const char *name);

/* 1 where a KPI has an option of that name, be it every KPI's. */
int options_takes(const struct cxm_kpi *kpi, const char *name);

/* Say that there is no such option, and which was meant: -1. */
int options_unknown(const struct options *options, const char *name);

/* 1 where the option was given. */
static inline int options_has(const struct options *options, int option)
{
    return options->value[option] != NULL;
}

#endif
