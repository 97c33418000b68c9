/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "threads.h"

#include "cut.h"
#include "message.h"
#include "stretches.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LARGE   67108864 /* bytes of a file that more threads are used for */
#define STRETCH 262144   /* bytes of the least that is worth a thread */

/* ---- Cutting ----------------------------------------------------------- */

static size_t threads_for(const struct run *run, const struct input *input)
{
    const struct source *source = &input->source;
    uint64_t n = run->settings.jobs;
    if (!source->seekable || source->unpack || share_is_revisable(run))
        return 1;
    if (n == 0 && source->size > LARGE) {
        const long processors = sysconf(_SC_NPROCESSORS_ONLN);
        n = processors > 0 ? (uint64_t)processors : 1;
    }
    const uint64_t most = (uint64_t)source->size / STRETCH;
    n = n > most ? most : n;
    return n > JOBS_MOST ? JOBS_MOST : (size_t)n;
}

/* Into n stretches, or fewer where no row begins that could be the first. */
static void cut(struct stretches *file, size_t n)
{
    const struct input *input = file->input;
    const uint64_t size = (uint64_t)input->source.size;
    file->n = 1;
    file->stretch[0].end = UINT64_MAX;
    for (size_t i = 1; i < n; i++) {
        struct stretch *s = &file->stretch[file->n];
        s->begin =
            cut_behind(&input->source, size / n * i, &input->dialect.dialect);
        if (s->begin <= s[-1].begin || s->begin >= size)
            continue;
        s[-1].end = s->begin;
        s->end = UINT64_MAX;
        file->n++;
    }
}

/* ---- Reading ----------------------------------------------------------- */

static ssize_t read_stretch(void *context, char *bytes, size_t n)
{
    struct stretch *s = context;
    const uint64_t left = s->end - s->at;
    if (atomic_load_explicit(&s->file->wrong, memory_order_relaxed)) {
        errno = ECANCELED;
        return -1;
    }
    const ssize_t got = source_read_at(&s->file->input->source, s->at, bytes,
                                       left < n ? (size_t)left : n);
    s->at += got > 0 ? (uint64_t)got : 0;
    return got;
}

/*
 * The first begins with the header, and is read as a whole file is.  A header
 * may be so long that it was read beyond the end of the stretch.
 */
static int start_first(struct stretches *file, struct stretch *s)
{
    struct input *input = file->input;
    const int end =
        input_start(input, s->part.reader.column, s->part.reader.n_columns);
    input->bound = s->end;
    s->part.reader.csv = input->csv;
    return end == EXIT_DONE && input->read <= input->bound;
}

static int start_other(struct stretches *file, struct stretch *s)
{
    const struct csv_source source = {read_stretch, s};
    struct csv_dialect dialect = file->input->dialect.dialect;
    dialect.skip = 0;
    dialect.within = 1;
    s->at = s->begin;
    if (csv_open(&s->csv, &source, file->input->engine, 0) != CSV_OK)
        return 0;
    s->part.reader.csv = s->csv;
    return csv_begin(s->csv, &dialect) == CSV_OK &&
           csv_project(s->csv, s->part.reader.column,
                       s->part.reader.n_columns) == CSV_OK;
}

/* 1 where all can be read; each can be freed, whatever it is. */
static int make_all(struct stretches *file)
{
    int good = 1;
    message_mute(1);
    for (size_t i = 0; i < file->n; i++) {
        struct stretch *s = &file->stretch[i];
        s->file = file;
        good &= share_make(&s->share, file->run) == EXIT_DONE;
        s->share.is_part = 1;
        good &=
            part_make(&s->part, file->run, file->input, &s->share) == EXIT_DONE;
        good = good && (i ? start_other(file, s) : start_first(file, s));
    }
    message_mute(0);
    return good;
}

/*
 * Only the first thread draws, for all; and since nobody else asks it whether
 * to go on, its input ends here.
 */
static void advanced(void *context, uint64_t bytes)
{
    struct stretch *s = context;
    struct stretches *file = s->file;
    uint64_t sum = 0;
    atomic_store_explicit(&s->done, bytes, memory_order_relaxed);
    if (s != file->stretch)
        return;
    if (atomic_load_explicit(&file->wrong, memory_order_relaxed))
        file->input->bound = 0;
    for (size_t i = 0; i < file->n; i++)
        sum +=
            atomic_load_explicit(&file->stretch[i].done, memory_order_relaxed);
    progress_update(&file->progress, (int64_t)sum);
}

/* What goes wrong, one thread alone will find and tell. */
static void *read_one(void *context)
{
    struct stretch *s = context;
    message_mute(1);
    s->part.advanced = advanced;
    s->part.context = s;
    s->result = part_read(&s->part);
    if (s->result != EXIT_DONE)
        atomic_store_explicit(&s->file->wrong, 1, memory_order_relaxed);
    message_mute(0);
    return NULL;
}

/* Those for which there was no thread, this one reads, too. */
static void read_all(struct stretches *file)
{
    size_t started = 1;
    progress_start(&file->progress, file->input->name, file->input->source.size,
                   file->run->settings.progress);
    for (; started < file->n; started++) {
        struct stretch *s = &file->stretch[started];
        if (pthread_create(&s->thread, NULL, read_one, s) != 0)
            break;
    }
    read_one(&file->stretch[0]);
    for (size_t i = 1; i < started; i++)
        pthread_join(file->stretch[i].thread, NULL);
    for (; started < file->n; started++)
        read_one(&file->stretch[started]);
    progress_end(&file->progress);
}

/* ---- All of it ---------------------------------------------------------- */

static void free_all(struct stretches *file)
{
    for (size_t i = 0; i < file->n; i++) {
        part_free(&file->stretch[i].part);
        share_free(&file->stretch[i].share);
        csv_close(file->stretch[i].csv);
    }
    free(file->stretch);
}

int threads_read(struct run *run, struct input *input)
{
    struct stretches file = {.run = run, .input = input};
    int done = 0;
    const size_t n = threads_for(run, input);
    if (n < 2)
        return 0;
    file.stretch = message_alloc(NULL, n * sizeof *file.stretch);
    memset(file.stretch, 0, n * sizeof *file.stretch);
    cut(&file, n);
    if (file.n < 2) {
        free(file.stretch);
        return 0;
    }
    if (make_all(&file)) {
        read_all(&file);
        done = stretches_merge(&file);
    }
    free_all(&file);
    return done;
}
