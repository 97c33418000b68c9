/* SPDX-License-Identifier: MIT */
/*
 * A definition, a reading and observations: the first line is the text of a
 * definition, the second that of a reading, the rest are numbers.  A text that
 * is taken has one canonical form, which reads back; what is counted can be
 * read and taken back, and leaves no memory behind.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cxm/reading.h>

#define TEXT_MAX  4096
#define WORDS_MAX 1100

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(int holds)
{
    if (!holds)
        abort();
}

/* What is out must be nothing at the end. */
static void *count(void *context, void *p, size_t old_size, size_t new_size)
{
    size_t *out = context;
    *out += new_size - old_size;
    if (new_size)
        return realloc(p, new_size);
    free(p);
    return NULL;
}

/* The next line as a text of its own. */
static void take_line(const uint8_t **at, size_t *left, char line[TEXT_MAX])
{
    size_t n = 0;
    while (n < *left && (*at)[n] != '\n')
        n++;
    const size_t kept = n < TEXT_MAX ? n : TEXT_MAX - 1;
    memcpy(line, *at, kept);
    line[kept] = '\0';
    n += n < *left;
    *at += n;
    *left -= n;
}

static void read_back(const struct cxm_def *def, const struct cxm_alloc *alloc)
{
    struct cxm_def *again = NULL;
    demand(cxm_def_new(&again, cxm_def_text(def), alloc, NULL) == CXM_OK);
    demand(strcmp(cxm_def_text(again), cxm_def_text(def)) == 0);
    demand(cxm_def_state_size(again) == cxm_def_state_size(def));
    cxm_def_free(again, alloc);
}

static void read_state(const struct cxm_def *def, const uint64_t *state,
                       const char *text)
{
    struct cxm_reading reading;
    struct cxm_result result;
    char canonical[TEXT_MAX];
    if (cxm_reading_init(&reading, def, text, NULL) < 0)
        return;
    demand(cxm_reading_text(&reading, def, canonical, sizeof canonical) <
           sizeof canonical);
    demand(cxm_reading_init(&reading, def, canonical, NULL) == CXM_OK);
    demand(cxm_state_figures(def, state, &reading, &result) >= 0);
}

/* Count the same n times as the bytes say, read it, and take it back. */
static void count_and_return(const struct cxm_def *def, const char *reading,
                             const uint8_t *at, size_t left,
                             const struct cxm_alloc *alloc)
{
    static const uint64_t empty[WORDS_MAX];
    uint64_t state[WORDS_MAX] = {0};
    int64_t v[CXM_ARITY_MAX] = {0};
    uint64_t n = 1;
    const size_t arity = cxm_def_arity(def);
    demand(cxm_def_state_size(def) <= sizeof state);
    if (left >= (arity + 1) * sizeof *v) {
        memcpy(v, at, arity * sizeof *v);
        memcpy(&n, at + arity * sizeof *v, sizeof n);
    }
    const int status = cxm_state_add_n(def, state, v, n, alloc);
    read_state(def, state, reading);
    if (status == CXM_OK)
        demand(cxm_state_remove_n(def, state, v, n, alloc) == CXM_OK);
    demand(cxm_state_equal(def, state, empty));
    demand(memcmp(state, empty, cxm_def_state_size(def)) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t out = 0;
    const struct cxm_alloc alloc = {count, &out};
    char text[TEXT_MAX];
    char reading[TEXT_MAX];
    struct cxm_error error;
    struct cxm_def *def = NULL;
    take_line(&data, &size, text);
    take_line(&data, &size, reading);
    const int status = cxm_def_new(&def, text, &alloc, &error);
    if (status == CXM_OK) {
        read_back(def, &alloc);
        count_and_return(def, reading, data, size, &alloc);
    } else {
        demand(!def && error.status == status && *error.text);
    }
    cxm_def_free(def, &alloc);
    demand(out == 0);
    return 0;
}
