"""`make check`: everything that can be said about the project without running its tests."""

import os
import secrets
import subprocess
import sys
import time
from pathlib import Path

from tools import embedded
from tools.folder import ROOT, VAR

BIN = Path(sys.executable).parent
SEMGREP = ROOT / ".venv-semgrep" / "bin" / "semgrep"
OURS = ["config", "core", "accounts", "partnership", "indicators", "reporting", "templates", "tools", "bench", "tests"]
RULES = "tools/semgrep"
SEMGREP_OPTIONS = ["--metrics=off", "--disable-version-check", "--quiet", f"--config={RULES}"]
MANAGE = [sys.executable, "manage.py"]

CHECKS = {
    "Style of Python": [BIN / "ruff", "check"],
    "Layout of Python": [BIN / "ruff", "format", "--check"],
    # Rules only: djlint's own layout pulls short elements apart and puts space where a page must have none.
    "Style of templates": [BIN / "djlint", "templates", "--lint"],
    "Who imports whom": [BIN / "lint-imports"],
    "The rules' own examples": [SEMGREP, "scan", "--test", *SEMGREP_OPTIONS, RULES],
    "House rules": [SEMGREP, "scan", "--error", f"--exclude={RULES}", *SEMGREP_OPTIONS, *OURS],
    "Migrations of every model": [*MANAGE, "makemigrations", "--check", "--dry-run"],
    "Settings for production": [*MANAGE, "check", "--deploy", "--fail-level=WARNING"],
    "Locks": [sys.executable, "-m", "tools.locks", "--check"],
    "CSS and JavaScript": [sys.executable, "-m", "tools.assets", "--check"],
}


# semgrep would keep these in the home folder.
ALWAYS = {"SEMGREP_SETTINGS_FILE": str(VAR / "semgrep.yml"), "SEMGREP_LOG_FILE": str(VAR / "semgrep.log")}


def environments(addresses: dict[str, str]) -> dict[str, dict[str, str]]:
    """Migrations are compared as the owner; settings are judged as production has them, with made-up secrets."""
    production = {
        "MODE": "production",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "SCOPE_KEY": secrets.token_urlsafe(64),
        "SECOND_FACTOR_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "portal.example.org",
        "CLAMD": "/run/clamav/clamd.ctl",
        "REPLY_TO": "help@example.org",
    }
    return {
        "Migrations of every model": addresses | {"DATABASE_URL": addresses["DATABASE_OWNER_URL"]},
        "Settings for production": addresses | production,
    }


def passes(title: str, command: list, environment: dict[str, str]) -> bool:
    """Run one check; only a failing one shows what it said."""
    started = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | ALWAYS | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    verdict = "ok" if done.returncode == 0 else "FAILED"
    print(f"  {title:<28}{verdict:<8}{time.monotonic() - started:5.1f} s", flush=True)
    if done.returncode:
        print(done.stdout, flush=True)
    return done.returncode == 0


def main() -> int | str:
    ran_before = any(embedded.status(embedded.TEST_FOLDER).values())
    try:
        addresses = {name: os.environ.get(name, "") for name in embedded.DATABASE_ROLES}
        addresses |= embedded.ensure(embedded.TEST_FOLDER)
        special = environments(addresses)
        failed = [title for title, command in CHECKS.items() if not passes(title, command, special.get(title, {}))]
    except embedded.ServerProblem as problem:
        return str(problem)
    finally:
        if not ran_before:
            embedded.stop(embedded.TEST_FOLDER)
    return f"Failed: {', '.join(failed)}." if failed else 0


if __name__ == "__main__":
    sys.exit(main())
