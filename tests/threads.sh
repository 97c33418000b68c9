#!/bin/sh
# SPDX-License-Identifier: MIT
#
# threads.sh - how many threads read a file must not show: the same bytes on
# both outputs and the same exit status, whatever is in the file.  Stretches
# are at least 256 KiB, so files here have a little more than eight of them;
# with CXM_TEST_QUICK, as for a sanitizer, three.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/shell.inc
. tests/program.inc
cd "$scratch" || exit 1

many=40000
threads='2 3 8'
if [ "${CXM_TEST_QUICK-}" ]; then
    many=15500
    threads=3
fi

# alike TEXT ARGUMENT...: one check, of s.csv read by one thread and by more.
# It is a failure, too, if the one says nothing at all, or the status is not
# $expected.
alike() {
    text=$1
    shift
    "$cxm" "$@" -j 1 >out 2>err
    code=$?
    failed=0
    if [ $code -ne $expected ] || { [ ! -s out ] && [ ! -s err ]; }; then
        echo "# exit status $code: $(head -n 1 err)"
        failed=1
    fi
    for jobs in $threads; do
        "$cxm" "$@" -j $jobs >out.n 2>err.n
        more=$?
        [ $more -eq $code ] && cmp out out.n && cmp err err.n && continue
        echo "# -j $jobs: exit status $more, not $code: $(head -n 1 err.n)"
        failed=1
    done
    verdict $failed "$text"
}

# fails TEXT ARGUMENT...: the same of what ends with a message.
expected=0
fails() {
    expected=3
    alike "$@"
    expected=0
}

# answers PROGRAM [END]: s.csv, surveys of $rows rows; PROGRAM is awk, for row
# i, and may change csat, ces, nps, channel, day, text and end; END is for the
# end of the file.
rows=$many
answers() {
    awk -v rows=$rows "BEGIN {
        printf \"response_id,created_at,channel,csat,ces,nps,comment\\n\"
        srand(7)
        for (i = 1; i <= rows; i++) {
            csat = 1 + int(5 * rand()); ces = 1 + int(7 * rand())
            nps = int(11 * rand()); channel = rand() < .5 ? \"chat\" : \"mail\"
            day = sprintf(\"2025-%02d-%02d\", 1 + i % 12, 1 + i % 28)
            text = \"nett, order\"; end = \"\\n\"
            $1
            printf \"R%d,%sT10:00:00Z,%s,%s,%s,%s,\\\"%s\\\"%s\", i, day,
                channel, csat, ces, nps, text, end
        }
        ${2-}
    }" </dev/null >s.csv
}

all='--scale ces=1:7 --format csv s.csv'

# ---- Texts that are cut ----

answers ''
# shellcheck disable=SC2086
alike 'regular text' report $all
# shellcheck disable=SC2086
alike 'regular text, with libcsv' report --reader libcsv $all
# shellcheck disable=SC2086
alike 'by month and channel' report --every month --by channel $all
alike 'with a condition' csat --where 'channel = chat' s.csv
alike 'more groups than may be' csat --by created_at --max-groups 7 s.csv
fails 'check' check s.csv
tail -n +2 s.csv >rest
{
    printf 'sep=,\r\n'
    head -n 1 s.csv
    cat rest
} >sep && mv sep s.csv
# shellcheck disable=SC2086
alike 'a line that names the delimiter' report --every month $all
{
    printf '\357\273\277'
    head -n 1 s.csv
    cat rest
} >mark && mv mark s.csv

answers 'for (k = i % 9; k > 0; k--)
    text = text (k % 2 ? ",\n" : "\n\"\"x\"\", ")'
# shellcheck disable=SC2086
alike 'line feeds in quotes' report $all
# shellcheck disable=SC2086
alike 'line feeds in quotes, with libcsv' report --reader libcsv $all
{
    echo 'not of the file'
    cat s.csv
} >before
# Standard input that was read from before is the rest of it.
for jobs in 1 2 5; do
    {
        dd bs=16 count=1 >/dev/null 2>&1
        "$cxm" report --scale ces=1:7 --format csv - -j $jobs
    } <before >out.$jobs 2>err.$jobs
done
test -s out.1 && cmp out.1 out.2 && cmp out.1 out.5 && cmp err.1 err.2 &&
    cmp err.1 err.5
verdict $? 'standard input that does not begin with the file'

answers 'channel = i % 3 ? "a 27\" monitor" : "27\""'
# shellcheck disable=SC2086
alike 'bare quotes' report --by channel $all
answers 'text = ""; channel = i % 3 ? "a 27\" monitor" : "27\""'
# shellcheck disable=SC2086
alike 'bare quotes and empty texts' report --by channel $all
answers 'end = "\r\n"; if (i % 5 == 0) end = "\r\n\r\n  \r\n"
    if (i % 7 == 0) text = "a\r\nb"; if (i % 9 == 0) csat = "x"'
# shellcheck disable=SC2086
fails 'CRLF, blank lines and rejected rows' report --show-rejected 100000 $all
answers 'end = "\r"; if (i % 9 == 0) csat = "x"'
# shellcheck disable=SC2086
fails 'CR only' report --show-rejected 9 $all
rows=100
answers 'if (i % 40 == 0) { text = ""
    for (k = 0; k < 40000; k++) text = text "so, \n\"\"was\"\" "}'
rows=$many
# shellcheck disable=SC2086
alike 'rows larger than a window' report $all

# The header is so long that the first stretch ends in what is read at once.
answers ''
awk 'NR == 1 { printf "%s,\"", $0; for (i = 0; i < 44000; i++) printf "long "
    print "\""; next } { print }' s.csv >long && mv long s.csv
# shellcheck disable=SC2086
alike 'a header larger than what is looked at' report $all

# ---- What is told of rows ----

for shown in 3 100000; do
    answers 'if (i % 11 == 0) csat = "bad " i; if (i % 13 == 0) nps = 12
        if (i % 5 == 0) text = "two\nlines"; if (i % 999 == 0) ces = "x,y"'
    # shellcheck disable=SC2086
    fails "rejected rows, $shown shown" report --show-rejected $shown $all
    # shellcheck disable=SC2086
    fails "rejected rows, $shown shown, with libcsv" report --reader libcsv \
        --show-rejected $shown $all
done
answers 'if (i > rows - 10) csat = "late"'
# shellcheck disable=SC2086
alike 'rejected rows in the last stretch' report --show-rejected 5 $all
fails 'a threshold of rejected rows' csat --max-rejected 0 s.csv
fails 'the first rejected row, far behind' csat --strict s.csv
rows=$((2 * many))
answers 'csat = "?" i'
rows=$many
# shellcheck disable=SC2086
fails 'more rejected rows than anybody remembers' csat \
    --show-rejected 100000 s.csv
answers 'csat = i % 3 ? "satisfied" : "very dissatisfied"'
# shellcheck disable=SC2086
alike 'labels' report $all
answers 'nps = i < rows / 2 ? "1.234" : "7"' \
    'print "X,2025-01-01,chat,,,\"2,5\",x"'
fails 'marks that contradict each other' amount --map amount=nps s.csv
answers '' 'printf "X,2025-01-01,chat,1,1,1,\"never closed\nand so on\n"'
fails 'a quote left open at the end' csat s.csv
answers 'if (i == int(rows / 2)) channel = "\"open"'
alike 'a quote left open in the middle' csat s.csv
answers 'if (i == int(rows * .8))
    for (k = 0; k < 18; k++) text = text text "0123"'
fails 'a field that is too long' csat s.csv
answers '' 'for (i = 0; i < rows; i++) print "X,2025-01-01,chat,1,1,1,a,b"'
# shellcheck disable=SC2086
fails 'rows with too many fields' report --show-rejected 5 $all

# ---- Where the order matters, or there is more than one file ----

answers 'if (i % 100 == 0) i--; if (rand() < .01) i++'
alike 'duplicates' csat --duplicates last --map id=response_id s.csv
answers 'channel = i % 2 ? "chat;mail" : "mail"'
alike 'several values in a cell' csat --by channel --split channel s.csv
cp s.csv t.csv
alike 'two files' csat --by channel s.csv t.csv
gzip -c s.csv >s.csv.gz
alike 'a packed file' csat --by channel s.csv.gz

# ---- Tickets and events ----

# tickets PROGRAM: s.csv, with times, states and rejected cells.
tickets() {
    awk -v rows=$((many * 3 / 4)) "BEGIN { srand(3)
        print \"ticket_id,status,created_at,solved_at,first_reply_at,amount\"
        for (i = 1; i <= rows; i++) {
            state = rand() < .8 ? \"closed\" : \"open\"; amount = i % 900
            at = sprintf(\"2025-%02d-%02dT10:%02d:00Z\", 1 + i % 12, 1 + i % 28,
                i % 60)
            solved = at; sub(/T10/, \"T\" 11 + i % 9, solved)
            reply = at; sub(/T10:/, \"T11:\", reply)
            $1
            printf \"%d,%s,%s,%s,%s,%s\\n\", i, state, at,
                state == \"open\" ? \"\" : solved, reply, amount
        }
    }" </dev/null >s.csv
}

tickets 'if (i % 700 == 0) solved = "soon"; if (i > rows / 2 && i % 3 == 0)
    state = "Waiting for goods"'
alike 'tickets by month' report --duplicates all --every month s.csv
alike 'words for the status, first in a later stretch' resolution \
    --duplicates all --show-rejected 100000 s.csv
alike 'an amount' amount --map amount=amount --duplicates all s.csv
alike 'what is undecided until it is due' sla --target status=closed:4h s.csv

awk -v rows=$many 'BEGIN {
    print "event_id,ticket_id,at,event,actor_role,talk_s,hold_s,wrap_s"
    for (i = 1; i <= rows; i++)
        printf "E%d,T%d,2025-01-%02dT%02d:00:00Z,%s,agent,%s,%s,%s\n", i,
            i / 4, 1 + i % 28, i % 24, i % 4 ? "leg" : "created", 60 + i % 90,
            i % 7, i % 999 ? i % 20 : "x" }' >s.csv
alike 'legs of calls' report --show-rejected 100000 s.csv

finish
