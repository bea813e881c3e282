# Everything a person or a machine does with this project. `make run` and `make test` need Swift 6.3
# and nothing else: what is missing of ncurses they install.

SWIFT ?= swift
PREFIX ?= /usr/local
SEED ?= 1
DRIVERS = files advice tables keys terminal faults jax optimizers memory
DRIVER_SECONDS ?= 20
SANITIZED = --sanitize=address --scratch-path .build-asan \
  -Xcc -fsanitize=undefined -Xcc -fsanitize-trap=undefined
# The watch over memory needs more of it than a limited process has, and has calls of its own.
DRIVERS_SANITIZED = $(filter-out faults memory,$(DRIVERS))
# A crash is left to the program, and what a program that ends has not freed is no leak.
WATCH = handle_segv=0:handle_abort=0:handle_sigill=0:handle_sigbus=0:handle_sigfpe=0:detect_leaks=0
RELEASE = -c release --static-swift-stdlib
# At a fixed address nothing has to be relocated at start, which saves a megabyte of memory.
ifeq ($(shell uname),Linux)
RELEASE += -Xlinker -no-pie
endif
# The version, which stands in one place.
VERSION := $(shell sed -n 's/.*static let version = "\(.*\)"/\1/p' Sources/backprop/Backprop.swift)
# No path of this machine stands in a program that goes to others.
ANYWHERE = -debug-info-format none -Xswiftc -file-prefix-map -Xswiftc $(CURDIR)=. \
  -Xcc -ffile-prefix-map=$(CURDIR)=. -Xlinker --build-id=none
# All of it in one file, the C library and ncurses included: nothing else has to be there.
STATIC = -c release -Xswiftc -static-executable -Xlinker -no-pie -Xlinker -ltinfo \
  -Xcc -DCCURSES_WITHOUT_LOCALES $(ANYWHERE) --scratch-path .build/static
# For the package of a distribution, whose ncurses and C library it uses, at an address drawn by lot.
DYNAMIC = -c release --static-swift-stdlib $(ANYWHERE) --scratch-path .build/dynamic
PACKAGING = docs/packaging
CHECK_IMPORTS = --explicit-target-dependency-import-check error
LINTED = Package.swift Sources Tests

.PHONY: run build test drivers soak sanitize rooms lint format bench golden terminals dist \
  dist-static dist-test install uninstall clean ncurses

## run: build the program and start it; ARGS='FILE …' are its arguments
run: build
	@.build/release/backprop $(ARGS)

## build: the program as it is installed
build: ncurses
	@$(SWIFT) build $(RELEASE) --product backprop

## test: all tests; TESTS='--filter …' for some of them. All output is in .build/test.log
test: ncurses
	$(SWIFT) build --build-tests $(CHECK_IMPORTS)
	@rm -f .build/test.status; { $(SWIFT) test --skip-build $(TESTS); echo $$? >.build/test.status; } 2>&1 | \
	  tee .build/test.log | awk -v LOG=.build/test.log -f Tests/report.awk; \
	  exit $$(cat .build/test.status || echo 1)

## drivers: look for faults, DRIVER_SECONDS for each driver, with the inputs of SEED
drivers: ncurses
	$(SWIFT) build $(CHECK_IMPORTS)
	@for driver in $(DRIVERS); do \
	  .build/debug/backprop-soak $$driver --seconds $(DRIVER_SECONDS) --seed $(SEED) || exit 1; \
	done

## soak: the same tests with every property tried as a whole, and all that drivers try: some hours
soak: build
	BACKPROP_SOAK=1 $(MAKE) test
	$(SWIFT) build $(RELEASE) --product backprop-soak
	for driver in $(DRIVERS); do .build/release/backprop-soak $$driver --seed $(SEED) || exit 1; done
	$(MAKE) sanitize

## sanitize: all tests and drivers with a watch over memory, and over what C leaves undefined
sanitize: export ASAN_OPTIONS = $(WATCH)
sanitize: ncurses
	$(SWIFT) build --build-tests $(SANITIZED)
	$(SWIFT) test --skip-build $(SANITIZED)
	@for driver in $(DRIVERS_SANITIZED); do \
	  .build-asan/debug/backprop-soak $$driver --seconds $(DRIVER_SECONDS) --seed $(SEED) || exit 1; \
	done

## rooms: how the program is divided, and whether every file, folder and circle is small enough
rooms: ncurses
	$(SWIFT) build $(CHECK_IMPORTS)
	@$(SWIFT) run --package-path Tests/Rooms rooms .

## lint: the formatter's opinion, strictly
lint:
	$(SWIFT) format lint --strict --recursive $(LINTED)

## format: the formatter's opinion, applied
format:
	$(SWIFT) format --in-place --recursive $(LINTED)

## bench: speed of passes, training, timeline and start, as ratios against baselines in the same run
bench: build
	$(SWIFT) run -c release --package-path Tests/Benchmarks backprop-benchmarks \
	  --program $(CURDIR)/.build/release/backprop $(CURDIR)/Graphs/sigmoid-neuron.expr \
	  --first-frame $(CURDIR)/.build/release/backprop $(CURDIR)/Graphs/sigmoid-neuron.expr \
	  timeline tape networks training

## golden: rewrite the golden frames; look at the difference before you commit it
golden: ncurses
	UPDATE_GOLDEN=1 $(SWIFT) test --filter VisualizerTests --filter DocumentationTests \
	  --filter ManualPageTests

## terminals: compile the terminals that the program knows by itself
terminals:
	sh Sources/CCurses/terminals.sh >Sources/CCurses/Terminals.h

## dist: the files of a release, in .build/dist: archive, wheel, Debian package, and their sums
dist: ncurses
	$(SWIFT) build $(STATIC) --product backprop
	$(SWIFT) build $(DYNAMIC) --product backprop
	sh $(PACKAGING)/dist.sh .build/dist $(VERSION) .build/static/release/backprop .build/dynamic/release/backprop

## dist-static: archive and wheel alone
dist-static: ncurses
	$(SWIFT) build $(STATIC) --product backprop
	sh $(PACKAGING)/dist.sh .build/dist $(VERSION) .build/static/release/backprop

## dist-test: install and use what is in .build/dist, where there is nothing else; says what it leaves out
dist-test:
	sh $(PACKAGING)/test.sh .build/dist $(VERSION)

install: build
	DESTDIR="$(DESTDIR)" PREFIX="$(PREFIX)" PROGRAM=.build/release/backprop sh $(PACKAGING)/install.sh

uninstall:
	DESTDIR="$(DESTDIR)" PREFIX="$(PREFIX)" sh $(PACKAGING)/install.sh remove

clean:
	rm -rf .build

# The headers of ncurses come with macOS; Debian and its relatives have them in a package.
ncurses:
	@if [ "$$(uname)" = Linux ] && ! printf '#include <ncurses.h>\n' | cc -E - >/dev/null 2>&1; then \
	  echo "installing libncurses-dev, which the terminal part is compiled against"; \
	  as_root=$$( [ "$$(id -u)" = 0 ] || echo sudo ); \
	  $$as_root apt-get update -q && $$as_root apt-get install -y -q libncurses-dev; \
	fi
