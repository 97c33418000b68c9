#!/bin/sh
# SPDX-License-Identifier: MIT
#
# cli.sh - the program, from the outside.  Each folder of tests/cli is a case:
#
#   args            what follows `cxm` on the command line, in shell words;
#                   it is run in the case's folder
#   expected.out    what goes to standard output, byte for byte
#   expected.err    what goes to standard error (left out: anything may)
#   status          the exit status (left out: 0)
#
# What needs a file that is too large or too odd to be kept is below them.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/shell.inc
. tests/program.inc

# The release that is written in the cases as @VERSION@.
version=$(sed -n 's/^.define CXM_VERSION *"\(.*\)"/\1/p' include/cxm/base.h)

# same EXPECTED FILE: say how they differ.
same() {
    diff -u "$1" "$2" >"$scratch/differ" && return 0
    sed 's/^/# /' "$scratch/differ" | head -n 60
    return 1
}

for folder in tests/cli/*/; do
    name=$(basename "$folder")
    cd "$folder" || exit 1
    expected=$(cat status 2>/dev/null || echo 0)
    eval "\"\$cxm\" $(tr '\n' ' ' <args)" \
        >"$scratch/out" 2>"$scratch/err" </dev/null
    code=$?
    failed=0
    if [ $code -ne "$expected" ]; then
        echo "# exit status $code, not $expected"
        failed=1
    fi
    sed "s/@VERSION@/$version/" expected.out >"$scratch/expected"
    same "$scratch/expected" "$scratch/out" || failed=1
    if [ -f expected.err ]; then
        same expected.err "$scratch/err" || failed=1
    elif [ $failed -ne 0 ]; then
        sed 's/^/# /' "$scratch/err"
    fi
    verdict $failed "$name"
    cd "$root" || exit 1
done

# ---- What needs more than a folder ------------------------------------------

# run ARGUMENT...: status to $code, what is said to out and err of scratch.
run() {
    "$cxm" "$@" >"$scratch/out" 2>"$scratch/err" </dev/null
    code=$?
}

# says WORD...: standard error, in one of its lines, has every WORD.
says() {
    for word in "$@"; do
        grep -q -F -e "$word" "$scratch/err" && continue
        echo "# \"$word\" is not in: $(head -n 1 "$scratch/err")"
        return 1
    done
}

data=$scratch/data
mkdir "$data"
printf 'response_id;Datum;Wie;team\n1;3.4.2026;9;a\n2;4.4.2026;0;b\n' \
    >"$data/s.csv"
printf 'nps\n9\n10\n' >"$data/nps.csv"

run nps --layout zendsk-ratings "$data/nps.csv"
test $code -eq 2 && says zendsk-ratings zendesk-ratings
verdict $? "an unknown layout is refused with the ones there are"

run nps --windw 7d "$data/nps.csv"
test $code -eq 2 && says windw --scale --promoters
verdict $? "an unknown option is refused with the ones there are"

run
test $code -eq 2 && test ! -s "$scratch/out" && says usage csat report
verdict $? "no command is bad usage, with a list of the commands"

run --help
test $code -eq 0 && test ! -s "$scratch/err" && grep -q amount "$scratch/out"
verdict $? "help is an answer, not an error"

failed=0
for kpi in csat ces nps response rate volume amount; do
    run $kpi --help
    test $code -eq 0 && grep -q "cxm $kpi" "$scratch/out" || failed=1
done
run nps --help
grep -q -e --promoters "$scratch/out" && grep -q -e --scale "$scratch/out" ||
    failed=1
verdict $failed "every KPI has its help, with its own options"

run layouts
failed=0
for name in responses rows qualtrics surveymonkey typeform delighted \
    zendesk-ratings chatwoot-csat; do
    grep -q "^$name" "$scratch/out" || failed=1
done
test $code -eq 0 && test $failed -eq 0
verdict $? "the layouts are listed"

# Seven rows that stand for twenty answers: eight of them are off the scale.
printf 'csat,count\n1,1\n2,1\n3,2\n4,3\n5,5\n6,4\n7,4\n' >"$data/count.csv"
run csat --format csv "$data/count.csv"
test $code -eq 3 && says --scale 1:7 && grep -q '^csat,,,,12,,' "$scratch/out"
verdict $? "answers that were counted before are guarded like others"
rm "$data/count.csv"

# ---- Output files ----

echo old >"$data/out.txt"
run nps --format csv -o "$data/out.txt" "$data/nps.csv"
test $code -eq 0 && test ! -s "$scratch/out" &&
    grep -q '^nps,,,,2,100,' "$data/out.txt"
verdict $? "-o writes the file and nothing else"

echo old >"$data/out.txt"
run nps -o "$data/out.txt" "$data/none.csv"
test $code -eq 1 && test "$(cat "$data/out.txt")" = old
verdict $? "a run that fails leaves the old output as it was"

printf 'nps\n11\n12\n' >"$data/strict.csv"
run nps --strict -o "$data/out.txt" "$data/strict.csv"
test $code -eq 3 && test "$(cat "$data/out.txt")" = old
verdict $? "so does one that stops at bad data"

test "$(ls "$data" | wc -l)" -eq 4
verdict $? "no temporary file is left behind"

if [ -c /dev/full ]; then
    failed=0
    for format in table json jsonl csv markdown; do
        "$cxm" nps --format $format "$data/nps.csv" >/dev/full \
            2>"$scratch/err"
        test $? -eq 1 && says "could not write" || failed=1
    done
    verdict $failed "a full disk is exit 1, in every format"
    "$cxm" layouts >/dev/full 2>"$scratch/err"
    test $? -eq 1
    verdict $? "for a list, too"
else
    echo "skip - there is no /dev/full"
fi

# ---- Options files ----

run check --map nps=Wie --map at=Datum --tz Europe/Berlin \
    --write-options "$data/weekly.cxm" "$data/s.csv"
test $code -eq 0
verdict $? "check writes what it understood as an options file"
run nps "@$data/weekly.cxm" --by team --every day --format csv \
    --interval none "$data/s.csv"
cut -d, -f1-6 "$scratch/out" >"$scratch/cut"
printf '%s\n' 'kpi,team,period,period_start,period_end,n' \
    'nps,a,2026-04-03,2026-04-03T00:00:00+02:00,2026-04-04T00:00:00+02:00,1' \
    'nps,b,2026-04-04,2026-04-04T00:00:00+02:00,2026-04-05T00:00:00+02:00,1' \
    >"$scratch/expected"
test $code -eq 0 && same "$scratch/expected" "$scratch/cut"
verdict $? "and the next run reads it"

# ---- Large and odd files ----

awk 'BEGIN {
    for (i = 1; i < 10000; i++) printf "column %d,", i
    print "nps"
    for (row = 0; row < 3; row++) {
        for (i = 1; i < 10000; i++) printf "%d,", i
        print 9
    }
}' >"$data/wide.csv"
run nps --by 'column 777' --format csv --interval none "$data/wide.csv"
test $code -eq 0 && grep -q '^nps,777,,,,3,100,' "$scratch/out"
verdict $? "ten thousand columns are read"

awk 'BEGIN {
    print "nps,comment"
    print "9,short"
    printf "10,\""
    for (i = 0; i < 300000; i++) printf "abcdefgh"
    print "\""
    print "0,short"
}' >"$data/long.csv"
run nps --format csv --interval none "$data/long.csv"
echo "# a field of 2.4 MB: exit status $code"
test $code -eq 0 || test $code -eq 3
verdict $? "a field of 2.4 MB ends in a figure or in bad data"

awk 'BEGIN {
    print "nps,one,two"
    for (i = 0; i < 600; i++) long = long "x"
    print "9," long ",a"
    print "9," long ",b"
}' >"$data/joined.csv"
run volume --map team=one+two --by team --format csv "$data/joined.csv"
test $code -eq 0 && test "$(wc -l <"$scratch/out")" -eq 3
verdict $? "long columns that are joined stay apart"

awk 'BEGIN {
    print "nps,team"
    for (i = 0; i < 20000; i++) print i % 11 ",t" i % 12000
}' >"$data/groups.csv"
run volume --by team --format csv "$data/groups.csv"
test $code -eq 0 && test "$(wc -l <"$scratch/out")" -eq 10002 &&
    tail -n 1 "$scratch/out" | grep -q '^volume,(other),,,,'
verdict $? "groups past --max-groups are (other), and are not lost"
awk -F, 'NR > 1 { n += $6 } END { exit n != 20000 }' "$scratch/out"
verdict $? "their sum is every row"

"$cxm" nps "$data/groups.csv" --by team --format csv 2>/dev/null | head -n 1 \
    >"$scratch/out"
grep -q '^kpi,team' "$scratch/out"
verdict $? "a reader that leaves early gets what it read"

# The language of whoever runs it: where it is not installed, C is all there is.
"$cxm" nps -v --by 'column 3' "$data/wide.csv" >"$scratch/whole" 2>&1
LC_ALL=de_DE.UTF-8 "$cxm" nps -v --by 'column 3' "$data/wide.csv" \
    >"$scratch/out" 2>&1
same "$scratch/whole" "$scratch/out"
verdict $? "output does not depend on the locale"

# The same rows in any order and any split give the same bytes.
awk 'NR == 1 { print; next } { row[NR] = $0 }
    END { for (i = NR; i > 1; i--) print row[i] }' "$data/groups.csv" \
    >"$data/reversed.csv"
head -n 7001 "$data/groups.csv" >"$data/first.csv"
{ head -n 1 "$data/groups.csv"; tail -n +7002 "$data/groups.csv"; } \
    >"$data/second.csv"
"$cxm" nps --by team --max-groups 100 --format csv "$data/groups.csv" \
    >"$scratch/whole" 2>/dev/null
failed=0
for files in "$data/reversed.csv" "$data/first.csv $data/second.csv" \
    "$data/second.csv $data/first.csv"; do
    # shellcheck disable=SC2086
    "$cxm" nps --by team --max-groups 100 --format csv $files \
        >"$scratch/out" 2>/dev/null
    same "$scratch/whole" "$scratch/out" || failed=1
done
verdict $failed "neither order nor split changes a byte"

finish
