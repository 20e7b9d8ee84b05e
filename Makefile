# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test test-some setup build install uninstall lab bench gallery format logos clean

# The toolchain: SWIFT_TOOLCHAIN names its folder, otherwise it is in PATH.
ifdef SWIFT_TOOLCHAIN
export PATH := $(SWIFT_TOOLCHAIN)/usr/bin:$(SWIFT_TOOLCHAIN)/bin:$(PATH)
endif

PREFIX ?= $(HOME)/.local
NOTEBOOKS ?= $(wildcard notebooks/01-*.ipynb)
BUILD := .build/release

help: ## List what can be made.
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

run: build ## Run the first lecture and write it, with its output, as a notebook and as a page.
	@test -n "$(NOTEBOOKS)" || { echo "There is no notebook to run."; exit 1; }
	@mkdir -p out
	@for notebook in $(NOTEBOOKS); do \
	  name=$$(basename "$$notebook" .ipynb); \
	  $(BUILD)/martlet run "$$notebook" --output "out/$$name.ipynb" --html "out/$$name.html"; \
	  echo "The notebook: $(CURDIR)/out/$$name.ipynb"; \
	  echo "The page:     $(CURDIR)/out/$$name.html"; \
	done

test: build ## Run every test and every gate.
	@.ci/setup python3-venv
	@.ci/python-environment Tests/KernelEndToEndTests/requirements.txt
	@.ci/python-environment Tests/DifferentialTests/requirements.txt
	@.ci/test

test-some: setup ## Run the unit tests named in TESTS alone: make test-some TESTS="TensorsTests PlottingTests".
	MARTLET_TESTS="$(TESTS)" swift test -c release --disable-testable-imports

setup: ## Install the Debian packages that the build needs, where they are missing.
	@.ci/setup

build: setup ## Build everything, optimised.
	swift build -c release

install: build ## Install under PREFIX (~/.local) and tell Jupyter about the kernel.
	@.ci/install "$(PREFIX)" --user

uninstall: ## Take away what 'make install' put under PREFIX.
	@if test -x "$(PREFIX)/bin/martlet"; then "$(PREFIX)/bin/martlet" uninstall --user || true; fi
	rm -rf "$(PREFIX)/lib/martlet" "$(PREFIX)/bin/martlet"

lab: build ## Start JupyterLab, in an environment of its own, with the kernel in it.
	@.ci/setup python3-venv
	@.ci/python-environment Tests/KernelEndToEndTests/requirements-lab.txt
	@$(BUILD)/martlet install --prefix .venv
	.venv/bin/jupyter lab --notebook-dir notebooks

bench: build ## Measure beside the Python peers and print tables; TORCH=0 does without torch.
	@.ci/setup python3-venv
	@.ci/python-environment Tests/Benchmarks/requirements.txt
	@if [[ "$(TORCH)" != 0 ]]; then .ci/python-environment Tests/Benchmarks/requirements-torch.txt; fi
	@.venv/bin/python Tests/Benchmarks/kernels.py $(BUILD)/martlet
	@.venv/bin/python Tests/Benchmarks/figures.py $(BUILD)/lecture-figures
	@.venv/bin/python Tests/Benchmarks/tokenizer.py $(BUILD)/bench-tokenizer
	@.venv/bin/python Tests/Benchmarks/clustering.py $(BUILD)/bench-clustering
	@.venv/bin/python Tests/Benchmarks/statistical.py $(BUILD)/bench-statistics
	@.venv/bin/python Tests/Benchmarks/training.py $(BUILD)/bench-training
	@.venv/bin/python Tests/Benchmarks/tensors.py $(BUILD)/bench-tensors
	@.venv/bin/python Tests/Benchmarks/probes.py $(BUILD)/differential-runner
	@.venv/bin/python Tests/Benchmarks/language_models.py $(BUILD)/bench-transformers

gallery: build ## Draw the gallery anew: the lectures' figures, and matplotlib's beside them.
	@.ci/setup python3-venv
	@.ci/python-environment Tests/Benchmarks/requirements.txt
	$(BUILD)/lecture-figures gallery docs/gallery 72
	.venv/bin/python Tests/Benchmarks/lecture_figures.py docs/gallery/matplotlib 72

format: ## Format the sources.
	swift format --in-place --parallel --recursive Package.swift Sources Tests

logos: ## Draw the logos' PNG files from the SVG (needs rsvg-convert).
	for size in 32 64; do \
	  rsvg-convert -w $$size -h $$size kernelspec/logo-svg.svg -o kernelspec/logo-$${size}x$$size.png; \
	done

clean: ## Remove what was built: .build, .venv and out.
	rm -rf .build .venv out
