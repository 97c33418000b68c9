#!/bin/sh
# SPDX-License-Identifier: MIT
#
# packed.sh - a compressed file says what the file itself says, and one that is
# damaged, cut off or followed by something else gives no figure at all.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/shell.inc
. tests/program.inc
if [ ! -x "$cxm" ]; then
    echo "skip - there is no program"
    exit 0
fi

# Enough rows that the text is read in many pieces, and more than is looked at
# before the first is counted.
awk 'BEGIN { print "id,at,nps,comment"
    for (i = 0; i < 40000; i++)
        printf "%d,2026-01-%02d,%d,%d words about %d\n", i, 1 + i % 28,
            i * 7919 % 11, i * 7907 % 100003, i * 31 % 1009 }' \
    >"$scratch/s.csv"
(cd "$scratch" && "$cxm" nps --by weekday --format csv s.csv) \
    >"$scratch/expected" 2>"$scratch/err"
test $? -eq 0 && test "$(wc -l <"$scratch/expected")" -eq 8
verdict $? "the plain file has figures"

# figures [FILE]: the status to $code, figures to out, messages to err.
figures() {
    (cd "$scratch" && "$cxm" nps --by weekday --format csv "$@") \
        >"$scratch/out" 2>"$scratch/err"
    code=$?
}

same() {
    test "$code" -eq 0 && cmp "$scratch/out" "$scratch/expected"
}

# refused TEXT: exit 1, no figure, and the message.
refused() {
    test "$code" -eq 1 && test ! -s "$scratch/out" &&
        grep -qxF "$1" "$scratch/err" && return
    echo "# status $code: $(head -n 1 "$scratch/err")"
    return 1
}

# packed KIND PACKER MEMBER: what holds for both; MEMBER is the word for what
# may stand behind another.
packed() {
    file=s.csv.$1
    $2 <"$scratch/s.csv" >"$scratch/$file"
    figures "$file"
    if grep -q "this build cannot read" "$scratch/err"; then
        refused "$file: $(sed "s/^$file: //" "$scratch/err")"
        verdict $? "without its library a .$1 is refused plainly"
        return
    fi
    same
    verdict $? "a .$1 says what the file says"
    figures <"$scratch/$file"
    same
    verdict $? "so does a .$1 as standard input"
    figures - <"$scratch/$file" --progress always
    same
    verdict $? "and with a line of progress"
    cat "$scratch/$file" | (figures; same)
    verdict $? "and through a pipe"

    { head -n 20000 "$scratch/s.csv" | $2
        tail -n +20001 "$scratch/s.csv" | $2; } >"$scratch/two.$1"
    figures "two.$1"
    same
    verdict $? "two $3 are one text"

    printf '' | $2 >"$scratch/empty.$1"
    figures "empty.$1"
    test $code -eq 3 && grep -q 'the file is empty' "$scratch/err"
    verdict $? "nothing, packed as .$1, is an empty file"

    for part in 12 100 5000 70000; do
        head -c "$part" "$scratch/$file" >"$scratch/cut.$1"
        figures "cut.$1"
        refused "cut.$1: the compressed data ends early" || break
    done
    test $part -eq 70000 && refused "cut.$1: the compressed data ends early"
    verdict $? "a .$1 that ends early has no figure"
    head -c -1 "$scratch/$file" >"$scratch/cut.$1"
    figures <"$scratch/cut.$1"
    refused "stdin: the compressed data ends early"
    verdict $? "nor has one that lacks its last byte"

    { head -c 70000 "$scratch/$file"
        printf 'no such bytes were here'
        tail -c +70024 "$scratch/$file"; } >"$scratch/bad.$1"
    figures "bad.$1"
    refused "bad.$1: the compressed data is damaged"
    verdict $? "a damaged .$1 has no figure"

    { cat "$scratch/$file"
        echo 'id,at,nps'; } >"$scratch/more.$1"
    figures "more.$1"
    refused "more.$1: something else stands behind the compressed data"
    verdict $? "nor has one with something else behind it"
}

if command -v gzip >/dev/null 2>&1; then
    packed gz 'gzip -c' members
    head -c 1000 /dev/zero >"$scratch/zeros"
    cat "$scratch/s.csv.gz" "$scratch/zeros" >"$scratch/padded.gz"
    figures padded.gz
    same || grep -q "this build cannot read" "$scratch/err"
    verdict $? "zeros behind a .gz are padding"
else
    echo "skip - .gz: there is no gzip"
fi
if command -v zstd >/dev/null 2>&1; then
    packed zst 'zstd -q -c' frames
    zstd -q -c --no-check <"$scratch/s.csv" >"$scratch/unchecked.zst"
    figures unchecked.zst
    same || grep -q "this build cannot read" "$scratch/err"
    verdict $? "a .zst without a checksum is whole, too"
else
    echo "skip - .zst: there is no zstd"
fi
finish
