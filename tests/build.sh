#!/bin/sh
# SPDX-License-Identifier: MIT
#
# build.sh - make makes what has changed, and only that: sources, headers,
# flags, files that appear and disappear.  It works on a small copy of the
# tree.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/shell.inc

unset MAKEFLAGS MFLAGS MAKELEVEL B SAN WERROR V
tree=$scratch/tree
mkdir -p "$tree/include/cxm" "$tree/lib/base" "$tree/examples" "$tree/tests"
cp Makefile "$tree"
cp include/cxm/base.h "$tree/include/cxm"
cp lib/libcxm.* "$tree/lib"
cp lib/base/base.[ch] "$tree/lib/base"
cd "$tree" || exit 1
cat >examples/one.c <<'END'
#include <cxm/base.h>
int main(void)
{
    return cxm_version()[0] == 0;
}
END

# build ARGUMENT...: what was compiled, one file a line, sorted, once.
build() {
    make CC="$CC" "$@" 2>"$scratch/errors" |
        sed -n 's/^  CC *\(pic\)* *//p' | sort -u | tr '\n' ' '
    cat "$scratch/errors" >&2
}

both='examples/one.c lib/base/base.c '
test "$(build lib examples)" = "$both"
verdict $? "make compiles every source"
test "$(build lib examples)" = "" && make -q CC="$CC" lib examples
verdict $? "a second make has nothing to do"
test "$(build lib examples CFLAGS=-O0)" = "$both"
verdict $? "changed flags compile everything again"
test "$(build lib examples CFLAGS=-O0)" = ""
verdict $? "and only once"
build lib examples >/dev/null

sleep 1
touch lib/base/base.h
test "$(build lib examples)" = "lib/base/base.c "
verdict $? "a changed header compiles what includes it"
printf 'int cxm__new(void);\nint cxm__new(void) { return 1; }\n' \
    >lib/base/new.c
test "$(build lib examples)" = "lib/base/new.c " &&
    nm build/libcxm.a | grep -q cxm__new
verdict $? "a new source is picked up"
rm lib/base/new.c
test "$(build lib examples)" = "" && ! nm build/libcxm.a | grep -q cxm__new
verdict $? "a deleted source leaves the library"

make B=elsewhere lib >/dev/null && test -s elsewhere/libcxm.a
verdict $? "B=dir builds elsewhere"
test "$(readlink build/libcxm.so.0)" = "$(readlink build/libcxm.so)" &&
    test -s build/libcxm.so.0
verdict $? "the links lead to the shared library"
make V=1 B=fast CFLAGS='-O2 -ffast-math' lib 2>&1 | grep -- '-c -o' |
    grep -vE -- '-ffast-math.*-ffp-contract=off -fno-fast-math' \
        >"$scratch/fast"
empty "$scratch/fast" "the figures stay exact against the user's flags"
make lib prefix=/usr >/dev/null && grep -qx 'prefix=/usr' build/libcxm.pc
verdict $? "libcxm.pc follows the prefix"
echo '  int unused_value(void) { int x; }' >>lib/base/base.c
! make lib WERROR=1 >/dev/null 2>&1
verdict $? "WERROR=1 refuses a warning"
make clean >/dev/null && test ! -e build
verdict $? "make clean leaves nothing"
finish
