"""Nothing that the set-up starts outlives it, however it is ended."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tools import stop
from tools.interrupts import Interrupted, Interrupts
from tools.processes import Processes

ROOT = Path(__file__).resolve().parents[2]


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


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
