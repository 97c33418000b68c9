/* SPDX-License-Identifier: MIT */
/*
 * stopwatch.c - runs a command and says what it took, from before the fork
 * until it has ended.
 *
 *     stopwatch OUT ERR COMMAND [ARGUMENT...]
 *
 * The command's output goes to the files OUT and ERR.  Printed are its wall
 * time and its processor time in microseconds and its peak resident memory in
 * KiB; the status is the command's.  This program is small because the memory
 * of the process that forks is part of that peak.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

static long long microseconds(struct timeval t)
{
    return t.tv_sec * 1000000LL + t.tv_usec;
}

static void become(char **argv)
{
    const int out = open(argv[1], O_WRONLY | O_CREAT | O_TRUNC, 0666);
    const int err = open(argv[2], O_WRONLY | O_CREAT | O_TRUNC, 0666);

    if (out >= 0 && err >= 0 && dup2(out, 1) == 1 && dup2(err, 2) == 2) {
        close(out);
        close(err);
        execvp(argv[3], argv + 3);
    }
    perror(argv[3]);
    _exit(127);
}

int main(int argc, char **argv)
{
    const long long start = now();
    struct rusage used;
    int status;
    pid_t child;

    if (argc < 4 || (child = fork()) < 0) {
        fprintf(stderr, "usage: stopwatch OUT ERR COMMAND [ARGUMENT...]\n");
        return 126;
    }
    if (child == 0)
        become(argv);
    if (wait4(child, &status, 0, &used) != child)
        return 126;
    printf("%lld %lld %ld\n", now() - start,
           microseconds(used.ru_utime) + microseconds(used.ru_stime),
           used.ru_maxrss);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 125;
}
