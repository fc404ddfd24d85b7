# make serve | make test | make conformance | make torture | make clients | make bench
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
# The constraints pin every version, so that installs are reproducible.
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: serve test tests lint conformance torture stores clients bench clean

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.serve: $(BIN)/python pyproject.toml constraints.txt
	@echo "Installing the server into $(VENV) (once) ..."
	@$(PIP) --editable '.[embedded]'
	@$(BIN)/python -m compileall -q terminology fhir_resources seed
	@touch $@

$(VENV)/.test: $(VENV)/.serve
	@echo "Installing what the tests need into $(VENV) (once) ..."
	@$(PIP) --editable '.[embedded,tests,lint]'
	@touch $@

serve: $(VENV)/.serve
	@$(BIN)/terminology serve --port $(PORT)

lint: $(VENV)/.test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# In parallel, because most of the checks use one core.
test: $(VENV)/.test
	@$(MAKE) --no-print-directory --jobs 2 lint tests

# Rewriting assertions costs each worker ten seconds, so only failed tests run again with it, to show compared values.
# Everything is compiled once in advance; otherwise three workers and a hundred commands would each do it.
tests: export PYTHONDONTWRITEBYTECODE :=
tests: $(VENV)/.test
	@$(BIN)/python -m compileall -q terminology fhir_resources seed tests
	@$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder --assert=plain || \
		{ echo "Running the failed tests again, to show the compared values:"; $(BIN)/pytest --last-failed --last-failed-no-failures none --maxfail 20; exit 1; }

conformance: $(VENV)/.test
	$(BIN)/python -m tests.conformance.run
	$(BIN)/python -m tests.conformance.definitions
	$(BIN)/python -m tests.conformance.wheel
	$(BIN)/pytest -m long -n 2 --dist loadfile
	$(BIN)/pytest -m 'hypothesis and not long' --hypothesis-profile many -n 2 --dist loadfile
	$(BIN)/python -m tests.torture.run --short

torture: $(VENV)/.test
	-@$(PIP) --editable '.[torture]'
	$(BIN)/python -m tests.torture.run $(if $(LONG),--long)

stores: $(VENV)/.test
	$(BIN)/python -m tests.conformance.ferretdb

# Third-party clients against this server: HAPI FHIR and HL7's validator (Maven), HL7's packages and CQL (npm).
CLIENTS ?= $(HOME)/.cache/terminology-clients
NODE_CLIENTS := fhir-kit-client@2.0.3 cql-execution@3.3.2 autocomplete-lhc@20.1.2 jsdom@29.1.1
HL7_PACKAGES := hl7.fhir.r5.core@5.0.0 hl7.terminology.r5@7.0.1 hl7.fhir.uv.extensions.r5@5.3.0-ballot-tc1
clients: $(VENV)/.test
	mvn -q -B -f tests/clients/java/pom.xml dependency:copy-dependencies -DoutputDirectory=$(CLIENTS)/jars
	mkdir -p $(CLIENTS)/packages
	cd $(CLIENTS)/packages && npm pack --silent $(HL7_PACKAGES)
	npm install --silent --ignore-scripts --no-save --prefix $(CLIENTS)/node $(NODE_CLIENTS)
	TERMINOLOGY_CLIENTS=$(CLIENTS) $(BIN)/pytest -m long tests/clients

bench: $(VENV)/.test
	$(BIN)/python -m benchmarks.run

clean:
	rm -rf $(VENV)
