#!/bin/sh
# SPDX-License-Identifier: MIT
#
# install.sh - `make install` into an empty DESTDIR gives all that a user
# needs to compile, link and run, and `make uninstall` leaves no file.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/shell.inc

if [ -n "${SAN:-}" ]; then
    echo "skip - install: a user links no sanitizer"
    exit 0
fi

stage=$scratch/stage
prefix=/opt/cxm
release=$(sed -n 's/^#define CXM_VERSION *"\(.*\)"/\1/p' include/cxm/base.h)

# The flags come in MAKEFLAGS, so that nothing is built again.
run_make() {
    make --no-print-directory B="$B" DESTDIR="$stage" prefix=$prefix \
        libdir=$prefix/lib/here "$@" >"$scratch/log" 2>&1 ||
        { sed 's/^/# /' "$scratch/log"; return 1; }
}

run_make install
verdict $? "make install into a DESTDIR"
grep '^  [A-Z]' "$scratch/log" >"$scratch/again"
empty "$scratch/again" "what was built is not built again"

for file in lib/here/libcxm.a "lib/here/libcxm.so.$release" \
    lib/here/libcxm.so.0 lib/here/libcxm.so lib/here/pkgconfig/libcxm.pc \
    include/cxm.h include/cxm/base.h bin/cxm share/man/man1/cxm.1; do
    test -s "$stage$prefix/$file" || echo "$file is not there"
done >"$scratch/absent"
empty "$scratch/absent" "what a user looks for is there"
(cd include && find . -name '*.h' | sort) >"$scratch/headers"
(cd "$stage$prefix/include" && find . -type f | sort) >"$scratch/installed"
diff "$scratch/headers" "$scratch/installed" >"$scratch/differ"
empty "$scratch/differ" "every public header is installed, and no other"
(cd man 2>/dev/null && ls ./*.[1-9]) | sed 's|.*/||' | sort >"$scratch/pages"
find "$stage$prefix/share/man" -type f | sed 's|.*/||' | sort \
    >"$scratch/installed"
diff "$scratch/pages" "$scratch/installed" >"$scratch/differ"
empty "$scratch/differ" "every manual page is installed"
grep -rlF "$stage" "$stage" >"$scratch/leaks"
empty "$scratch/leaks" "no installed file names the DESTDIR"

# A user who knows only the name of the package.
cat >"$scratch/user.c" <<'END'
#include <cxm.h>
#include <stdio.h>
#include <string.h>

int main(void)
{
    printf("%s\n", cxm_version());
    return strcmp(cxm_version(), CXM_VERSION) != 0;
}
END
export PKG_CONFIG_PATH="$stage$prefix/lib/here/pkgconfig"
export PKG_CONFIG_SYSROOT_DIR="$stage"
pkg="${PKG_CONFIG:-pkg-config}"
test "$($pkg --modversion libcxm)" = "$release"
verdict $? "libcxm.pc has the release of cxm/base.h"
# shellcheck disable=SC2046
$CC -o "$scratch/user" "$scratch/user.c" $($pkg --cflags --libs libcxm)
verdict $? "a user compiles and links with pkg-config"
test "$(LD_LIBRARY_PATH="$stage$prefix/lib/here" "$scratch/user")" = "$release"
verdict $? "what was linked with the shared library runs"
# shellcheck disable=SC2046
$CC -o "$scratch/user" "$scratch/user.c" \
    $($pkg --cflags libcxm) "$stage$prefix/lib/here/libcxm.a" -lm &&
    test "$("$scratch/user")" = "$release"
verdict $? "what was linked with the static library runs"
"$stage$prefix/bin/cxm" --version | tr ' ' '\n' | grep -qxF "$release"
verdict $? "the installed program says its release"

echo mine >"$stage$prefix/include/other.h"
run_make uninstall
verdict $? "make uninstall"
find "$stage" ! -type d >"$scratch/left"
test "$(cat "$scratch/left")" = "$stage$prefix/include/other.h"
verdict $? "uninstall removes every file it installed, and no other"
test ! -d "$stage$prefix/include/cxm"
verdict $? "uninstall removes the folder that is ours"
finish
