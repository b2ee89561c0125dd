# Pagewatch for its developers. Two promises: `make run` shows the whole product on a fresh machine with Go and
# Node.js, and `make test` passes everything, installing what it needs on Debian.
.DEFAULT_GOAL := help
.PHONY: help run build targets programs release audit lambda container ui check test lint fuzz bench clean

# What a release is called, and how its binaries are built: the same bytes from the same source, wherever that lies.
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo development)
export VERSION
# Freed memory is overwritten (internal/hygiene). Binaries that were built without OVERWRITE say so at their start.
OVERWRITE := -X=runtime.godebugDefault=clobberfree=1,asyncpreemptoff=1
GO_RELEASE := CGO_ENABLED=0 go build -trimpath -buildvcs=false \
	-ldflags "-s -w -buildid= $(OVERWRITE) -X pagewatch/internal/service.version=$(VERSION)"

RELEASE ?= bin/release
DIST ?= dist
export RELEASE DIST

UI_SOURCES := $(shell find frontend -not -path '*/node_modules*' -not -path 'frontend/build*' -type f 2>/dev/null)

help: ## Say what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

run: build ui ## Start the whole product on loopback and print its URL (ARGS="--port 9000" for more)
	@bin/pagewatch run $(ARGS)

build: ## Build bin/pagewatch
	@go build -ldflags "$(OVERWRITE)" -o bin/pagewatch ./cmd/pagewatch

targets: ## Build the backends that run --target lambda and container start
	@go build -ldflags "$(OVERWRITE)" -tags lambda.norpc -o bin/pagewatch-lambda ./cmd/lambda
	@go build -ldflags "$(OVERWRITE)" -o bin/pagewatch-container ./cmd/container

PROGRAMS := linux/amd64 linux/arm64 darwin/arm64

programs: ## Build the programs of a release, into dist
	@$(foreach p,$(PROGRAMS),GOOS=$(patsubst %/,%,$(dir $(p))) GOARCH=$(notdir $(p)) \
		$(GO_RELEASE) -o $(DIST)/pagewatch-$(VERSION)-$(subst /,-,$(p)) ./cmd/pagewatch &&) true

release: ## Make everything of a release (VERSION=1.4.0), into dist
	@scripts/release

audit: ## Look for known vulnerabilities in what is shipped
	@scripts/audit

lambda: ## Build the zip of a release for AWS Lambda, into dist
	@GOOS=linux GOARCH=arm64 $(GO_RELEASE) -tags lambda.norpc -o $(RELEASE)/pagewatch-lambda ./cmd/lambda
	@go run ./deploy/lambda/pack $(RELEASE)/pagewatch-lambda $(DIST)/pagewatch-lambda-$(VERSION)-arm64.zip

container: ## Build the image of a release for the Forge container service, into dist (SOURCE=URL for its label)
	@GOOS=linux GOARCH=amd64 $(GO_RELEASE) -o $(RELEASE)/pagewatch-container ./cmd/container
	@mkdir -p $(DIST)
	@cd tools/image && go run . --binary $(abspath $(RELEASE)/pagewatch-container) --version $(VERSION) --source "$(SOURCE)" \
		--out $(abspath $(DIST)/pagewatch-container-$(VERSION).tar)

ui: frontend/build/.done ## Build the Custom UI into frontend/build

frontend/build/.done: frontend/node_modules/.done $(UI_SOURCES)
	@cd frontend && npm run --silent build
	@touch $@

frontend/node_modules/.done: frontend/package.json frontend/package-lock.json frontend/.npmrc
	@cd frontend && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

check: frontend/node_modules/.done ## Run what is quick: format, vet, types, unit tests of Go and TypeScript
	@scripts/test quick

test: ## Run every test, browser included, with a time per stage
	@scripts/test

lint: ## Check sources: format, vet, dead code, types, secrets (scripts/lint GATE for one)
	@scripts/lint

fuzz: frontend/node_modules/.done ## Look for new inputs that break a parser, 30 s for each (TIME=5m for more)
	@npm --prefix frontend run --silent fuzz
	@scripts/fuzz $(TIME)

bench: ## Measure, as docs/performance.md has it (ARGS="views cold" for parts)
	@scripts/bench $(ARGS)

clean: ## Remove what was built; the data folder .pagewatch stays
	@rm -rf bin build dist frontend/build frontend/node_modules
