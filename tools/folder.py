"""The project's folder: can it be written, is there room, is another set-up at work in it?"""

import fcntl
import os
import shutil
from contextlib import contextmanager
from pathlib import Path

from tools.trouble import Trouble

ROOT = Path(__file__).resolve().parents[1]
VAR = Path(os.environ.get("VAR_FOLDER") or ROOT / "var").absolute()
MEGABYTES_NEEDED = 1500
MEGABYTES_TO_RUN = 300


def check():
    """Refuse a folder that cannot be written, or a disk with no room for what is still to be installed."""
    try:
        VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Trouble(f"{VAR} cannot be made ({error.strerror})", "clone the project where you may write") from error
    for place in (ROOT, VAR):
        if not os.access(place, os.W_OK | os.X_OK):
            raise Trouble(f"{place} cannot be written", "clone the project where you may write")
    needed = MEGABYTES_TO_RUN if (ROOT / ".venv" / "lock.json").exists() else MEGABYTES_NEEDED
    free = shutil.disk_usage(ROOT).free // 1024**2
    if free < needed:
        raise Trouble(f"The disk has {free} MB free and {needed} are needed", "make room and run it again")


@contextmanager
def locked():
    """One set-up at a time; a second one waits for the first."""
    with open(VAR / "set-up.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Waiting for another set-up in this folder.", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
