#!/bin/sh
# SPDX-License-Identifier: MIT
#
# run.sh ITEM... - run tests and say how many passed and failed.
#
# An item is a check program (build/tests/check_x), a fuzz target that replays
# its corpus (build/tests/fuzz_x), or a shell test (tests/x.sh).  A shell test
# prints one line per check: "ok - text", "not ok - text" or "skip - text";
# a check program may print "skip - text" or "skipped: text" for a test that had
# no data.  Lines "note - text" are shown and do not count.
#
#   B=build          where the build is
#   JOBS=2           items at once (default: the number of processors)
#   WRAP='valgrind'  put before programs (not before shell tests)
#   LIMIT=900        seconds an item may take
#   LATE=skip        an item that takes longer is skipped, and has not failed
#
# The last line is "N passed, N failed", with ", N skipped" where any were.
set -u
B=${B:-build}
logs=$B/log

# Count the lines of the log $1 that begin with $2.
lines() {
    grep -c "^$2" "$1"
}

# What the log $1 says was skipped, each once.
skips() {
    sed -n 's/^skip - //p; s/^skipped: //p' "$1" | sort -u
}

# The number that follows the word $2 in Check's summary line in $1.
summary() {
    sed -n "s/.*[0-9]%: Checks: / Checks: /; s/^ .*$2: \([0-9]*\).*/\1/p" \
        "$1" | tail -n 1
}

# Run one item; its verdict goes to log/NAME.counts, what it said to NAME.log.
run_item() {
    name=$(basename "$1" .sh)
    log=$logs/$name.log
    start=$(date +%s)
    passed=0 failed=0 code=0
    # shellcheck disable=SC2046,SC2086
    case $name in
    check_*)
        timeout -k 9 "${LIMIT:-900}" ${WRAP:-} "$1" >"$log" 2>&1 || code=$?
        checks=$(summary "$log" Checks)
        failed=$(summary "$log" Failures)
        errors=$(summary "$log" Errors)
        failed=$((${failed:-0} + ${errors:-0}))
        passed=$((${checks:-0} - failed))
        ;;
    fuzz_*)
        corpus=tests/corpus/${name#fuzz_}
        files=$(find "$corpus" -type f 2>/dev/null | sort)
        if [ -z "$files" ]; then
            echo "no corpus in $corpus" >"$log"
            code=1
        else
            timeout -k 9 "${LIMIT:-900}" ${WRAP:-} "$1" $files \
                >"$log" 2>&1 || code=$?
            [ $code -ne 0 ] || passed=1
        fi
        ;;
    *)
        timeout -k 9 "${LIMIT:-900}" sh "$1" >"$log" 2>&1 || code=$?
        passed=$(lines "$log" 'ok - ')
        failed=$(lines "$log" 'not ok - ')
        ;;
    esac
    if [ $code -eq 124 ] && [ "${LATE:-}" = skip ] && [ "$failed" -eq 0 ]; then
        echo "skip - $name takes more than ${LIMIT:-900} s" >>"$log"
        code=0
    fi
    skipped=$(skips "$log" | wc -l)
    case $name in
    check_*) [ "$skipped" -gt "$passed" ] || passed=$((passed - skipped)) ;;
    esac
    # A crash, a time-out, a leak found at exit, a test that tested nothing.
    if [ $code -ne 0 ] && [ "$failed" -eq 0 ]; then
        echo "exit status $code" >>"$log"
        failed=1
    fi
    if [ $((passed + failed + skipped)) -eq 0 ]; then
        echo "nothing was tested" >>"$log"
        failed=1
    fi
    seconds=$(($(date +%s) - start))
    echo "$passed $failed $skipped $seconds" >"$logs/$name.counts"
}

if [ "${1-}" = --one ]; then
    run_item "$2"
    exit 0
fi

mkdir -p "$logs"
rm -f "$logs"/*.counts
printf '%s\n' "$@" | xargs -n 1 -P "${JOBS:-$(getconf _NPROCESSORS_ONLN)}" \
    sh "$0" --one

all_passed=0 all_failed=0 all_skipped=0
for item in "$@"; do
    name=$(basename "$item" .sh)
    passed=0 failed=1 skipped=0 seconds=0
    if [ -f "$logs/$name.counts" ]; then
        read -r passed failed skipped seconds <"$logs/$name.counts"
    else
        echo "$item was not run" >"$logs/$name.log"
    fi
    verdict=pass
    [ "$failed" -eq 0 ] || verdict=FAIL
    printf '%s  %-24s %4d passed, %d failed, %d skipped, %d s\n' \
        $verdict "$name" "$passed" "$failed" "$skipped" "$seconds"
    if [ "$failed" -ne 0 ]; then
        sed 's/^/      /' "$logs/$name.log" | tail -n 100
    else
        skips "$logs/$name.log" | sed 's/^/      skipped: /; 3q'
        [ "$skipped" -le 3 ] || echo "      and $((skipped - 3)) more"
        sed -n 's/^note - /      /p' "$logs/$name.log"
    fi
    all_passed=$((all_passed + passed))
    all_failed=$((all_failed + failed))
    all_skipped=$((all_skipped + skipped))
done

line="$all_passed passed, $all_failed failed"
[ $all_skipped -eq 0 ] || line="$line, $all_skipped skipped"
echo "$line"
[ $all_failed -eq 0 ]
