/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "csv_scan.h"

#include "csv.h"
#include "csv_masks.h"

#include <stdlib.h>
#include <string.h>

#define TOP ((uint64_t)1 << 63)

/* So many marks of a block are written even if there are fewer. */
#define AT_ONCE 12

/* A block may add 64 to what was just below the limit. */
#define MARK_ROOM (CSV_SCAN_MARKS + CSV_SCAN_BLOCK + AT_ONCE)
#define ROW_ROOM  (CSV_SCAN_ROWS + CSV_SCAN_BLOCK + 1)

int csv_scan_open(struct csv_scan *scan)
{
    memset(scan, 0, sizeof *scan);
    scan->block = malloc((MARK_ROOM + 1) * sizeof *scan->block);
    scan->row = malloc(ROW_ROOM * sizeof *scan->row);
    if (scan->block == NULL || scan->row == NULL) {
        return CSV_BAD_MEMORY;
    }
    scan->mark = scan->block + 1;
    return CSV_OK;
}

void csv_scan_close(struct csv_scan *scan)
{
    free(scan->block);
    free(scan->row);
    scan->block = scan->mark = scan->row = NULL;
}

void csv_scan_start(struct csv_scan *scan, uint32_t at)
{
    scan->at = at;
    scan->inside = scan->closed = scan->quoted = 0;
    scan->odd = 0;
    scan->marks = scan->rows = 0;
    scan->mark[-1] = at - 1; /* 0 - 1 + 1 is 0 again */
}

void csv_scan_drop(struct csv_scan *scan, uint32_t rows, uint32_t marks)
{
    uint32_t *const mark = scan->mark;

    scan->rows -= rows;
    scan->marks -= marks;
    memmove(scan->row, scan->row + rows, scan->rows * sizeof *scan->row);
    memmove(mark - 1, mark - 1 + marks, (scan->marks + 1) * sizeof *mark);
}

void csv_scan_shift(struct csv_scan *scan, uint32_t by)
{
    uint32_t i;

    scan->at -= by;
    scan->mark[-1] -= by;
    for (i = 0; i < scan->marks; i++) {
        scan->mark[i] -= by;
    }
    for (i = 0; i < scan->rows; i++) {
        scan->row[i] -= by;
    }
}

/* ---- Bits -------------------------------------------------------------- */

/* Where the lowest bit is; 63 if there is none. */
static inline uint32_t lowest(uint64_t bits)
{
    return (uint32_t)__builtin_ctzll(bits | TOP);
}

/* x86-64 has no instruction for it at its baseline. */
static inline uint32_t count_bits(uint64_t x)
{
#if defined(__POPCNT__) || defined(__aarch64__)
    return (uint32_t)__builtin_popcountll(x);
#else
    x -= x >> 1 & 0x5555555555555555;
    x = (x & 0x3333333333333333) + (x >> 2 & 0x3333333333333333);
    x = (x + (x >> 4)) & 0x0f0f0f0f0f0f0f0f;
    return (uint32_t)(x * 0x0101010101010101 >> 56);
#endif
}

/* Each bit becomes the parity of itself and all below it. */
static inline uint64_t parity(uint64_t x)
{
    x ^= x << 1;
    x ^= x << 2;
    x ^= x << 4;
    x ^= x << 8;
    x ^= x << 16;
    x ^= x << 32;
    return x;
}

/* ---- Blocks ------------------------------------------------------------ */

static uint64_t count_lines(const char *block, uint64_t ends)
{
    uint64_t lines = 0;

    for (; ends != 0; ends &= ends - 1) {
        const char *const end = block + lowest(ends);

        lines += *end == '\r' || end[-1] != '\r';
    }
    return lines;
}

/* The state of a scan over the quotes. */
struct quotes {
    uint64_t inside, closed, quoted; /* see struct csv_scan */
    uint64_t wrong;                  /* bytes that break the rule */
};

/* Drop the marks inside quotes, and all behind what breaks the rule. */
static void settle(struct quotes *q, const char *block, char delimiter,
                   struct csv_masks *m)
{
    const char last = block[-1];
    const uint64_t inside = parity(m->quote) ^ q->inside;
    const uint64_t opening = m->quote & inside;
    const uint64_t closing = m->quote & ~inside;
    const uint64_t first =
        q->closed | (last == delimiter) | (last == '\n') | (last == '\r');
    const uint64_t before = ((m->mark & ~inside) | closing) << 1 | first;
    const uint64_t behind = closing << 1 | q->closed;
    const uint64_t wrong =
        (opening & ~before) | (behind & ~(m->mark | m->quote));
    const uint64_t below = (wrong & (0 - wrong)) - 1; /* all, if none is */

    if ((m->end & inside & below) != 0) {
        q->quoted += count_lines(block, m->end & inside & below);
    }
    m->mark &= ~inside & below;
    m->end &= ~inside & below;
    q->inside = 0 - (inside >> 63);
    q->closed = closing >> 63;
    q->wrong = wrong;
}

/* The bits above the lowest, with the top one, so that there is a lowest. */
static inline uint64_t above(uint64_t bits)
{
    return (bits & (bits - 1)) | TOP;
}

/* The four lowest bits, and those above them. */
static inline uint64_t write_four(uint32_t *out, uint32_t base, uint64_t a)
{
    const uint64_t b = above(a);
    const uint64_t c = above(b);
    const uint64_t d = above(c);

    out[0] = base + (uint32_t)__builtin_ctzll(a);
    out[1] = base + (uint32_t)__builtin_ctzll(b);
    out[2] = base + (uint32_t)__builtin_ctzll(c);
    out[3] = base + (uint32_t)__builtin_ctzll(d);
    return above(d);
}

/* A loop of so many rounds as there are bits would be guessed wrong too
 * often. */
static inline uint32_t *note_marks(uint32_t *out, uint32_t base, uint64_t bits)
{
    uint32_t *const end = out + count_bits(bits);

    bits = write_four(out, base, bits | TOP);
    bits = write_four(out + 4, base, bits);
    bits = write_four(out + 8, base, bits);
    for (out += AT_ONCE; out < end; out++) {
        *out = base + (uint32_t)__builtin_ctzll(bits);
        bits = above(bits);
    }
    return end;
}

static inline uint32_t *note_rows(uint32_t *out, uint32_t base, uint64_t bits)
{
    do {
        *out = base + lowest(bits);
        out += bits != 0;
        bits &= bits - 1;
    } while (bits != 0);
    return out;
}

void csv_scan_run(struct csv_scan *scan, const char *bytes, size_t have,
                  uint32_t rows)
{
    const char delimiter = scan->delimiter;
    const char quote = scan->quote;
    const uint32_t *const last_mark = scan->mark + CSV_SCAN_MARKS;
    const uint32_t *const last_row = scan->row + rows;
    struct quotes q = {scan->inside, scan->closed, scan->quoted, 0};
    uint32_t *mark = scan->mark + scan->marks;
    uint32_t *row = scan->row + scan->rows;
    uint64_t open = q.inside | q.closed;
    uint32_t base = scan->at;

    if (scan->odd) {
        return;
    }
    while (base + CSV_SCAN_BLOCK <= have && row < last_row &&
           mark < last_mark) {
        struct csv_masks m = csv_masks_block(bytes + base, delimiter, quote);

        if ((m.quote | open) != 0) {
            settle(&q, bytes + base, delimiter, &m);
            open = q.inside | q.closed;
            have = q.wrong == 0 ? have : 0; /* this was the last block */
        }
        mark = note_marks(mark, base, m.mark);
        row = note_rows(row, base, m.end);
        base += CSV_SCAN_BLOCK;
    }
    if (q.wrong != 0) {
        base -= CSV_SCAN_BLOCK - lowest(q.wrong);
    }
    scan->odd = q.wrong != 0;
    scan->inside = q.inside;
    scan->closed = q.closed;
    scan->quoted = q.quoted;
    scan->marks = (uint32_t)(mark - scan->mark);
    scan->rows = (uint32_t)(row - scan->row);
    scan->at = base;
}
