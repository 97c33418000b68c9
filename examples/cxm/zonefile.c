/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "zonefile.h"

#include "message.h"
#include "suggest.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ZONE_BYTES 65536 /* the largest zone file has 4 kB */

static const char *database(void)
{
    const char *chosen = getenv("TZDIR");
    return chosen && *chosen ? chosen : "/usr/share/zoneinfo";
}

/* A name is letters, digits and / + - _, and never leads out of the tree. */
static int is_name(const char *name)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "abcdefghijklmnopqrstuvwxyz0123456789/+-_";
    return *name && *name != '/' && strlen(name) < 64 &&
           name[strspn(name, allowed)] == '\0';
}

static int digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : -1;
}

/* "+02:00" in seconds; 0 for another text. */
static int read_offset(const char *text, int32_t *seconds)
{
    static const char form[] = "+dd:dd";
    if (strlen(text) != sizeof form - 1 || (text[0] != '+' && text[0] != '-') ||
        text[3] != ':')
        return 0;
    for (size_t i = 0; i < sizeof form - 1; i++)
        if (form[i] == 'd' && digit(text[i]) < 0)
            return 0;
    const int minutes = (digit(text[1]) * 10 + digit(text[2])) * 60 +
                        digit(text[4]) * 10 + digit(text[5]);
    *seconds = (text[0] == '-' ? -60 : 60) * minutes;
    return 1;
}

static size_t read_file(const char *name, char *bytes, size_t room)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", database(), name);
    FILE *file = fopen(path, "rb");
    if (!file)
        return 0;
    const size_t n = fread(bytes, 1, room, file);
    const int bad = ferror(file);
    fclose(file);
    return bad ? 0 : n;
}

/* The zone of the same folder whose name is nearest, for the message. */
static int nearest(const char *name, char *out, size_t size)
{
    char path[4096];
    const char *slash = strrchr(name, '/');
    const size_t folder = slash ? (size_t)(slash - name) : 0;
    snprintf(path, sizeof path, "%s/%.*s", database(), (int)folder, name);
    DIR *directory = opendir(path);
    if (!directory)
        return 0;
    struct suggest best;
    const struct dirent *entry;
    int found = 0;
    suggest_start(&best, slash ? slash + 1 : name);
    while ((entry = readdir(directory)) != NULL) {
        const char *before = best.name;
        if (entry->d_name[0] == '.')
            continue;
        suggest_offer(&best, entry->d_name);
        if (best.name == before)
            continue;
        snprintf(out, size, "%.*s%s%s", (int)folder, name, slash ? "/" : "",
                 entry->d_name);
        best.name = out;
        found = 1;
    }
    closedir(directory);
    return found;
}

static int unknown_zone(const char *name)
{
    char near[512];
    if (is_name(name) && nearest(name, near, sizeof near))
        message_error("unknown time zone \"%s\"; did you mean %s?", name, near);
    else
        message_error("unknown time zone \"%.60s\"; zones are named like "
                      "Europe/Berlin, America/New_York, UTC or +02:00",
                      name);
    return -1;
}

int zonefile_load(const char *name, struct cxm_zone **zone)
{
    struct cxm_error error;
    int32_t seconds = 0;
    *zone = NULL;
    if (strcmp(name, "UTC") == 0)
        return 0;
    if (read_offset(name, &seconds))
        return cxm_zone_fixed(zone, seconds, NULL, NULL) < 0
                   ? unknown_zone(name)
                   : 0;
    if (!is_name(name))
        return unknown_zone(name);
    char *bytes = message_alloc(NULL, ZONE_BYTES);
    const size_t n = read_file(name, bytes, ZONE_BYTES);
    int status = 0;
    if (n == 0) {
        status = unknown_zone(name);
    } else if (cxm_zone_new(zone, name, bytes, n, NULL, &error) < 0) {
        message_error("time zone %s: %s", name, error.text);
        status = -1;
    }
    free(bytes);
    return status;
}
