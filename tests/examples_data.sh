#!/bin/sh
# SPDX-License-Identifier: MIT
#
# examples_data.sh - the data sets of examples/data give what stands beside
# them, and the console blocks of README.md are what the program prints.
#
# A line of examples/data/commands is a command with its output redirected to
# the file it is compared with.  So after a wanted change that file is made
# anew by running the line in examples/data with build/ in PATH.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/shell.inc

if [ ! -x "$B/cxm" ]; then
    echo "skip - there is no program"
    exit 0
fi
program=$(cd "$B" && pwd)/cxm
mkdir "$scratch/bin"
ln -s "$program" "$scratch/bin/cxm"
PATH=$scratch/bin:$PATH
LC_ALL=C.UTF-8
export PATH LC_ALL

# Numbers to 12 digits: what comes from log and exp may differ in the last
# ones between machines.  The release is not what is tested here.
plain() {
    sed 's/"cxm":"[^"]*"/"cxm":"RELEASE"/' "$1" | awk '{
        rest = $0
        line = ""
        while (match(rest, /[0-9]+\.[0-9]+(e[-+][0-9]+)?/)) {
            number = substr(rest, RSTART, RLENGTH)
            if (RLENGTH > 12)
                number = sprintf("%.12g", number)
            line = line substr(rest, 1, RSTART - 1) number
            rest = substr(rest, RSTART + RLENGTH)
        }
        print line rest
    }'
}

# same EXPECTED GOT TEXT
same() {
    plain "$1" >"$scratch/wanted"
    plain "$2" >"$scratch/printed"
    diff "$scratch/wanted" "$scratch/printed" >"$scratch/differ"
    empty "$scratch/differ" "$3"
}

data=examples/data
while read -r line; do
    expected=${line##*>}
    command=${line% >*}
    (cd "$data" && sh -c "$command") </dev/null >"$scratch/got" \
        2>"$scratch/log"
    code=$?
    [ $code -eq 0 ] || sed 's/^/# /' "$scratch/log"
    test $code -eq 0 && test -s "$scratch/got"
    verdict $? "runs: $command"
    same "$data/$expected" "$scratch/got" "gives $expected"
    echo "$data/$expected" >>"$scratch/used"
done <"$data/commands"
ls "$data"/*.expected* | sort >"$scratch/there"
sort "$scratch/used" | diff - "$scratch/there" >"$scratch/differ"
empty "$scratch/differ" "each expected file has its command"

# One calls file with ISO dates and semicolons, one with d/m/y and commas.
cmp "$data/calls.expected.csv" "$data/calls-dmy.expected.csv" >"$scratch/log"
verdict $? "the same calls in two layouts give the same figures"
cxm report -q "$data/calls-dmy.csv" >"$scratch/got" 2>"$scratch/log"
test $? -eq 3
verdict $? "dates in doubt are refused"

# A question of seven points read as one of five.
cxm ces "$data/survey-en.csv" >"$scratch/got" 2>"$scratch/log"
test $? -eq 3
verdict $? "ces on the wrong scale is exit status 3"
grep -q -e '--scale 1:7' "$scratch/log"
verdict $? "and names the scale to use"

# Cells quoted over several lines are one row: the rows are those that differ
# from lines.
rows=$(cxm volume -q --format csv "$data/survey-de.csv" | awk -F, 'NR == 2 {
    print $5 }')
lines=$(($(wc -l <"$data/survey-de.csv") - 1))
test "$rows" = 198 && test "$lines" -gt 198
verdict $? "embedded newlines end no row"

# README.md: each cxm and cat of a console block with what stands below it.
awk -v dir="$scratch" '
    /^```console/ { inside = 1; next }
    /^```/ { inside = 0; next }
    !inside { next }
    /^\$ / {
        number++
        print substr($0, 3) >(dir "/" number ".command")
        printf "" >(dir "/" number ".shown")
        next
    }
    { print >(dir "/" number ".shown") }' README.md
number=1
while [ -f "$scratch/$number.command" ]; do
    read -r command <"$scratch/$number.command"
    case $command in
    build/cxm\ * | cat\ *)
        printf '%s\n' "$command" | sed "s|build/cxm |cxm |g" \
            >"$scratch/script"
        sh "$scratch/script" </dev/null >"$scratch/got" 2>&1
        same "$scratch/$number.shown" "$scratch/got" "README.md: $command"
        ;;
    esac
    number=$((number + 1))
done
test $number -gt 3
verdict $? "README.md shows commands"
finish
