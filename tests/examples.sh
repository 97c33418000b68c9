#!/bin/sh
# SPDX-License-Identifier: MIT
#
# examples.sh - each program of examples/ runs without an argument, says
# something, and includes nothing of the library but its public headers (that
# is layers.sh).  Where the first comment of its source ends in a block that
# begins with "Prints:", that is what it prints.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/shell.inc

# expected FILE: the lines after " * Prints:" up to the end of the comment.
expected() {
    sed -n '/^ \* Prints:$/,/^ \*\//p' "$1" |
        sed '1d; $d; s/^ \* \{0,1\}//; s/^    //' |
        sed '/./,$!d'
}

count=0
for source in examples/*.c; do
    test -f "$source" || continue
    count=$((count + 1))
    name=$(basename "$source" .c)
    "$B/examples/$name" </dev/null >"$scratch/out" 2>"$scratch/log"
    code=$?
    [ $code -eq 0 ] || sed 's/^/# /' "$scratch/log"
    test $code -eq 0 && test -s "$scratch/out"
    verdict $? "examples/$name runs"
    expected "$source" >"$scratch/expected"
    if [ -s "$scratch/expected" ]; then
        diff "$scratch/expected" "$scratch/out" >"$scratch/differ"
        empty "$scratch/differ" "examples/$name prints what it says"
    fi
done
[ $count -gt 0 ] || echo "skip - there are no example programs"
finish
