/* SPDX-License-Identifier: MIT */
/*
 * tests/fuzz_main.c - replays inputs through a fuzz target, without a fuzzer:
 * nothing, then each file that is named.  So every input that was ever worth
 * keeping is tried by every compiler and sanitizer in `make check`.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Read a whole file, or NULL. */
static uint8_t *read_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    uint8_t *data = NULL;
    long length = -1;

    if (!file)
        return NULL;
    if (fseek(file, 0, SEEK_END) == 0)
        length = ftell(file);
    rewind(file);
    if (length >= 0)
        data = malloc(length ? (size_t)length : 1);
    *size = length > 0 ? (size_t)length : 0;
    if (data && fread(data, 1, *size, file) != *size) {
        free(data);
        data = NULL;
    }
    fclose(file);
    return data;
}

/* The block is exactly as long as the input: an overread shows. */
static int replay(const char *path)
{
    size_t size = 0;
    uint8_t *data = read_file(path, &size);

    if (!data) {
        fprintf(stderr, "cannot read %s\n", path);
        return 0;
    }
    fprintf(stderr, "%s\n", path);
    LLVMFuzzerTestOneInput(data, size);
    free(data);
    return 1;
}

int main(int argc, char **argv)
{
    int failed = 0;

    LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
    for (int i = 1; i < argc; i++)
        failed += !replay(argv[i]);
    printf("%d inputs replayed\n", argc - 1 - failed);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
