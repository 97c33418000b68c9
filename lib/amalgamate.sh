#!/bin/sh
# SPDX-License-Identifier: MIT
#
# amalgamate.sh DIR - write the library as two files, DIR/cxm.c and DIR/cxm.h,
# to be dropped into another product.
#
# Every header is written where it is first included, every .c in the order
# of the layers.  A name that is private to two .c files (each KPI has its
# own `figures`) gets the name of its file behind it; macros of a .c end with
# it.  What the sources must observe: `static` and `struct` in column 0.
set -eu
dir=$1
from=$PWD
cd "$(dirname "$0")/.."
case $dir in
/*) ;;
*) dir=$from/$dir ;;
esac
mkdir -p "$dir"

sources=
for layer in base stat time record kpi flow; do
    for file in lib/$layer/*.c; do
        test ! -f "$file" || sources="$sources $file"
    done
done

# expand FILE...: all that they include, once.
expand() {
    LC_ALL=C awk -v header="$given" '
    function exists(p,    line, there) {
        there = (getline line < p) > 0
        close(p)
        return there
    }

    # The path that an include in the file `from` means, or "".
    function target(from, what, quoted,    beside) {
        if (!quoted || what ~ /^cxm[\/.]/)
            return what ~ /^cxm[\/.]/ ? "include/" what : ""
        beside = from
        sub(/[^\/]*$/, "", beside)
        beside = beside what
        while (beside ~ /[^\/.]+\/\.\.\//)
            sub(/[^\/.]+\/\.\.\//, "", beside)
        if (exists(beside))
            return beside
        return exists("lib/" what) ? "lib/" what : what
    }

    # Read a file into line[path, 1..length_of[path]].
    function slurp(path,    n, text) {
        while ((getline text < path) > 0)
            line[path, ++n] = text
        close(path)
        if (!n) {
            print "amalgamate.sh: cannot read " path > "/dev/stderr"
            broken = 1
        }
        length_of[path] = n
    }

    # Note a private name of a .c, of kind "tag" or "name".
    function note(path, kind, name) {
        if (private[path, kind, name]++)
            return
        users[kind, name]++
    }

    # Note the constants in a line of an enum.
    function note_constants(path, text,    n, i, piece) {
        sub(/^enum[^{]*\{?/, "", text)
        gsub(/\/\*.*/, "", text)
        n = split(text, piece, ",")
        for (i = 1; i <= n; i++)
            if (match(piece[i], /^ *[A-Z_][A-Z_0-9]*/)) {
                sub(/^ */, "", piece[i])
                sub(/[^A-Z_0-9].*$/, "", piece[i])
                note(path, "name", piece[i])
            }
    }

    # Find the private names of a .c.
    function study(path,    n, i, text, in_enum) {
        n = length_of[path]
        for (i = 1; i <= n; i++) {
            text = line[path, i]
            if (text ~ /^(struct|union|enum) [a-z_A-Z0-9]+ \{/) {
                split(text, word, " ")
                note(path, "tag", word[2])
            }
            if (text ~ /^enum/)
                in_enum = 1
            if (in_enum)
                note_constants(path, text)
            if (text ~ /\}/)
                in_enum = 0
            if (text !~ /^static /)
                continue
            while (text !~ /[(=;\[]/ && i < n)
                text = text " " line[path, ++i]
            sub(/[(=;\[].*/, "", text)
            sub(/ +$/, "", text)
            sub(/.*[ *]/, "", text)
            note(path, "name", text)
        }
    }

    # The text with the private names that are not unique given suffixes.
    function renamed(path, text,    out, word, kind, before, c) {
        while (text != "") {
            c = substr(text, 1, 1)
            if (in_comment) {
                before = index(text, "*/")
                in_comment = !before
                before = before ? before + 1 : length(text)
            } else if (substr(text, 1, 2) == "/*") {
                in_comment = 1
                before = 2
            } else if (match(text, /^"([^"\\]|\\.)*"/) ||
                       match(text, /^\047([^\047\\]|\\.)*\047/)) {
                before = RLENGTH
            } else if (match(text, /^[A-Za-z_][A-Za-z_0-9]*/)) {
                before = RLENGTH
                word = substr(text, 1, before)
                kind = previous ~ /^(struct|union|enum)$/ ? "tag" : "name"
                if (previous != "." && previous != "->" && previous != "#" &&
                    !(kind == "name" && in_struct) &&
                    ((path, kind, word) in private) && users[kind, word] > 1)
                    word = word suffix
                out = out word
                previous = word
                text = substr(text, before + 1)
                continue
            } else if (match(text, /^[0-9][A-Za-z0-9_.]*/)) {
                before = RLENGTH
                previous = "0"
            } else {
                before = substr(text, 1, 2) == "->" ? 2 : 1
                if (c != " ")
                    previous = substr(text, 1, before)
            }
            out = out substr(text, 1, before)
            text = substr(text, before + 1)
        }
        return out
    }

    function emit(path,    i, n, text, what, quoted, is_c, macro, macros) {
        if (path in done)
            return
        done[path] = 1
        if (!(path in length_of))
            slurp(path)
        n = length_of[path]
        is_c = path ~ /\.c$/
        print "\n/* ---- " path " ---- */"
        for (i = 2; i <= n; i++) { # the first line is the licence
            text = line[path, i]
            if (text ~ /^#[ \t]*include[ \t]*["<]/) {
                what = text
                sub(/^#[ \t]*include[ \t]*/, "", what)
                quoted = what ~ /^"/
                sub(/^["<]/, "", what)
                sub(/[">].*/, "", what)
                what = target(path, what, quoted)
                if (what == "")
                    print text
                else if (!given[what])
                    emit(what)
                continue
            }
            if (!is_c) {
                print text
                continue
            }
            suffix = path
            sub(/^lib\//, "", suffix)
            sub(/\.c$/, "", suffix)
            gsub(/[^a-z0-9]/, "_", suffix)
            suffix = "_" suffix
            if (text ~ /^#[ \t]*define /) {
                macro = text
                sub(/^#[ \t]*define /, "", macro)
                sub(/[^A-Za-z_0-9].*/, "", macro)
                macros = macros "#undef " macro "\n"
            }
            in_struct = in_struct ||
                        text ~ /^(static )?(const )?(struct|union)[^;=(]*\{$/
            print renamed(path, text)
            if (text ~ /^}/)
                in_struct = 0
        }
        printf "%s", macros
    }

    BEGIN {
        n = split(header, name, " ")
        for (i = 1; i <= n; i++)
            given[name[i]] = 1
        for (i = 1; i < ARGC; i++) {
            slurp(ARGV[i])
            if (ARGV[i] ~ /\.c$/)
                study(ARGV[i])
        }
        for (i = 1; i < ARGC; i++)
            emit(ARGV[i])
        exit broken
    }' "$@"
}

# head NAME: who may use the file, and what it is.
head_of() {
    release=$(sed -n 's/^#define CXM_VERSION *"\(.*\)"/\1/p' include/cxm/base.h)
    echo "/* SPDX-License-Identifier: MIT */"
    echo "/*"
    echo " * $1 - libcxm $release in two files, cxm.c and cxm.h."
    echo " *"
    sed 's/^/ * /; s/ *$//' COPYING
    echo " */"
}

given=
{
    head_of cxm.h
    expand include/cxm.h
} >"$dir/cxm.h.new"
given="include/cxm.h $(echo include/cxm/*.h)"
{
    head_of cxm.c
    echo '#include "cxm.h"'
    # shellcheck disable=SC2086
    expand $sources
} >"$dir/cxm.c.new"
mv "$dir/cxm.h.new" "$dir/cxm.h"
mv "$dir/cxm.c.new" "$dir/cxm.c"
