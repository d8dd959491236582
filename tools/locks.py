"""The locks in requirements/: written from pyproject.toml, and checked against it without the network.

python -m tools.locks            write them anew (keeps the versions that still fit)
python -m tools.locks --upgrade  take the newest versions that fit
python -m tools.locks --check    are they in step with pyproject.toml, and with each other?
"""

import hashlib
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# The groups of each lock, beside the project's dependencies. The first is resolved first; others follow it.
LOCKS = {"dev": ["demo", "dev"], "demo": ["demo"], "production": ["production"], "semgrep": ["semgrep"]}
ALONE = {"semgrep"}
HEADER = "# Written by `make locks` from pyproject.toml. The machine decides which index to ask.\n"
RESOLVE = ["--quiet", "--universal", "--python-version=3.11", "--generate-hashes"]
BARE = ["--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate"]
STAMP = "# In step with: "


def path(lock: str) -> Path:
    return ROOT / "requirements" / f"{lock}.lock"


def fingerprint(lock: str) -> str:
    """A digest of everything in pyproject.toml that decides what is in the lock."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    tables = [
        project["project"]["requires-python"],
        *(project["dependency-groups"][group] for group in LOCKS[lock]),
    ]
    if lock not in ALONE:
        tables.append(project["project"]["dependencies"])
    return hashlib.sha256(json.dumps(tables).encode()).hexdigest()


def versions(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9.-]+)==([^ ;]+)", path(lock).read_text(), re.MULTILINE))


def problems() -> list[str]:
    """What is wrong with the locks, a sentence each; empty when all is well."""
    found = []
    for lock in LOCKS:
        text = path(lock).read_text() if path(lock).exists() else ""
        if f"{STAMP}{fingerprint(lock)}\n" not in text:
            found.append(f"requirements/{lock}.lock is not in step with pyproject.toml: run `make locks`.")
        if "://" in text:
            found.append(f"requirements/{lock}.lock names an address.")
    return found or _differing_versions()


def _differing_versions() -> list[str]:
    reference = versions("dev")
    return [
        f"{name} is {version} in {lock}.lock and {reference[name]} in dev.lock: run `make locks`."
        for lock in LOCKS.keys() - ALONE
        for name, version in versions(lock).items()
        if reference.get(name, version) != version
    ]


def write(lock: str, options: list[str]) -> None:
    sources = [f"--group={group}" for group in LOCKS[lock]]
    if lock not in ALONE:
        sources.append("pyproject.toml")
    if lock not in ALONE | {"dev"}:
        sources.append("--constraints=requirements/dev.lock")
    uv = Path(sys.executable).with_name("uv")
    command = [uv, "pip", "compile", *RESOLVE, *BARE, *sources, *options, "--output-file", path(lock)]
    subprocess.run(command, cwd=ROOT, check=True)
    path(lock).write_text(f"{HEADER}{STAMP}{fingerprint(lock)}\n{path(lock).read_text()}")


def main(arguments: list[str]) -> int | str:
    if arguments == ["--check"]:
        return "\n".join(problems()) or 0
    for lock in LOCKS:
        write(lock, arguments)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
