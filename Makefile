# A thin front for Meson; `make help` lists what there is.

BUILD = build
TEST = build-test
FUZZ = build-fuzz
FUZZ_SECONDS = 60
LAWS = 100000
PREFIX = /usr/local
ifeq ($(origin CC),default)
CC = gcc
endif

ccache := $(shell command -v ccache)
sanitized = --buildtype=debugoptimized -Db_sanitize=address,undefined -Db_lundef=false
configure = CC="$(strip $(notdir $(ccache)) $(1))" meson setup

CRASHES = 100000
.PHONY: all test laws crash demo sanitize fuzz analyze bench install clean help setup-all setup-test setup-ci setup-bench

all: $(BUILD)/build.ninja       ## build build/paraph (the default)
	@ninja -C $(BUILD)

test: $(TEST)/build.ninja       ## run every test, under the address and undefined-behaviour sanitizers
	@ninja -C $(TEST) tests
	@tests/run --build $(TEST)

laws: $(TEST)/build.ninja       ## hold the laws against LAWS (100000) random talks, others each day
	@ninja -C $(TEST) tests/paraph-test
	@PARAPH_LAWS=$(LAWS) PARAPH_SEED=$${PARAPH_SEED-$$(date +%Y%m%d)} $(TEST)/tests/paraph-test laws

crash: $(BUILD)/build.ninja     ## cut the power CRASHES (100000) times, fail every call and allocation
	@ninja -C $(BUILD) tests/paraph-test
	@PARAPH_CRASHES=$(CRASHES) $(BUILD)/tests/paraph-test record_crash

demo: all                       ## see it work on the examples
	@tools/demo $(BUILD)/paraph

sanitize: $(TEST)/build.ninja   ## build build-test/paraph, the program under the sanitizers
	@ninja -C $(TEST)

fuzz: $(FUZZ)/build.ninja       ## run each fuzz target for FUZZ_SECONDS (60)
	@ninja -C $(FUZZ) fuzzers
	@fuzz/run $(FUZZ) $(FUZZ_SECONDS)

analyze: setup-ci               ## clang-tidy over every source
	@tools/analyze

bench: $(BUILD)/build.ninja setup-bench  ## measure, beside other programs; prints a report
	@bench/run $(BUILD)/paraph

install: all                    ## install under PREFIX (/usr/local); DESTDIR is honoured
	@meson configure $(BUILD) --prefix=$(PREFIX)
	@meson install -C $(BUILD)

clean:                          ## remove the build folders
	rm -rf $(BUILD) $(TEST) $(FUZZ) build-ci-gcc build-ci-clang

help:                           ## this list
	@sed -n 's/^\([a-z]*\):[^#]*## /  make \1\t/p' Makefile | expand -t 20

# A folder is configured once; ninja configures anew where a meson.build changed.
$(BUILD)/build.ninja: | setup-all
	@$(call configure,$(CC)) $(BUILD) --buildtype=release --prefix=$(PREFIX)

$(TEST)/build.ninja: | setup-test
	@$(call configure,$(CC)) $(TEST) $(sanitized)

$(FUZZ)/build.ninja: | setup-ci
	@$(call configure,clang) $(FUZZ) $(sanitized) -Dfuzz=true

# What is missing of tools/deps is installed first; it takes a moment where nothing is.
setup-all:
	@tools/setup build
setup-test:
	@tools/setup build test
setup-ci:
	@tools/setup build ci
setup-bench:
	@tools/setup build bench
