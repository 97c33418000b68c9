# SPDX-License-Identifier: MIT
#
# One GNU make file (4.2 or later): no configure, no recursion, nothing to
# list by hand.  A file that appears in lib/, examples/, tests/ or man/ is
# built, tested and installed because it is there.  `make help` names the
# targets.
#
#   make CC=clang CFLAGS='-O3 -g'     compiler and flags belong to the user
#   make B=dir                        builds in dir instead of build/
#   make SAN=address,undefined        with sanitizers
#   make WERROR=1  V=1                warnings are errors; show the commands

# What belongs to the user.
B            ?= build
CFLAGS       ?= -O2 -g
CPPFLAGS     ?=
LDFLAGS      ?=
LDLIBS       ?=
SAN          ?=
WERROR       ?=
V            ?=
INSTALL      ?= install
PKG_CONFIG   ?= pkg-config
CLANG_FORMAT ?= clang-format
FUZZ_CC      ?= clang
FUZZ         ?=
TIME         ?= 60
DESTDIR      ?=
prefix       ?= /usr/local
bindir       ?= $(prefix)/bin
libdir       ?= $(prefix)/lib
includedir   ?= $(prefix)/include
mandir       ?= $(prefix)/share/man
pkgconfigdir ?= $(libdir)/pkgconfig

# The release stands in cxm/base.h.  The soname is a number of its own: it
# grows when a program linked before would no longer run.
VERSION := $(shell sed -n 's/^.define CXM_VERSION *"\(.*\)"/\1/p' \
             include/cxm/base.h)
$(if $(VERSION),,$(error include/cxm/base.h has no CXM_VERSION))
SONAME  := libcxm.so.0
SHARED  := libcxm.so.$(VERSION)

# What is there.  A test source that is neither a check, a fuzz target nor
# the replaying main is a helper, linked to all of them.
lib_c     := $(sort $(wildcard lib/*/*.c))
public_h  := $(sort $(wildcard include/cxm/*.h))
program_c := $(sort $(wildcard examples/cxm/*.c))
example_c := $(sort $(wildcard examples/*.c))
check_c   := $(sort $(wildcard tests/check_*.c))
fuzz_c    := $(filter-out tests/fuzz_main.c,$(sort $(wildcard tests/fuzz_*.c)))
helper_c  := $(filter-out tests/check_% tests/fuzz_%, \
               $(sort $(wildcard tests/*.c)))
bench_c   := $(sort $(wildcard tests/bench/*.c))
check_sh  := $(filter-out tests/run.sh,$(sort $(wildcard tests/*.sh)))
man_pages := $(sort $(wildcard man/*.[1-9]))
format_c  := $(sort $(wildcard include/*.h include/*/*.h lib/*/*.[ch] \
               examples/*.[ch] examples/*/*.[ch] tests/*.[ch] tests/*/*.[ch] \
               bindings/*/*.[ch]))

# These prove the 128-bit arithmetic and are run on its portable form too.
portable_checks := $(filter $(addprefix tests/check_,int128.c kernels.c \
                     moments.c rating.c nist.c quantile.c ratio.c),$(check_c))

# Our own flags, kept apart from the user's.  Those in `law` come last: the
# figures are promised to the bit only under strict floating point.
warnings := -Wall -Wextra -Wshadow -Wconversion -Wsign-conversion \
            -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith \
            -Wcast-qual -Wvla
# Check's macros and the wrong values that tests pass on purpose would drown
# the conversion warnings.
warnings_test := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wpointer-arith \
                 -Wvla
law      := -ffp-contract=off -fno-fast-math
sanitize := $(if $(SAN),-fsanitize=$(SAN) -fno-omit-frame-pointer \
              -fno-sanitize-recover=all)
error    := $(if $(WERROR),-Werror)
depend    = -MMD -MP -MF $(@:.o=.d)

cc_lib   = $(CC) -Iinclude $(warnings) $(error) $(CPPFLAGS) $(CFLAGS) \
           -std=c11 $(law) -fvisibility=hidden $(sanitize)
cc_front = $(cc_lib) -D_POSIX_C_SOURCE=200809L -pthread $(packed_flags)
cc_test  = $(CC) -Iinclude -I. -Itests $(warnings_test) $(error) \
           $(CHECK_CFLAGS) $(CPPFLAGS) $(CFLAGS) -std=gnu11 $(law) $(sanitize)
link     = $(CC) $(CFLAGS) $(law) $(sanitize) $(LDFLAGS)

# libcsv comes without a .pc file in Debian.
CHECK_CFLAGS := $(shell $(PKG_CONFIG) --cflags check 2>/dev/null)
CHECK_LIBS   := $(shell $(PKG_CONFIG) --libs check 2>/dev/null)

# The program reads what it finds the library for.
packed       := $(shell for name in zlib libzstd; do \
                  $(PKG_CONFIG) --exists $$name 2>/dev/null && \
                  echo $$name; done)
packed_flags := $(if $(filter zlib,$(packed)),-DCXM_HAVE_ZLIB) \
                $(if $(filter libzstd,$(packed)),-DCXM_HAVE_ZSTD) \
                $(if $(packed),$(shell $(PKG_CONFIG) --cflags $(packed)))
program_libs := -lcsv $(if $(packed),$(shell $(PKG_CONFIG) --libs $(packed))) \
                -lm -pthread

obj      = $(patsubst %.c,$(B)/obj/%.o,$(1))
pic      = $(patsubst %.c,$(B)/pic/%.o,$(1))
portable = $(patsubst %.c,$(B)/portable/%.o,$(1))
fuzzed   = $(patsubst %.c,$(B)/fuzz/%.o,$(1))

parts_c  := $(filter-out examples/cxm/main.c,$(program_c))
static   := $(B)/libcxm.a
shared   := $(B)/$(SHARED)
program  := $(B)/cxm
examples := $(patsubst examples/%.c,$(B)/examples/%,$(example_c))
checks   := $(sort $(patsubst tests/%.c,$(B)/tests/%,$(check_c)) \
              $(patsubst tests/%.c,$(B)/tests/%_portable,$(portable_checks)))
replays  := $(patsubst tests/%.c,$(B)/tests/%,$(fuzz_c))
benches  := $(patsubst tests/bench/%.c,$(B)/bench/%,$(bench_c))

.PHONY: all lib examples check bench fuzz soak amalgamation install uninstall \
        bindings format ci clean help FORCE
.DELETE_ON_ERROR:
.SECONDARY:
.SUFFIXES:
Q := $(if $(V),,@)

all: lib examples $(program) ## the library, the program and the examples

library := $(static) $(shared) $(B)/$(SONAME) $(B)/libcxm.so $(B)/libcxm.pc
lib: $(library) ## the library, static and shared, and libcxm.pc

examples: $(examples) ## the example programs

# Stamps.  Each holds what it is named for and is written again, so that what
# depends on it is made again, only when that has changed.
define stamp
ifneq ($$(strip $$(file <$(B)/$(1).stamp)),$$(strip $$($(1)_now)))
$(B)/$(1).stamp: FORCE
endif
$(B)/$(1).stamp:
	$$(shell mkdir -p $$(@D))$$(file >$$@,$$(strip $$($(1)_now)))
endef

flags_now   := $(shell $(CC) --version 2>&1 | head -n 1) $(cc_front) \
               $(cc_test) $(link) $(LDLIBS) $(program_libs) $(FUZZ_CC)
sources_now := $(lib_c) $(program_c) $(helper_c)
install_now := $(VERSION) $(prefix) $(libdir) $(includedir)
$(foreach name,flags sources install,$(eval $(call stamp,$(name))))

# Objects.
$(B)/obj/lib/%.o: lib/%.c $(B)/flags.stamp
	@mkdir -p $(@D); echo "  CC      $<"
	$(Q)$(cc_lib) $(depend) -c -o $@ $<

$(B)/pic/lib/%.o: lib/%.c $(B)/flags.stamp
	@mkdir -p $(@D); echo "  CC pic  $<"
	$(Q)$(cc_lib) -fPIC $(depend) -c -o $@ $<

$(B)/portable/lib/%.o: lib/%.c $(B)/flags.stamp
	@mkdir -p $(@D); echo "  CC port $<"
	$(Q)$(cc_lib) -DCXM_NO_INT128 $(depend) -c -o $@ $<

$(B)/obj/examples/%.o: examples/%.c $(B)/flags.stamp
	@mkdir -p $(@D); echo "  CC      $<"
	$(Q)$(cc_front) $(depend) -c -o $@ $<

$(B)/obj/tests/%.o: tests/%.c $(B)/flags.stamp
	@mkdir -p $(@D); echo "  CC      $<"
	$(Q)$(cc_test) $(depend) -c -o $@ $<

$(B)/portable/tests/%.o: tests/%.c $(B)/flags.stamp
	@mkdir -p $(@D); echo "  CC port $<"
	$(Q)$(cc_test) -DCXM_NO_INT128 $(depend) -c -o $@ $<

# An archive is made anew: ar would keep what was deleted.
define archive
	@echo "  AR      $@"
	$(Q)rm -f $@ && $(AR) rcs $@ $(filter %.o,$^)
endef

# The library.
$(static): $(call obj,$(lib_c)) $(B)/sources.stamp
	$(archive)

$(shared): $(call pic,$(lib_c)) lib/libcxm.map $(B)/sources.stamp
	@echo "  LD      $@"
	$(Q)$(link) -shared -Wl,-soname,$(SONAME) \
	    -Wl,--version-script=lib/libcxm.map $(if $(SAN),,-Wl,-z,defs) \
	    -o $@ $(filter %.o,$^) $(LDLIBS) -lm

$(B)/$(SONAME) $(B)/libcxm.so: $(shared)
	@ln -sf $(SHARED) $@

$(B)/libcxm.pc: lib/libcxm.pc.in $(B)/install.stamp
	@sed -e 's|@prefix@|$(prefix)|' -e 's|@libdir@|$(libdir)|' \
	    -e 's|@includedir@|$(includedir)|' -e 's|@version@|$(VERSION)|' \
	    lib/libcxm.pc.in >$@

# The program.  All of it but main() is an archive, so that tests can link it.
$(B)/cxm_program.a: $(call obj,$(parts_c)) $(B)/sources.stamp
	$(archive)

$(B)/cxm: $(call obj,examples/cxm/main.c) $(B)/cxm_program.a $(static)
	@echo "  LD      $@"
	$(Q)$(link) -o $@ $^ $(LDLIBS) $(program_libs)

$(B)/examples/%: $(B)/obj/examples/%.o $(static)
	@mkdir -p $(@D); echo "  LD      $@"
	$(Q)$(link) -o $@ $^ $(LDLIBS) -lm

# Tests.  Archives again: a fuzz target needs no helper that needs Check.
tested := $(B)/helpers.a $(B)/cxm_program.a $(static)

$(B)/helpers.a: $(call obj,$(helper_c)) $(B)/sources.stamp
	$(archive)

$(B)/portable.a: $(call portable,$(lib_c) $(helper_c)) $(B)/sources.stamp
	$(archive)

$(B)/tests/check_%: $(B)/obj/tests/check_%.o $(tested)
	@mkdir -p $(@D); echo "  LD      $@"
	$(Q)$(link) -o $@ $^ $(LDLIBS) $(CHECK_LIBS) $(program_libs)

$(B)/tests/check_%_portable: $(B)/portable/tests/check_%.o $(B)/portable.a
	@mkdir -p $(@D); echo "  LD      $@"
	$(Q)$(link) -o $@ $^ $(LDLIBS) $(CHECK_LIBS) -lm

$(B)/tests/fuzz_%: $(B)/obj/tests/fuzz_%.o $(B)/obj/tests/fuzz_main.o $(tested)
	@mkdir -p $(@D); echo "  LD      $@"
	$(Q)$(link) -o $@ $^ $(LDLIBS) $(program_libs)

check: all $(checks) $(replays) ## build and run every test
	$(Q)B='$(B)' CC='$(CC)' CXX='$(CXX)' SAN='$(SAN)' sh tests/run.sh \
	    $(checks) $(replays) $(check_sh)

# Fuzzing is clang's and has a tree of its own.  What it finds goes to
# build/fuzz/NAME.corpus; what is worth keeping is moved to tests/corpus.
cc_fuzz = $(FUZZ_CC) -g -O1 -Iinclude -I. -Itests $(packed_flags) $(CPPFLAGS) \
          -std=gnu11 \
          $(law) -fsanitize=fuzzer-no-link,address,undefined \
          -fno-omit-frame-pointer -fno-sanitize-recover=all

$(B)/fuzz/%.o: %.c $(B)/flags.stamp
	@mkdir -p $(@D); echo "  CC fuzz $<"
	$(Q)$(cc_fuzz) $(depend) -c -o $@ $<

$(B)/fuzz/fuzzed.a: $(call fuzzed,$(lib_c) $(parts_c) $(helper_c)) \
        $(B)/sources.stamp
	$(archive)

$(B)/fuzz/fuzz_%: $(B)/fuzz/tests/fuzz_%.o $(B)/fuzz/fuzzed.a
	@echo "  LD      $@"
	$(Q)$(FUZZ_CC) -fsanitize=fuzzer,address,undefined $(LDFLAGS) -o $@ \
	    $^ $(LDLIBS) $(program_libs)

# The targets $(1), each for $(2) seconds.
define fuzzing
	@set -e; for name in $(1); do \
	    mkdir -p $(B)/fuzz/$$name.corpus; \
	    echo "fuzzing $$name for $(2) s"; \
	    $(B)/fuzz/fuzz_$$name -max_total_time=$(2) -print_final_stats=1 \
	        -artifact_prefix=$(B)/fuzz/$$name- \
	        $(B)/fuzz/$$name.corpus tests/corpus/$$name; \
	done
endef

fuzz_names := $(or $(FUZZ),$(fuzz_c:tests/fuzz_%.c=%))
fuzz: $(fuzz_names:%=$(B)/fuzz/fuzz_%) ## fuzz: FUZZ=name (all) TIME=60 (each)
	$(call fuzzing,$(fuzz_names),$(TIME))

# A clean hour here is what a change of the fast reader has to show.
soak_names := csv csv_both
soak_time  := $(if $(filter file,$(origin TIME)),3600,$(TIME))
soak: $(soak_names:%=$(B)/fuzz/fuzz_%) ## fuzz both csv readers: TIME=3600
	$(call fuzzing,$(soak_names),$(soak_time))

$(B)/bench/%: $(B)/obj/tests/bench/%.o $(tested)
	@mkdir -p $(@D); echo "  LD      $@"
	$(Q)$(link) -o $@ $^ $(LDLIBS) $(program_libs)

bench: all $(benches) ## measure the speed: ROWS="1000000" RUNS=5
	@B='$(B)' CC='$(CC)' sh tests/bench/run.sh

amalgamation: ## the library as two files, cxm.c and cxm.h, in B=dir
	@sh lib/amalgamate.sh '$(B)'

# Installation.  Nothing is named twice: uninstall removes what these lists
# and the same wildcards say.
man_dest := $(foreach page,$(man_pages),\
              $(mandir)/man$(patsubst .%,%,$(suffix $(page)))/$(notdir $(page)))
installed = $(libdir)/libcxm.a $(libdir)/$(SHARED) $(libdir)/$(SONAME) \
            $(libdir)/libcxm.so $(pkgconfigdir)/libcxm.pc \
            $(includedir)/cxm.h \
            $(public_h:include/%=$(includedir)/%) $(man_dest) \
            $(bindir)/cxm

install: lib $(program) ## install under prefix (/usr/local) in DESTDIR
	$(INSTALL) -d $(sort $(addprefix $(DESTDIR),$(dir $(installed))))
	$(INSTALL) -m 644 $(static) $(DESTDIR)$(libdir)
	$(INSTALL) -m 755 $(shared) $(DESTDIR)$(libdir)
	ln -sf $(SHARED) $(DESTDIR)$(libdir)/$(SONAME)
	ln -sf $(SHARED) $(DESTDIR)$(libdir)/libcxm.so
	$(INSTALL) -m 644 $(B)/libcxm.pc $(DESTDIR)$(pkgconfigdir)
	$(INSTALL) -m 644 include/cxm.h $(DESTDIR)$(includedir)
	$(INSTALL) -m 644 $(public_h) $(DESTDIR)$(includedir)/cxm
	$(INSTALL) -m 755 $(program) $(DESTDIR)$(bindir)
	$(foreach page,$(man_dest),$(INSTALL) -m 644 man/$(notdir $(page)) \
	    $(DESTDIR)$(page) &&) :

uninstall: ## remove what install installed
	rm -f $(addprefix $(DESTDIR),$(installed))
	rmdir $(DESTDIR)$(includedir)/cxm 2>/dev/null || :

bindings: ## the language bindings (there are none yet)
	@echo "There are no bindings yet."

format: ## lay the C files out with clang-format 14
	$(CLANG_FORMAT) -i $(format_c)

ci: ## what continuous integration runs (installs Debian packages)
	@bash .ci/run

clean: ## remove the build directory
	rm -rf $(B)

help: ## print this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 17

built_c := $(lib_c) $(program_c) $(example_c) $(helper_c) $(check_c) \
           $(fuzz_c) $(bench_c) tests/fuzz_main.c
-include $(foreach tree,obj pic portable fuzz, \
             $(patsubst %.c,$(B)/$(tree)/%.d,$(built_c)))
