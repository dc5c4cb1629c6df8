# Every target does its own set-up. Nothing is needed but Python 3.11 or newer with venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
WEB := $(BIN)/python -m mygymtracker.webbuild

.DEFAULT_GOAL := help
.PHONY: help serve test test-citus lint docs fixture vectors screenshots bench release faults mutants lock clean

help: ## Show what there is
	@sed -n 's/^\([a-z0-9-]*\):[^#]*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 26

serve: $(READY) ## Run the tracker on the embedded PostgreSQL at http://localhost:3000
	@exec $(BIN)/mygymtracker serve

test: $(READY) ## Run all tests
	$(BIN)/pytest -n 2 --dist worksteal $(TESTS)

test-citus: $(READY) ## Run the tests of the schema distributed over Citus, on the coordinator of TEST_CITUS_URL
	@[ -n "$$TEST_CITUS_URL" ] || echo "TEST_CITUS_URL names no coordinator: what needs one is skipped"
	$(BIN)/pytest tests/citus $(TESTS)

lint: $(READY) ## Check style, types, import contracts, the references, the lock files and what browsers load
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy docs
	$(BIN)/lint-imports
	$(BIN)/python docs/generate.py --check
	$(BIN)/python .ci/check_locks.py
	$(WEB) npm run --silent lint
	$(WEB)
	$(BIN)/python .ci/check_bundle.py

docs: $(READY) ## Write the references in docs/reference and the client's types anew from the program
	$(BIN)/python docs/generate.py

vectors: $(READY) ## Write the cases that hold the web client to the server's rules anew (tests/vectors)
	VECTORS=write $(BIN)/pytest tests/vectors

fixture: $(READY) ## Keep what the newest revision of the schema writes, for the tests of all later ones (tests/fixtures)
	$(BIN)/python -m tests.fixtures.make

screenshots: $(READY) ## Take the pictures in docs/images anew, with the Chromium on PATH
	$(BIN)/python docs/screenshots.py

bench: $(READY) ## Measure speed against its goals, in ten minutes. PEERS=1: the founding stack beside it. BASE=: an earlier version. WRITE=1: keep it
	$(BIN)/python -m benchmarks $(if $(PEERS),--peers) $(if $(BASE),--base $(BASE)) $(if $(WRITE),--write) $(if $(QUICK),--quick)

release: $(READY) ## Build wheel, source package, image (amd64, arm64), SBOMs (CycloneDX) and checksums into dist/
	rm -rf dist build/release
	$(WEB)
	$(BIN)/hatchling build -t sdist -t wheel -d dist
	$(PYTHON) -m venv build/release
	build/release/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-release.lock
	build/release/bin/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible \
	  -o dist/mygymtracker.cdx.json requirements.lock
	$(WEB) npm sbom --sbom-type application --sbom-format cyclonedx >dist/web-client.cdx.json
	$(BIN)/python .ci/release_notes.py "$$($(BIN)/hatchling version)" >build/release/notes.md
	if docker buildx version >/dev/null 2>&1; then \
	  docker buildx build --platform linux/amd64,linux/arm64 --build-arg VERSION="$$($(BIN)/hatchling version)" \
	    --sbom=true --output type=oci,dest=dist/mygymtracker-image.tar .; \
	else echo 'There is no docker buildx: the image is left out.' >&2; fi
	cd dist && sha256sum -- * >SHA256SUMS

faults: $(READY) ## Kill, fill, freeze, cut and turn the clock under load, and compare what was acknowledged with what is there
	$(BIN)/python -m faults

mutants: $(READY) ## Change what differs from BASE (main), or FILES, in small ways, and print what no test notices
	$(BIN)/python -m mutants --base $(or $(BASE),main) $(FILES)

lock: $(READY) ## Write the lock files anew from pyproject.toml and web/package.json
	$(BIN)/pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-annotate --no-header --upgrade --group dev -o requirements-dev.lock pyproject.toml
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-annotate --no-header --constraints requirements-dev.lock -o requirements.lock pyproject.toml
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-annotate --no-header --upgrade --group pyproject.toml:release -o requirements-release.lock
	$(BIN)/python -c 'from mygymtracker.webbuild import NODE_WHEEL; print(NODE_WHEEL)' | $(BIN)/uv pip compile --universal \
	  --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --upgrade \
	  -o requirements-node.lock -
	$(WEB) npm update --package-lock-only

clean: ## Remove what the other targets made (never your data)
	rm -rf $(VENV) build dist web/node_modules web/dist src/mygymtracker/web .mypy_cache .ruff_cache .import_linter_cache .hypothesis

# Node.js builds the web client. Where there is none, a package brings it; where that has none either, the API is alone.
$(READY): requirements-dev.lock requirements-node.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "MyGymTracker needs Python 3.11 or newer; say which: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	if $(WEB) needs-node; then \
	  $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-node.lock || \
	    echo 'There is no Node.js for the web client. The API works without.' >&2; \
	fi
	@touch $(READY)
