"""The set-up behind make: what it refuses, what it says, and that nothing it starts outlives it."""

import ast
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from core import embedded
from tools import demo, environment, folder, prepare, stop, system
from tools.interrupts import Interrupted, Interrupts
from tools.processes import Processes
from tools.trouble import Trouble

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def _signals_as_before():
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def place(tmp_path, monkeypatch):
    """The set-up's own folder, moved aside."""
    monkeypatch.setattr(folder, "ROOT", tmp_path)
    monkeypatch.setattr(folder, "VAR", tmp_path / "var")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    (tmp_path / "requirements").mkdir()
    for lock in environment.ALSO_HOLDS:
        (tmp_path / "requirements" / f"{lock}.lock").write_text(f"# nothing is in the {lock} lock\n")
    return tmp_path


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


# --- before anything is made


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
        "This machine lacks the Pango libraries that make the PDF and Chromium for the browser tests: have them "
        "installed (on Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 chromium) and run it again."
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

    assert asked == [["update"], ["install", "--yes", "--no-install-recommends", "chromium"]]


def test_the_demo_asks_for_no_browser(monkeypatch):
    monkeypatch.setattr(system, "_opens", lambda library, name: True)
    monkeypatch.setattr(shutil, "which", lambda program: None)

    assert system.missing(browser=False) == []


# --- .venv


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


# --- the demo


def test_a_taken_port_is_said_with_another(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(demo, "VAR", tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        monkeypatch.setenv("SERVE", "yes")

        assert demo.main() == 1
    assert capsys.readouterr().out == f"Port {port} is taken: try `make demo PORT={port + 1}`.\n"


@pytest.mark.parametrize("port", ["http", "0", "70000", "-1"])
def test_a_port_that_is_none_is_refused(monkeypatch, tmp_path, capsys, port):
    monkeypatch.setattr(demo, "VAR", tmp_path)
    monkeypatch.setenv("PORT", port)

    assert demo.main() == 1
    assert capsys.readouterr().out == f"PORT={port} is not a port: try `make demo PORT=8001`.\n"


def test_a_second_demo_is_told_of_the_first(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(demo, "VAR", tmp_path)
    with demo.only_one():
        assert demo.main() == 1

    assert capsys.readouterr().out == (
        f"Another `make demo` runs in this folder (process {os.getpid()}): use that one, or end it with `make stop`.\n"
    )


def test_a_step_that_fails_shows_its_last_lines(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(demo, "LOGS", tmp_path)
    run = demo.Demo(8000, False, Interrupts(), Processes(ROOT))

    with pytest.raises(Trouble, match="“no_such_command” failed"):
        run.manage("no_such_command")
    assert "Unknown command: 'no_such_command'" in capsys.readouterr().out


def test_a_database_of_ones_own_needs_all_its_addresses(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://portal_app@db/portal")
    monkeypatch.setenv("DATABASE_RELAY_URL", "postgresql://portal_relay@db/portal")
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)

    with pytest.raises(Trouble, match="DATABASE_URL is set and DATABASE_OWNER_URL is not: set it too"):
        demo.servers(demo.Demo(8000, False, Interrupts(), Processes(ROOT)))


def test_only_the_steps_that_need_it_know_the_owner(monkeypatch):
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_RELAY_URL", "BROKER_URL"):
        monkeypatch.setenv(name, "set")
    run = demo.Demo(8000, False, Interrupts(), Processes(ROOT))

    def addresses(knows):
        return {name for name, value in run.environment(knows).items() if value == "set"}

    assert addresses(None) == {"DATABASE_URL", "BROKER_URL"}
    assert addresses("DATABASE_OWNER_URL") == {"DATABASE_URL", "BROKER_URL", "DATABASE_OWNER_URL"}
    assert addresses("DATABASE_RELAY_URL") == {"DATABASE_URL", "BROKER_URL", "DATABASE_RELAY_URL"}


# --- manage.py


def managed(tmp_path, **settings):
    known = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
    return subprocess.run(
        [sys.executable, "manage.py", "version"],
        cwd=ROOT,
        env=known | {"VAR_FOLDER": str(tmp_path)} | settings,
        capture_output=True,
        text=True,
    )


def test_any_command_starts_the_servers(tmp_path):
    done = managed(tmp_path)
    servers = embedded.Folder(tmp_path)
    running = embedded.status(servers)
    embedded.stop(servers)

    assert (done.returncode, running) == (0, {"PostgreSQL": True, "Valkey": True})


def test_no_command_starts_a_server_in_production(tmp_path):
    done = managed(tmp_path, MODE="production")

    assert (done.returncode, list(tmp_path.iterdir())) == (0, [])


def test_a_command_that_cannot_start_the_servers_says_why(tmp_path):
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("15\n")

    done = managed(tmp_path)

    assert done.returncode == 1
    assert done.stderr.endswith("is a cluster of PostgreSQL 15, and the programs are 18: move it away and run again.\n")


# --- what is started is ended


STUBBORN = """
import signal, subprocess, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
{then}
print("up", flush=True)
time.sleep(60)
"""
WITH_A_CHILD = "child = subprocess.Popen(['sleep', '60']); print(child.pid)"


def started(processes, tmp_path, then="pass"):
    log = tmp_path / "log"
    process = processes.start([sys.executable, "-c", STUBBORN.format(then=then)], os.environ, log)
    while "up" not in (said := log.read_text()):
        assert process.poll() is None
        time.sleep(0.02)
    return process, said


def test_ending_takes_the_whole_group_along(tmp_path, monkeypatch):
    monkeypatch.setattr("tools.processes.SECONDS_TO_END", 0.2)
    processes = Processes(ROOT)
    process, said = started(processes, tmp_path, WITH_A_CHILD)
    child = int(said.split()[0])

    processes.end()

    assert process.returncode == -signal.SIGKILL
    time.sleep(0.1)
    assert not is_alive(child)


def test_a_step_notices_that_a_program_beside_it_ended(tmp_path):
    processes = Processes(ROOT)
    processes.start([sys.executable, "-c", ""], os.environ, tmp_path / "worker.log")

    status = processes.run([sys.executable, "-c", "import time; time.sleep(60)"], os.environ, tmp_path / "step.log")

    assert status is None
    assert processes.ended() == tmp_path / "worker.log"
    processes.end()


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's word to the children exists on Linux")
def test_programs_end_with_a_supervisor_that_was_killed(tmp_path):
    supervise = (
        "import os, sys, time; from tools.processes import Processes;"
        "p = Processes('.').start([sys.executable, '-c', 'import time; time.sleep(60)'], os.environ, sys.argv[1]);"
        "print(p.pid, flush=True); time.sleep(60)"
    )
    supervisor = subprocess.Popen(
        [sys.executable, "-c", supervise, str(tmp_path / "log")], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    child = int(supervisor.stdout.readline())
    supervisor.kill()
    supervisor.communicate()

    limit = time.monotonic() + 5
    while is_alive(child) and time.monotonic() < limit:
        time.sleep(0.05)
    assert not is_alive(child)


def test_interrupts_wait_for_a_step_that_must_not_be_left_half_done():
    interrupts, order = Interrupts(), []

    def start_servers():
        with interrupts.held():
            os.kill(os.getpid(), signal.SIGTERM)
            order.append("finished")

    with pytest.raises(Interrupted):
        start_servers()
    os.kill(os.getpid(), signal.SIGTERM)  # a second one, while ending, changes nothing
    assert order == ["finished"]


def test_stop_ends_a_demo_that_runs(tmp_path, monkeypatch):
    hold = "import time; from tools import demo\nwith demo.only_one(): print('up', flush=True); time.sleep(60)"
    environment = os.environ | {"VAR_FOLDER": str(tmp_path)}
    running = subprocess.Popen([sys.executable, "-c", hold], cwd=ROOT, env=environment, stdout=subprocess.PIPE)
    running.stdout.readline()
    monkeypatch.setattr(stop, "VAR", tmp_path)

    stop.end_demo()

    assert running.wait(5) == -signal.SIGTERM
    running.stdout.close()


def test_stop_where_nothing_was_ever_started_says_nothing(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "tools.stop"],
        cwd=ROOT,
        env=os.environ | {"VAR_FOLDER": str(tmp_path / "none")},
        capture_output=True,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert not (tmp_path / "none").exists()
