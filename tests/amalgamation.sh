#!/bin/sh
# SPDX-License-Identifier: MIT
#
# amalgamation.sh - the library as two files compiles without a warning and
# answers as the library does.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/shell.inc

two=$scratch/two
sh lib/amalgamate.sh "$two" >"$scratch/log" 2>&1
verdict $? "the two files are written"
empty "$scratch/log" "nothing is said about it"
grep -nE '^[ \t]*#[ \t]*include[ \t]*("|<cxm)' "$two/cxm.c" "$two/cxm.h" |
    grep -v '"cxm.h"' >"$scratch/includes"
empty "$scratch/includes" "they include no other file of ours"

strict='-Wall -Wextra -Werror -ffp-contract=off'
$CC -std=c11 $strict -O1 -c -o "$two/cxm.o" "$two/cxm.c"
verdict $? "cxm.c compiles as C11"
$CC -std=c11 $strict -O1 -DCXM_NO_INT128 -c -o "$two/portable.o" "$two/cxm.c"
verdict $? "cxm.c compiles without 128-bit integers"
if $CXX --version >/dev/null 2>&1; then
    $CXX -std=c++11 $strict -fsyntax-only -x c++ "$two/cxm.h" 2>"$scratch/log"
    verdict $? "cxm.h compiles as C++"
fi

cat >"$two/user.c" <<'END'
#include "cxm.h"
#include <stdio.h>

/* Every KPI by name, and a definition of it where the defaults make one. */
int main(void)
{
    const struct cxm_kpi *kpi;

    printf("%s\n", cxm_version());
    for (size_t i = 0; (kpi = cxm_kpi_at(i)) != NULL; i++) {
        struct cxm_def *def = NULL;
        int status = cxm_def_new(&def, kpi->name, NULL, NULL);

        printf("%s %d %s\n", kpi->name, status, def ? cxm_def_text(def) : "");
        cxm_def_free(def, NULL);
    }
    return 0;
}
END
$CC -std=c11 -o "$two/alone" "$two/user.c" "$two/cxm.o" -lm &&
    "$two/alone" >"$two/alone.out"
verdict $? "a user links cxm.c and runs"
$CC -std=c11 -o "$two/portable" "$two/user.c" "$two/portable.o" -lm &&
    "$two/portable" >"$two/portable.out"
verdict $? "and without 128-bit integers"
mkdir -p "$two/tree"
if [ -z "${SAN:-}" ]; then
    sed 's/"cxm.h"/<cxm.h>/' "$two/user.c" >"$two/tree/user.c"
    $CC -std=c11 -Iinclude -o "$two/tree/user" "$two/tree/user.c" \
        "$B/libcxm.a" -lm && "$two/tree/user" >"$two/tree/user.out"
    cmp -s "$two/alone.out" "$two/tree/user.out" &&
        cmp -s "$two/alone.out" "$two/portable.out"
    verdict $? "it answers as the library does"
fi
finish
