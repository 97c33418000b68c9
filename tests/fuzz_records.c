/* SPDX-License-Identifier: MIT */
/*
 * fuzz_records.c - from bytes to records: a whole run over a file of any
 * content.  Whatever it holds, every row must be accounted for.
 */
#include "examples/cxm/gather.h"
#include "examples/cxm/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void must(int truth)
{
    if (!truth)
        abort();
}

static void check_account(const struct report *report)
{
    const struct cxm_rows *rows = &report->rows;
    const uint64_t used =
        rows->read - rows->filtered - rows->duplicate - rows->late;
    must(used <= rows->read);
    for (size_t k = 0; k < report->n_kpis; k++) {
        const struct cxm_tally *t = &report->kpis[k].tally;
        must(used == t->counted + t->missing + t->rejected + t->undecided +
                         t->ineligible);
        must(t->off_scale <= t->rejected);
    }
}

static void run_over(const char *path, const char *const *words, int n)
{
    char *argv[16] = {(char *)(uintptr_t) "cxm"};
    struct options options;
    struct run run;
    struct gathered gathered;
    for (int i = 0; i < n; i++)
        argv[i + 1] = (char *)(uintptr_t)words[i];
    argv[n + 1] = (char *)(uintptr_t)path;
    must(options_parse(&options, n + 2, argv) == 0);
    if (run_make(&run, &options) == 0) {
        must(gather(&gathered, &run) == 0 || run.settings.has_period);
        check_account(&gathered.report);
        gathered_free(&gathered);
    }
    run_free(&run);
    options_free(&options);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const char *const plain[] = {"report", "-q", "--show-rejected=0"};
    static const char *const full[] = {"report",
                                       "-q",
                                       "--show-rejected=0",
                                       "--by=channel",
                                       "--every=6h",
                                       "--duplicates=last",
                                       "--where=csat>=2",
                                       "--max-groups=2"};
    /* Each row a ticket, whatever the header is. */
    static const char *const tickets[] = {"report",
                                          "-q",
                                          "--show-rejected=0",
                                          "--layout=tickets",
                                          "--map=status=#1",
                                          "--map=created=#2",
                                          "--map=solved=#3",
                                          "--map=wait=#4:mm:ss",
                                          "--map=handle=#4:h",
                                          "--map=direction=#5",
                                          "--map=answered=#5",
                                          "--labels=Fixed=solved,A=5"};
    static const char *const split[] = {"report",
                                        "-q",
                                        "--show-rejected=0",
                                        "--by=tags",
                                        "--split=tags",
                                        "--target=channel=email:4h",
                                        "--within=frt=20m,4h",
                                        "--max-groups=2"};
    static FILE *silence;
    static char path[] = P_tmpdir "/cxm-fuzz-records-XXXXXX";
    static int fd = -1;
    /* The stream, not descriptor 2: the fuzzer has things to say there. */
    if (!silence) {
        silence = fopen("/dev/null", "w");
        must(silence != NULL);
        stderr = silence;
    }
    if (fd < 0)
        fd = mkstemp(path);
    must(fd >= 0 && ftruncate(fd, 0) == 0);
    must(pwrite(fd, bytes, n, 0) == (ssize_t)n);
    run_over(path, plain, 3);
    run_over(path, full, 8);
    run_over(path, split, 8);
    run_over(path, tickets, 12);
    return 0;
}
