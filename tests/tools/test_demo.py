"""What the demo refuses and says, and who gets to know the owner's address."""

import os
import socket
from pathlib import Path

import pytest

from tools import demo
from tools.interrupts import Interrupts
from tools.processes import Processes
from tools.trouble import Trouble

ROOT = Path(__file__).resolve().parents[2]


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


def test_a_folder_in_which_nothing_was_set_up_yet_is_no_trouble(monkeypatch, tmp_path):
    monkeypatch.setattr(demo, "VAR", tmp_path / "var")
    with demo.only_one():
        assert (tmp_path / "var" / "demo.lock").read_text() == str(os.getpid())


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
