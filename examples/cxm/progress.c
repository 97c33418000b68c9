/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "text.h"

#define SECOND    INT64_C(1000000000)
#define NAME_MOST 30 /* bytes; escaped they fit name[] */

static int64_t now(void)
{
    struct timespec t;
    if (clock_gettime(CLOCK_MONOTONIC, &t) != 0)
        return 0;
    return (int64_t)t.tv_sec * SECOND + t.tv_nsec;
}

int progress_mode(const char *text)
{
    static const char *const names[] = {"auto", "always", "never"};
    for (int i = 0; i < 3; i++)
        if (strcmp(names[i], text) == 0)
            return i;
    return -1;
}

static int wanted(int mode)
{
    const char *const term = getenv("TERM");
    if (mode != PROGRESS_AUTO)
        return mode == PROGRESS_ALWAYS;
    return isatty(STDERR_FILENO) && !(term && strcmp(term, "dumb") == 0);
}

/* The end of a path says most. */
static void set_name(struct progress *progress, const char *path)
{
    const char *const slash = strrchr(path, '/');
    const char *const name = slash && slash[1] ? slash + 1 : path;
    size_t n = strlen(name);
    const size_t shown = n;
    if (n > NAME_MOST)
        n = NAME_MOST;
    while (n > 0 && n < shown && ((unsigned char)name[n] & 0xc0) == 0x80)
        n--; /* Do not cut a character of UTF-8. */
    n = text_escape(name, n, progress->name);
    progress->name[n] = '\0';
}

void progress_start(struct progress *progress, const char *name, int64_t total,
                    int mode)
{
    memset(progress, 0, sizeof *progress);
    set_name(progress, name);
    progress->total = total;
    progress->on = wanted(mode);
    if (progress->on)
        progress->started = progress->drawn = now();
}

/* 1.2 GB: three digits or so, in decimal units as disks and networks. */
static size_t put_bytes(double bytes, const char *per, char *out, size_t room)
{
    static const char *const units[] = {"B", "kB", "MB", "GB", "TB"};
    size_t i = 0;
    while (bytes >= 999.5 && i < 4) {
        bytes /= 1000;
        i++;
    }
    return (size_t)snprintf(out, room, "  %.*f %s%s", bytes < 9.95 && i > 0,
                            bytes, units[i], per);
}

static size_t put_left(int64_t bytes, int64_t total, double seconds, char *out,
                       size_t room)
{
    const double left =
        seconds * ((double)(total - bytes) / (double)bytes) + 0.5;
    if (left < 60)
        return (size_t)snprintf(out, room, "  %.0f s left", left - 0.5);
    if (left > 360000)
        return 0;
    return (size_t)snprintf(out, room, "  %d:%02d min left", (int)left / 60,
                            (int)left % 60);
}

size_t progress_text(const struct progress *progress, int64_t bytes, int64_t ns,
                     char *out)
{
    const double seconds = (double)ns / (double)SECOND;
    const int64_t total = progress->total;
    const int known = total > 0 && bytes <= total;
    size_t n = (size_t)snprintf(out, PROGRESS_ROOM, "%s", progress->name);
    if (known)
        n += (size_t)snprintf(out + n, PROGRESS_ROOM - n, "  %d%%",
                              (int)(100 * ((double)bytes / (double)total)));
    else
        n += put_bytes((double)bytes, "", out + n, PROGRESS_ROOM - n);
    if (ns > 0)
        n += put_bytes((double)bytes / seconds, "/s", out + n,
                       PROGRESS_ROOM - n);
    if (known && bytes > 0 && ns > 0)
        n += put_left(bytes, total, seconds, out + n, PROGRESS_ROOM - n);
    return n;
}

void progress_update(struct progress *progress, int64_t bytes)
{
    char line[PROGRESS_ROOM];
    if (!progress->on)
        return;
    const int64_t time = now();
    if (time - progress->drawn < SECOND / 10)
        return;
    progress->drawn = time;
    progress->visible = 1;
    progress_text(progress, bytes, time - progress->started, line);
    fprintf(stderr, "\r%s\033[K", line);
    fflush(stderr);
}

void progress_end(struct progress *progress)
{
    if (progress->visible)
        fputs("\r\033[K", stderr);
    progress->on = 0;
    progress->visible = 0;
}
