"""What the set-up refuses and says before and while it makes `.venv`."""

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tools import environment, folder, prepare, system
from tools.trouble import Trouble

ROOT = Path(__file__).resolve().parents[2]


def test_an_old_python_is_told_how_to_name_another(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))

    assert prepare.main(["demo"]) == (
        "Python 3.11 or later is needed and this is 3.9: name another, for instance `make demo PYTHON=python3.12`."
    )


@pytest.mark.parametrize("name", ["prepare", "environment", "folder", "system", "trouble"])
def test_what_runs_first_can_be_read_by_an_old_python(name):
    source = (ROOT / "tools" / f"{name}.py").read_text()

    ast.parse(source, feature_version=(3, 8))


def test_a_full_disk_is_said_in_one_sentence(place, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=100 * 1024**2))

    assert prepare.main(["demo"]) == "The disk has 100 MB free and 1500 are needed: make room and run it again."


def test_a_folder_that_cannot_be_written_is_said(place, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: path != place)

    with pytest.raises(Trouble, match="cannot be written: clone the project where you may write"):
        folder.check()


def test_a_file_in_the_place_of_var_is_said(place):
    (place / "var").write_text("")

    with pytest.raises(Trouble, match="var cannot be made"):
        folder.check()


def test_missing_libraries_are_named_where_they_cannot_be_installed(place, monkeypatch):
    monkeypatch.setattr(system, "_opens", lambda library, name: "pango" not in name)
    monkeypatch.setattr(shutil, "which", lambda program: None)

    assert prepare.main(["dev"]) == (
        "This machine lacks the Pango libraries that make the PDF and Chromium for the browser tests and the programs "
        "that check the PDF: have them installed (on Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
        "chromium-headless-shell qpdf poppler-utils) and run it again."
    )
    assert not (place / ".venv").exists()


def test_root_on_debian_installs_what_is_missing(monkeypatch):
    asked = []
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(shutil, "which", lambda program: program if program == "apt-get" or asked else None)
    monkeypatch.setattr(system, "_opens", lambda library, name: True)
    monkeypatch.setattr(
        subprocess, "run", lambda command, **kwargs: asked.append(command[2:]) or SimpleNamespace(returncode=0)
    )

    system.prepare(browser=True)

    packages = ["chromium-headless-shell", "qpdf", "poppler-utils"]
    assert asked == [["update"], ["install", "--yes", "--no-install-recommends", *packages]]


def test_what_drives_the_browser_is_asked_for_too(monkeypatch):
    monkeypatch.setattr(system, "_opens", lambda library, name: name != "atomic")
    monkeypatch.setattr(shutil, "which", lambda program: program)

    assert system.missing(browser=True) == (["libatomic1"] if sys.platform == "linux" else [])
    assert system.missing(browser=False) == []


def test_the_demo_asks_for_no_browser(monkeypatch):
    monkeypatch.setattr(system, "_opens", lambda library, name: True)
    monkeypatch.setattr(shutil, "which", lambda program: None)

    assert system.missing(browser=False) == []


def test_a_half_made_environment_is_made_again(place, capsys):
    (place / ".venv" / "bin").mkdir(parents=True)
    (place / ".venv" / "bin" / "python").write_text("cut short")

    environment.prepare("demo")

    assert (place / ".venv" / "lock.json").exists()
    subprocess.run([place / ".venv" / "bin" / "python", "-c", ""], check=True)
    capsys.readouterr()
    environment.prepare("demo")
    assert capsys.readouterr().out == ""  # the second time there is nothing to do


def stamp(place, lock, **changes):
    (place / ".venv").mkdir(exist_ok=True)
    facts = {"digest": environment._digest(lock), "python": "3.11", "folder": str(place)}
    (place / ".venv" / "lock.json").write_text(json.dumps(facts | changes))


@pytest.mark.parametrize(
    ("held", "wanted", "made", "installed"),
    [
        ("demo", "demo", False, False),
        ("dev", "demo", False, False),
        ("demo", "dev", False, True),
    ],
)
def test_only_what_is_lacking_is_installed(place, monkeypatch, held, wanted, made, installed):
    done = []
    monkeypatch.setattr(environment, "_make", lambda lock: done.append("made"))
    monkeypatch.setattr(environment, "_install", lambda lock: done.append("installed"))
    monkeypatch.setattr(environment, "_python", lambda lock: "3.11")
    stamp(place, held)

    environment.prepare(wanted)

    assert done == ["made"] * made + ["installed"] * installed


@pytest.mark.parametrize("change", [{"folder": "/elsewhere"}, {"python": "3.12"}])
def test_an_environment_of_another_folder_or_python_is_made_again(place, monkeypatch, change):
    done = []
    monkeypatch.setattr(environment, "_make", done.append)
    monkeypatch.setattr(environment, "_install", lambda lock: None)
    monkeypatch.setattr(environment, "_python", lambda lock: "3.11")
    stamp(place, "demo", **change)

    environment.prepare("demo")

    assert done == ["demo"]


def test_a_package_that_cannot_be_had_is_said_and_leaves_no_stamp(place, capsys):
    (place / "requirements" / "demo.lock").write_text("no-such-package==1 --hash=sha256:00\n")

    with pytest.raises(Trouble, match="The packages could not be installed, for the reason above"):
        environment.prepare("demo")
    assert not (place / ".venv" / "lock.json").exists()
