# `make demo` and `make test` are the whole set-up; `make help` lists the rest.
PYTHON ?= python3
VENV := .venv/bin/python
export PORT SERVE ARGS

.DEFAULT_GOAL := help
.PHONY: demo test check bench guide assets locks stop help

demo: ## Set everything up, compile both annual reports, serve on localhost (PORT=8001, SERVE=no)
	@$(PYTHON) -m tools.prepare demo
	@$(VENV) -m tools.demo

test: ## Run every test, the browser's too (ARGS="-k wall")
	@$(PYTHON) -m tools.prepare dev
	@$(VENV) -m tools.test

check: ## Style, layers, migrations, deployment settings, locks and assets
	@$(PYTHON) -m tools.prepare dev
	@$(PYTHON) -m tools.prepare semgrep
	@$(VENV) -m tools.check

bench: ## Measure against the floor, and print ratios
	@$(PYTHON) -m tools.prepare dev
	@$(VENV) -m bench

guide: ## Take the pictures of docs/guide anew, with the tests of three people's days
	@$(MAKE) test ARGS="tests/system/days"
	@cp var/screenshots/guide/*.png docs/guide/pictures/

assets: ## Build CSS and JavaScript anew (needs npm)
	@$(PYTHON) -m tools.assets

locks: ## Write requirements/*.lock anew from pyproject.toml (ARGS=--upgrade for newer versions)
	@$(PYTHON) -m tools.prepare dev
	@$(VENV) -m tools.locks $(ARGS)

stop: ## End the demo, PostgreSQL and Valkey; data stays
	@$(PYTHON) -m tools.stop

help:
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)
