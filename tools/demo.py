"""`make demo`: the whole portal on this machine, from nothing to both reports compiled, one public, and pages served.

Run again, every step finds its work done and goes on. PORT= chooses another port; SERVE=no ends after compiling and
leaves the databases up. Ctrl-C ends everything. The steps are in STEPS, below.
"""

import fcntl
import os
import socket
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tools import embedded
from tools.folder import ROOT, VAR
from tools.interrupts import Interrupted, Interrupts
from tools.processes import Processes
from tools.trouble import Trouble

YEAR = "2019-20"
SLUGS = ("darlington", "durham")
LOGS = VAR / "log"
LINES_OF_A_FAILURE = 15
OWNERS_ADDRESSES = {"DATABASE_OWNER_URL", "DATABASE_RELAY_URL", "DATABASE_SEALER_URL"}


@dataclass
class Demo:
    """One run: its interrupts, its programs and the addresses of the servers."""

    port: int
    serves: bool
    interrupts: Interrupts
    processes: Processes
    addresses: dict[str, str] = field(default_factory=dict)

    def environment(self, knows: str | None = None) -> dict[str, str]:
        """What a program gets to know: the application's addresses and, if any, one of the others."""
        links = {"PORTAL_URL": os.environ.get("PORTAL_URL") or f"http://localhost:{self.port}"}
        # Whatever it names: on a machine of their own somebody may let others see it.
        known = {"MODE": "demo"} | os.environ | self.addresses | links | {"PYTHONUNBUFFERED": "1"}
        return {name: value for name, value in known.items() if name not in OWNERS_ADDRESSES - {knows}}

    def manage(self, *arguments: str, knows: str | None = "DATABASE_OWNER_URL") -> str:
        """Run one of the portal's commands and return what it printed. Raises Trouble with its last lines."""
        log = fresh_log(arguments[0])
        status = self.processes.run([sys.executable, "manage.py", *arguments], self.environment(knows), log)
        said = log.read_text(errors="replace").strip()
        if status is None:
            raise self.failure(self.processes.ended(), "ended by itself")
        if status:
            raise self.failure(log, "failed")
        return said

    def failure(self, log: Path, what: str) -> Trouble:
        """Show the end of a log, and say whose it is."""
        show("\n".join(log.read_text(errors="replace").splitlines()[-LINES_OF_A_FAILURE:]))
        return Trouble(f"“{log.stem}” {what}", f"the end of {log} is above and says why; then run it again")

    def start(self, name: str, *arguments: str, knows: str | None = None) -> None:
        """Start a program that goes on beside the steps, with a log of its own name."""
        self.processes.start([sys.executable, *arguments], self.environment(knows), fresh_log(name))


def servers(demo: Demo) -> str:
    """Start the servers that the environment does not name. A database of one's own needs all its addresses."""
    unnamed = [name for name in embedded.DATABASE_ROLES if not os.environ.get(name)]
    if unnamed and os.environ.get("DATABASE_URL"):
        way_out = "set it too (config/roles.sql makes the roles), or unset DATABASE_URL"
        raise Trouble(f"DATABASE_URL is set and {' and '.join(unnamed)} is not", way_out)
    with demo.interrupts.held():
        demo.addresses |= embedded.ensure()
    return ""


def worker(demo: Demo) -> str:
    """The relay passes jobs from the database to the queue, the worker does them; the sealer chains what is written."""
    demo.start("relay", "manage.py", "relay", knows="DATABASE_RELAY_URL")
    demo.start("sealer", "manage.py", "seal_history", knows="DATABASE_SEALER_URL")
    demo.start("worker", "-m", "celery", "--app=config", "worker", "--concurrency=1", "--loglevel=WARNING")
    return ""


def compile_report(demo: Demo, slug: str) -> str:
    return demo.manage("compile_report", slug, YEAR, "--to", os.path.relpath(VAR / "demo", ROOT), knows=None)


STEPS = [
    ("PostgreSQL and Valkey", servers),
    ("Tables", lambda demo: demo.manage("migrate", "--database=owner", "--no-input", "--verbosity=0")),
    ("Catalogues", lambda demo: demo.manage("load_catalogues")),
    ("Darlington and Durham", lambda demo: demo.manage("load_demo")),
    ("CSS and fonts", lambda demo: demo.manage("collectstatic", "--no-input", "--verbosity=0")),
    ("Relay and worker", worker),
    *((f"Report of {slug.title()}", partial(compile_report, slug=slug)) for slug in SLUGS),
    ("Public page of Durham", lambda demo: demo.manage("publish_demo", knows=None)),
]


def run(demo: Demo) -> None:
    for title, step in STEPS:
        started = time.monotonic()
        show(f"  {title} …", end="\r", on_terminal_only=True)
        said = step(demo)
        show(f"  {title:<24}{time.monotonic() - started:7.1f} s")
        for line in said.splitlines():
            show(f"    {line}")
    show("\n" + demo.manage("demo_sign_ins"))
    if demo.serves:
        serve(demo)
    show("\nThe databases stay up: `make demo` serves, `make stop` ends all.")


def serve(demo: Demo) -> None:
    """Serve until somebody ends it. Raises Trouble where one of the programs ends by itself."""
    gunicorn = ["gunicorn", "config.wsgi", "--config=python:config.serving"]
    demo.start("web", "-m", *gunicorn, f"--bind=127.0.0.1:{demo.port}")
    announced = False
    while not demo.processes.ended():
        if not announced and not port_is_free(demo.port):
            announced = True
            show(f"\nThe portal is at http://localhost:{demo.port}/ until Ctrl-C.")
        time.sleep(0.2)
    raise demo.failure(demo.processes.ended(), "ended by itself")


def asked_port() -> int:
    port = os.environ.get("PORT") or "8000"
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise Trouble(f"PORT={port} is not a port", "try `make demo PORT=8001`")
    return int(port)


def port_is_free(port: int) -> bool:
    with socket.socket() as attempt:
        return attempt.connect_ex(("127.0.0.1", port)) != 0


@contextmanager
def only_one():
    """Hold the folder's lock, with our number in it for `make stop`. Raises Trouble where another demo holds it."""
    VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(VAR / "demo.lock", "a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            fact = f"Another `make demo` runs in this folder (process {lock.read()})"
            raise Trouble(fact, "use that one, or end it with `make stop`") from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def fresh_log(name: str) -> Path:
    LOGS.mkdir(parents=True, exist_ok=True)
    path = LOGS / f"{name}.log"
    path.write_bytes(b"")
    return path


def show(text: str, end: str = "\n", *, on_terminal_only: bool = False) -> None:
    """Print; a terminal that was closed is no reason to fail."""
    try:
        if sys.stdout.isatty() or not on_terminal_only:
            print(text, end=end, flush=True)
    except OSError:
        sys.stdout = open(os.devnull, "w")


def run_and_end(demo: Demo) -> None:
    """Whatever happens, no program of ours is left; after Ctrl-C, no server either."""
    try:
        run(demo)
    except Interrupted:
        show("\nEnding.")
        demo.processes.end()
        embedded.stop()
    finally:
        demo.interrupts.ignore()
        demo.processes.end()


def main() -> int:
    try:
        with only_one():
            demo = Demo(asked_port(), os.environ.get("SERVE") != "no", Interrupts(), Processes(ROOT))
            if demo.serves and not port_is_free(demo.port):
                raise Trouble(f"Port {demo.port} is taken", f"try `make demo PORT={demo.port + 1}`")
            run_and_end(demo)
    except (Trouble, embedded.ServerProblem) as trouble:
        show(str(trouble))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
