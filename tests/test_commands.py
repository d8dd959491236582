"""manage.py and the servers it brings along."""

import os
import subprocess
import sys
from pathlib import Path

from tools import embedded

ROOT = Path(__file__).resolve().parents[1]


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
