#!/bin/sh
# SPDX-License-Identifier: MIT
#
# style.sh - the licence line and plain text files everywhere; and, as a note
# that never fails, how long functions and files are.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/shell.inc

find Makefile .ci include lib examples tests bindings man -type f \
    ! -path '*/build/*' ! -path 'tests/corpus/*' \
    \( -name '*.[ch1-9]' -o -name '*.sh' -o -name '*.inc' -o -name '*.py' \
    -o -name run -o -name Makefile \) 2>/dev/null | sort >"$scratch/files"

# shellcheck disable=SC2046
{
    while read -r file; do
        head -n 2 "$file" | grep -q 'SPDX-License-Identifier: MIT' ||
            echo "$file"
    done <"$scratch/files" >"$scratch/licence"
    empty "$scratch/licence" "every file says its licence in its first lines"

    grep -nE '[[:space:]]+$' $(cat "$scratch/files") >"$scratch/blanks"
    empty "$scratch/blanks" "no line ends in blanks"
    grep -nP '\t' $(grep '\.[ch]$' "$scratch/files") >"$scratch/tabs"
    empty "$scratch/tabs" "no C file has tabs"
    for file in $(cat "$scratch/files"); do
        test -z "$(tail -c 1 "$file")" || echo "$file"
    done >"$scratch/ends"
    empty "$scratch/ends" "every file ends with a newline"
    grep -nE '^[[:space:]]*typedef[[:space:]]+(struct|union|enum)' \
        $(grep '\.[ch]$' "$scratch/files") >"$scratch/typedefs"
    empty "$scratch/typedefs" "no struct hides behind a typedef"
}

# note - WHAT: median M, 90 % P, longest L (WHERE)
lengths() {
    sort -n "$1" | awk -v what="$2" '
    { length_of[NR] = $1; where = $2 }
    END {
        if (NR)
            printf "note - %s: %d, median %d, 90 %% %d, longest %d (%s)\n",
                what, NR, length_of[int((NR + 1) / 2)],
                length_of[int((NR * 9 + 9) / 10)], length_of[NR], where
    }'
}

# The functions of the C files given: lines and place.
functions() {
    awk '
    /^[a-z].*[a-z_0-9]\(/ { name = $0; sub(/\(.*/, "", name)
                            sub(/.*[ *]/, "", name) }
    /^\{$/ { start = FNR; file = FILENAME }
    /^\}$/ && start && file == FILENAME {
        print FNR - start - 1, FILENAME ":" name
        start = 0
    }' "$@"
}

over() {
    awk -v limit="$2" -v what="$3" '$1 > limit && $2 != "total" {
        print "note - " what " over " limit " lines: " $2 " " $1
    }' "$1"
}

find lib examples -name '*.c' | sort >"$scratch/sources"
# shellcheck disable=SC2046
{
    functions $(cat "$scratch/sources") >"$scratch/functions"
    wc -l $(cat "$scratch/sources") | grep -v ' total$' >"$scratch/lines"
    wc -l include/cxm/*.h | grep -v ' total$' >"$scratch/headers"
}
lengths "$scratch/functions" functions
lengths "$scratch/lines" sources
lengths "$scratch/headers" headers
over "$scratch/functions" 60 function
over "$scratch/lines" 400 source
over "$scratch/headers" 120 header
finish
