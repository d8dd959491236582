"""Where the embedded servers keep their files, and the lock under which they are started and stopped."""

import fcntl
import hashlib
import os
import re
import shutil
import stat
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOM_NEEDED = 300 * 1024 * 1024
# A Unix socket's whole path must fit in 104 bytes on macOS and 108 on Linux.
LONGEST_SOCKET_PATH = 100
PLAIN = re.compile(r"[\w/.+ -]+")  # libpq takes a comma for the end of a host
LONGEST_SOCKET_NAME = len("/.s.PGSQL.5432.lock")


class ServerProblem(Exception):
    """An embedded server cannot run; the message says why and what to do, in a sentence or two."""


@dataclass(frozen=True)
class Folder:
    """The folder of one pair of servers. `durable=False` is for tests: faster, and lost in a power cut."""

    path: Path
    durable: bool = True

    @property
    def cluster(self) -> Path:
        return self.path / "postgres"

    @property
    def valkey(self) -> Path:
        return self.path / "valkey"

    @property
    def logs(self) -> Path:
        return self.path / "log"

    @property
    def sockets(self) -> Path:
        """The folder of both sockets: inside, or a short plain one of the same owner where that would not do."""
        inside = self.path / "run"
        is_short = len(os.fsencode(inside)) + LONGEST_SOCKET_NAME <= LONGEST_SOCKET_PATH
        if is_short and PLAIN.fullmatch(str(inside)):
            return inside
        name = hashlib.sha256(os.fsencode(self.path)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"portal-{os.getuid()}-{name}"

    def prepare(self) -> None:
        """Make the folders, closed to other users. Raises ServerProblem where that cannot be done."""
        try:
            for folder in (self.path, self.logs, self.valkey, self.sockets):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for folder in (self.logs, self.valkey, self.sockets):
                close_to_others(folder)
        except OSError as error:
            raise ServerProblem(f"{error.filename} cannot be written ({error.strerror}).") from error
        if shutil.disk_usage(self.path).free < ROOM_NEEDED:
            megabytes = ROOM_NEEDED // 1024**2
            raise ServerProblem(f"The disk of {self.path} is nearly full: free {megabytes} MB and try again.")

    @contextmanager
    def locked(self):
        """Hold the folder's lock; others wait. It is let go when the process ends, however it ends."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(self.path / "servers.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def close_to_others(folder: Path) -> None:
    """The servers ask for no password: what guards them is that nobody else can reach their sockets."""
    facts = folder.lstat()
    if not stat.S_ISDIR(facts.st_mode) or facts.st_uid != os.getuid():
        raise ServerProblem(f"{folder} is not ours alone: remove it, or set DATABASE_URL and BROKER_URL.")
    folder.chmod(0o700)


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and only waits for its parent to notice does not."""
    try:
        os.kill(pid, 0)
        return Path("/proc", str(pid), "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except ProcessLookupError:
        return False
    except FileNotFoundError:  # no /proc on macOS; elsewhere it ended just now
        return not Path("/proc/self").exists()


def within(seconds: float, is_so) -> bool:
    """Wait until something is so, for this long at most; whether it came to be."""
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
