/* SPDX-License-Identifier: MIT */
#include "options.h"

#include "message.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OPTION_ROW(symbol, name, letter, argument, many, heading, help)        \
    {name, letter, argument, many, heading, help},
const struct option option_table[OPTION_COUNT] = {OPTION_LIST(OPTION_ROW)};

const struct figure_option figure_options[] = {
    {"interval", "METHOD", "the interval's method, or none"},
    {"population", "N", "all there are to ask: corrects for finite N"},
    {"fail-under", "X", "exit 4 where a value is below X"},
    {"fail-over", "X", "exit 4 where a value is above X"},
    {NULL, NULL, NULL},
};

static void push(struct texts *list, const char *text)
{
    list->item = message_alloc(list->item, (list->n + 1) * sizeof *list->item);
    list->item[list->n++] = text;
}

static int find_option(const char *name, size_t length)
{
    for (int i = 0; i < OPTION_COUNT; i++)
        if (strlen(option_table[i].name) == length &&
            memcmp(option_table[i].name, name, length) == 0)
            return i;
    return -1;
}

static int find_letter(char letter)
{
    for (int i = 0; i < OPTION_COUNT; i++)
        if (option_table[i].letter == letter)
            return i;
    return -1;
}

static const struct cxm_option *option_of(const struct cxm_kpi *kpi,
                                          const char *name)
{
    for (const struct cxm_option *o = kpi->define; o->name; o++)
        if (strcmp(o->name, name) == 0)
            return o;
    for (const struct cxm_option *o = kpi->read; o->name; o++)
        if (strcmp(o->name, name) == 0)
            return o;
    return NULL;
}

static int is_figure_option(const char *name)
{
    for (const struct figure_option *o = figure_options; o->name; o++)
        if (strcmp(o->name, name) == 0)
            return 1;
    return 0;
}

int options_takes(const struct cxm_kpi *kpi, const char *name)
{
    return is_figure_option(name) || option_of(kpi, name);
}

/* How many KPIs have an option of that name. */
static size_t takers(const char *name)
{
    const struct cxm_kpi *kpi;
    size_t n = 0;
    for (size_t i = 0; (kpi = cxm_kpi_at(i)) != NULL; i++)
        n += options_takes(kpi, name) ? 1 : 0;
    return n;
}

/*
 * Conditions and targets have an "=" of their own: what is before the first
 * is a KPI only where another follows, or what needs none.
 */
static int has_more(const char *type, const char *value)
{
    if (strcmp(type, "expr") == 0)
        return strpbrk(value, "=<>~") != NULL;
    if (strcmp(type, "targets") == 0)
        return strchr(value, '=') != NULL || strncmp(value, "preset:", 7) == 0;
    return 1;
}

/* The KPI before "=" in the value, or NULL. */
static const struct cxm_kpi *prefix_of(const char *name, const char *value)
{
    char before[32];
    const size_t length = strcspn(value, "=");
    if (value[length] != '=' || length >= sizeof before)
        return NULL;
    memcpy(before, value, length);
    before[length] = '\0';
    const struct cxm_kpi *kpi = cxm_kpi_find(before);
    if (!kpi || is_figure_option(name))
        return kpi;
    const struct cxm_option *option = option_of(kpi, name);
    if (!option || !has_more(option->type, value + length + 1))
        return NULL;
    return kpi;
}

static void add_setting(struct options *options, const char *name,
                        const char *value)
{
    options->settings =
        message_alloc(options->settings,
                      (options->n_settings + 1) * sizeof *options->settings);
    struct setting *s = &options->settings[options->n_settings++];
    s->kpi = prefix_of(name, value);
    s->name = name;
    s->value = s->kpi ? value + strcspn(value, "=") + 1 : value;
    s->used = 0;
}

static void set(struct options *options, int option, const char *value)
{
    options->value[option] = value;
    if (option_table[option].many)
        push(&options->list[option], value);
}

/*
 * A long option without its dashes; `next` is the argument behind it, or
 * NULL.  Returns how many arguments behind it were taken, or -1.
 */
static int long_option(struct options *options, const char *text,
                       const char *next)
{
    const size_t length = strcspn(text, "=");
    const char *value = text[length] == '=' ? text + length + 1 : NULL;
    const int option = find_option(text, length);
    char *name = message_copy(text, length);
    push(&options->memory, name);
    if (option < 0 && takers(name) == 0)
        return options_unknown(options, name);
    const int flag = option >= 0 && !option_table[option].argument;
    if (flag && value) {
        message_error("--%s takes no value", name);
        return -1;
    }
    if (!flag && !value && !next) {
        message_error("--%s needs a value", name);
        return -1;
    }
    const char *chosen = flag ? "" : value ? value : next;
    if (option >= 0)
        set(options, option, chosen);
    else
        add_setting(options, name, chosen);
    return !flag && !value;
}

static int unknown_letter(char letter)
{
    message_error("unknown option -%c; see `cxm --help`", letter);
    return -1;
}

/* Letters behind one dash, of which the last may take a value: -q, -qo FILE,
 * -oFILE. */
static int short_options(struct options *options, const char *text,
                         const char *next)
{
    int option = find_letter(*text);
    while (option >= 0 && !option_table[option].argument) {
        set(options, option, "");
        if (!*++text)
            return 0;
        option = find_letter(*text);
    }
    if (option < 0)
        return unknown_letter(*text);
    if (!text[1] && !next) {
        message_error("-%c needs a value", *text);
        return -1;
    }
    set(options, option, text[1] ? text + 1 : next);
    return text[1] ? 0 : 1;
}

static int read_arguments(struct options *options, const struct texts *words);

/* What cannot be read is no bad usage. */
static int cannot_read(struct options *options, const char *path, int error)
{
    message_error("cannot read @%s: %s", path, strerror(error));
    options->status = EXIT_IO;
    return -1;
}

/* A line without blanks around it, and without the mark some editors put. */
static char *trim_line(char *line, ssize_t length, int first)
{
    char *begin = line;
    char *end = line + length;
    if (first && strncmp(begin, "\xef\xbb\xbf", 3) == 0)
        begin += 3;
    begin += strspn(begin, " \t");
    while (end > begin && strchr(" \t\r\n", end[-1]))
        end--;
    *end = '\0';
    return begin;
}

/* The lines of an options file as words: 0, or -1 after a message. */
static int read_lines(struct options *options, FILE *file, const char *path,
                      struct texts *words)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t length;
    int status = 0;
    for (int first = 1; status == 0; first = 0) {
        errno = 0;
        if ((length = getline(&line, &room, file)) < 0)
            break;
        const char *word = trim_line(line, length, first);
        if (*word == '\0' || *word == '#')
            continue;
        char *copy = message_copy(word, strlen(word));
        push(&options->memory, copy);
        push(words, copy);
        if (*copy == '@') {
            message_error("%s: an options file names no other", path);
            status = -1;
        }
    }
    if (status == 0 && !feof(file))
        status = cannot_read(options, path, errno);
    free(line);
    return status;
}

/* The arguments in a file: one a line, # begins a comment line. */
static int read_options_file(struct options *options, const char *path)
{
    struct texts words = {NULL, 0};
    FILE *file = fopen(path, "r");
    if (!file)
        return cannot_read(options, path, errno);
    int status = read_lines(options, file, path, &words);
    fclose(file);
    if (status == 0)
        status = read_arguments(options, &words);
    free(words.item);
    return status;
}

static int plain_word(struct options *options, const char *word)
{
    if (options->command) {
        push(&options->files, word);
        return 0;
    }
    options->command = word;
    options->kpi = cxm_kpi_find(word);
    return 0;
}

static int read_arguments(struct options *options, const struct texts *words)
{
    int plain = 0; /* behind "--" */
    for (size_t i = 0; i < words->n; i++) {
        const char *word = words->item[i];
        const char *next = i + 1 < words->n ? words->item[i + 1] : NULL;
        int taken = 0;
        if (plain || strcmp(word, "-") == 0)
            taken = plain_word(options, word);
        else if (strcmp(word, "--") == 0)
            plain = 1;
        else if (strncmp(word, "--", 2) == 0)
            taken = long_option(options, word + 2, next);
        else if (word[0] == '-')
            taken = short_options(options, word + 1, next);
        else if (word[0] == '@' && word[1])
            taken = read_options_file(options, word + 1);
        else
            taken = plain_word(options, word);
        if (taken < 0)
            return -1;
        i += (size_t)taken;
    }
    return 0;
}

/* May it have several parts, so that a second one seems to add to it? */
static int has_parts(const struct options *options, const struct setting *s)
{
    static const char *const types[] = {"list", "targets", "durations"};
    const struct cxm_kpi *only = s->kpi ? s->kpi : options->kpi;
    const struct cxm_kpi *kpi;
    for (size_t k = 0; (kpi = cxm_kpi_at(k)) != NULL; k++) {
        const struct cxm_option *o =
            !only || only == kpi ? option_of(kpi, s->name) : NULL;
        for (size_t t = 0; o && t < sizeof types / sizeof *types; t++)
            if (strcmp(o->type, types[t]) == 0)
                return 1;
    }
    return 0;
}

static int check_twice(const struct options *options)
{
    for (size_t i = 1; i < options->n_settings; i++) {
        const struct setting *s = &options->settings[i];
        for (size_t j = 0; j < i; j++) {
            const struct setting *before = &options->settings[j];
            if (before->kpi != s->kpi || strcmp(before->name, s->name) != 0 ||
                !has_parts(options, s))
                continue;
            message_error("--%s%s%s is given twice; separate its parts by "
                          "commas",
                          s->name, s->kpi ? " " : "",
                          s->kpi ? s->kpi->name : "");
            return -1;
        }
    }
    return 0;
}

int options_parse(struct options *options, int argc, char **argv)
{
    struct texts words = {NULL, 0};
    memset(options, 0, sizeof *options);
    options->status = EXIT_USAGE;
    for (int i = 1; i < argc; i++)
        push(&words, argv[i]);
    int status = read_arguments(options, &words);
    free(words.item);
    if (status == 0 && options_has(options, OPTION_WRITE) &&
        options->files.n > 1) {
        message_error("--write-options describes one file, and there are %zu",
                      options->files.n);
        status = -1;
    }
    return status == 0 ? check_twice(options) : status;
}

void options_free(struct options *options)
{
    for (size_t i = 0; i < options->memory.n; i++)
        free((void *)(uintptr_t)options->memory.item[i]);
    free(options->memory.item);
    free(options->files.item);
    free(options->settings);
    for (int i = 0; i < OPTION_COUNT; i++)
        free(options->list[i].item);
}

const char *options_setting(const struct options *options,
                            const struct cxm_kpi *kpi, const char *name)
{
    const char *value = NULL;
    const char *own = NULL;
    for (size_t i = 0; i < options->n_settings; i++) {
        struct setting *s = &options->settings[i];
        if (strcmp(s->name, name) != 0 || (s->kpi && s->kpi != kpi))
            continue;
        s->used = 1;
        if (s->kpi)
            own = s->value;
        else
            value = s->value;
    }
    return own ? own : value;
}
