GO ?= go
export CGO_ENABLED ?= 0

# Where a race or a cross build needs more than the tests do.
RACED = ./internal/lm ./internal/nn ./internal/progress ./internal/tui
PLATFORMS = linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64 freebsd/amd64

.PHONY: run test check race fuzz bench golden build cross install model

run: ## open the course
	$(GO) run ./cmd/learn-llm

test: ## all tests
	$(GO) test ./...

check: ## what is to pass before a commit
	@test -z "$$(gofmt -l .)" || { gofmt -l .; exit 1; }
	$(GO) vet ./...
	$(GO) run honnef.co/go/tools/cmd/staticcheck@v0.8.2 ./...
	$(GO) test ./...

race: ## the race detector, where goroutines are
	CGO_ENABLED=1 $(GO) test -short -race $(RACED)

fuzz: ## every fuzz target for a short while
	@for p in $$($(GO) list ./...); do for f in $$($(GO) test -list '^Fuzz' $$p | grep '^Fuzz'); do \
		echo "$$p $$f"; $(GO) test -run '^$$' -fuzz "^$$f\$$" -fuzztime 10s $$p || exit 1; done; done

bench: ## every benchmark
	$(GO) test -run '^$$' -bench . -benchmem ./...

golden: ## write the golden screens again; read the difference before you commit it
	UPDATE_GOLDEN=1 $(GO) test ./internal/widget ./internal/tui

build: ## the stripped binary
	$(GO) build -trimpath -ldflags '-s -w' -o learn-llm ./cmd/learn-llm

cross: ## every platform
	@for p in $(PLATFORMS); do echo $$p; GOOS=$${p%/*} GOARCH=$${p#*/} $(GO) build -o /dev/null ./cmd/learn-llm || exit 1; done

install: ## into GOBIN
	$(GO) install -trimpath -ldflags '-s -w' ./cmd/learn-llm

# The corpus is not part of the project; content/models/small/README.md names its sources. Resumable: run it again to go on.
CORPUS ?= corpus
TRAINED ?= trained
STEPS ?= 3605
COOLDOWN ?= 900
model: ## train the shipped language model again, from the corpus in $(CORPUS): hours
	mkdir -p $(TRAINED)
	$(GO) run ./cmd/train -corpus $(CORPUS) -out $(TRAINED) -steps $(STEPS) $$(test -f $(TRAINED)/checkpoint && echo -resume)
	$(GO) run ./cmd/train -corpus $(CORPUS) -out $(TRAINED) -cooldown $(COOLDOWN) -export content/models/small
