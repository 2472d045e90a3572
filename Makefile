# Every target sets up what it needs first; a second run finds it there. Alone, `make` lists them.
SHELL := /usr/bin/env bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
.NOTPARALLEL:
.PHONY: help run demo-sync test check lint fmt shots bench package package-check fuzz soak advisories setup

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## build the product and open it on the demonstration prison
	@scripts/setup.sh run
	@scripts/run-demo.sh

demo-sync: ## a server, four people and a second prison at work, by the real programs: what each step proves
	@scripts/setup.sh run
	@scripts/demo-sync.sh

test: setup ## every check there is, then all tests (what .ci/run runs)
	@scripts/check.sh all

check: setup ## only these: make check STEPS="clippy tests" (see scripts/check.sh)
	@scripts/check.sh $(or $(STEPS),clippy tests)

lint: setup ## formatting, scripts, clippy, documentation, dependencies
	@scripts/check.sh lockfile format scripts dependencies clippy documentation

fmt: setup ## format the code
	@. scripts/env.sh; cargo fmt --all; if [ -f fuzz/Cargo.toml ]; then cargo fmt --manifest-path fuzz/Cargo.toml; fi

shots: setup ## pictures of every screen and state, in shots/; some of them: make shots ONLY=import
	@scripts/shots.sh $(ONLY)

bench: setup ## measure, and say how each figure compares with its target
	@scripts/bench.sh

package: ## make the packages: a .deb and a setup for Windows (docs/packages.md)
	@scripts/setup.sh package
	@scripts/package.sh

package-check: ## install, use and remove both: on a clean Debian 12 (as root), and under wine
	@scripts/setup.sh package-check
	@scripts/package-check-deb.sh
	@scripts/package-check-windows.sh

fuzz: setup ## fuzz for longer: make fuzz FUZZ_SECONDS=600 TARGETS="entry import"
	@FUZZ_SECONDS=$(or $(FUZZ_SECONDS),60) scripts/fuzz-short.sh $(TARGETS)

soak: setup ## thousands of voyages over the simulated sea: make soak VOYAGES=3000 FROM=1000
	@. scripts/env.sh; SOAK_VOYAGES=$(or $(VOYAGES),3000) SOAK_FROM=$(or $(FROM),1000) \
		cargo nextest run --locked -p tests --test together --run-ignored only --no-capture

advisories: setup ## fetch the RustSec database (needs GitHub) and check for known vulnerabilities
	@. scripts/env.sh; cargo deny fetch db; cargo deny --locked --offline check advisories

setup: ## install what is missing on this machine
	@scripts/setup.sh test
