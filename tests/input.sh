#!/bin/sh
# SPDX-License-Identifier: MIT
#
# input.sh - what an input says must not depend on its being a file or a pipe,
# nor, without a word, on the order of its rows.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/shell.inc
. tests/program.inc

# both ARGUMENT...: run it with s.csv as a file and as a pipe; the statuses to
# $code and $piped, the outputs to out and piped.out, the messages to err.
both() {
    (cd "$scratch" && "$cxm" "$@" --format csv --interval none s.csv \
        >out 2>err)
    code=$?
    cat "$scratch/s.csv" |
        "$cxm" "$@" --format csv --interval none \
            >"$scratch/piped.out" 2>"$scratch/piped.err"
    piped=$?
    sed 's/^s\.csv:/stdin:/' "$scratch/err" >"$scratch/expected.err"
}

# alike: file and pipe said the same.
alike() {
    test "$code" -eq "$piped" && cmp "$scratch/out" "$scratch/piped.out" &&
        cmp "$scratch/expected.err" "$scratch/piped.err"
}

says() {
    for word in "$@"; do
        grep -q -F -e "$word" "$scratch/err" && continue
        echo "# \"$word\" is not in: $(head -n 1 "$scratch/err")"
        return 1
    done
}

# ---- Decimal commas ----

points='print "id,amount"; for (i = 0; i < 2000; i++) print i ",1.234"'
awk "BEGIN { $points; print \"x,\\\"2,5\\\"\" }" >"$scratch/s.csv"
both amount
test $code -eq 3 && test ! -s "$scratch/out" && alike &&
    says 's.csv:2002:' '--decimal ,' '--decimal .'
verdict $? "a decimal comma far behind 1.234 stops the run"

awk 'BEGIN { print "id,amount"; for (i = 0; i < 2000; i++) print i ",7"
    print "x,\"2,5\""; print "y,1.234" }' >"$scratch/s.csv"
both amount
test $code -eq 3 && test ! -s "$scratch/out" && alike && says 's.csv:2003:'
verdict $? "so does 1.234 behind a late decimal comma"

awk "BEGIN { $points; print \"x,\\\"2,5\\\"\" }" >"$scratch/s.csv"
both amount --decimal .
test $code -eq 0 && alike && grep -q '^amount,,,,2000,1.234,' "$scratch/out"
verdict $? "with --decimal . the comma is one rejected cell"

awk 'BEGIN { print "id,amount"; for (i = 0; i < 2000; i++) print i ",12.5"
    print "x,\"2,5\"" }' >"$scratch/s.csv"
both amount
test $code -eq 0 && alike && grep -q '^amount,,,,2000,12.5,' "$scratch/out"
verdict $? "where no number is in doubt it is one, too"

awk 'BEGIN { print "all,hits"; for (i = 0; i < 20; i++) print "2,1.234"
    print "2,\"0,5\"" }' >"$scratch/s.csv"
both rate --numerator hits --denominator all
test $code -eq 3 && test ! -s "$scratch/out" && alike
verdict $? "columns that options name are watched like fields"

# ---- Labels ----

# Between them a mebibyte of rows: more than is looked at.
awk 'BEGIN { print "id,comment,csat"
    for (i = 0; i < 1000; i++) c = c "abcdefgh"
    for (i = 0; i < 200; i++) print i "," c ","
    print "x,,Happy" }' >"$scratch/s.csv"
both csat
alike
verdict $? "a label behind a mebibyte is met alike in files and pipes"

awk 'BEGIN { print "id,csat"; for (i = 0; i < 3000; i++) print i ",Happy"
    print "x,Satisfied" }' >"$scratch/s.csv"
both csat
test $code -eq 0 && alike && says '"Satisfied"' '--scale 1:5'
verdict $? "a late label of another scale is rejected, naming that scale"

awk 'BEGIN { print "comment,nps"
    for (i = 0; i < 600; i++) c = c "abcd"
    for (i = 0; i < 3000; i++) print c "," i % 11 }' >"$scratch/s.csv"
both nps
test $code -eq 0 && alike && grep -q '^nps,,,,3000,' "$scratch/out"
verdict $? "long cells beside the ratings do not stop a pipe"

# ---- Options files ----

printf 'nps\nnone\nnil\n9\n' >"$scratch/null.csv"
"$cxm" check --null none --null nil --write-options "$scratch/null.cxm" \
    "$scratch/null.csv" >/dev/null 2>&1
"$cxm" nps "@$scratch/null.cxm" --strict --format csv --interval none \
    "$scratch/null.csv" >"$scratch/out" 2>/dev/null
test $? -eq 0 && grep -q '^nps,,,,1,100,' "$scratch/out"
verdict $? "check writes every --null"

# ---- Wide files ----

# Without a sorted header this takes minutes, and not a second with it.
awk 'BEGIN { for (i = 0; i < 20000; i++) printf "column %d,", i; print "nps"
    for (i = 0; i < 20000; i++) printf "1,"; print 9 }' \
    >"$scratch/wide.csv"
awk 'BEGIN { for (i = 0; i < 20000; i++) print "--where=Column " i "=1" }' \
    </dev/null >"$scratch/wide.cxm"
(ulimit -t 20 && exec "$cxm" nps "@$scratch/wide.cxm" --format csv \
    --interval none "$scratch/wide.csv") >"$scratch/out" 2>/dev/null
test $? -eq 0 && grep -q '^nps,,,,1,100,' "$scratch/out"
verdict $? "as many conditions as columns are found quickly"

finish
