"""The virtual environments: `.venv` for the portal and its tests, `.venv-semgrep` for the tool that needs its own.

`lock.json` in the environment is written last and says what it holds. One without it, or whose Python was removed or
replaced, or that was made in another folder (its programs name it) is half-made or stale, and is made again.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import time

from tools.folder import ROOT
from tools.trouble import Trouble

# What else satisfies a lock: the development packages are the demo's and more.
ALSO_HOLDS = {"demo": ("demo", "dev"), "dev": ("dev",), "semgrep": ("semgrep",)}


def place(lock):
    return ROOT / (".venv-semgrep" if lock == "semgrep" else ".venv")


def prepare(lock):
    """Make the environment hold what the lock says, and nothing if it already does."""
    held = _held(lock)
    is_sound = held and (held["python"], held["folder"]) == (_python(lock), str(ROOT))
    if is_sound and held["digest"] in [_digest(name) for name in ALSO_HOLDS[lock]]:
        return
    started = time.monotonic()
    print(f"Installing the packages of requirements/{lock}.lock into {place(lock).name}.", flush=True)
    stamp = place(lock) / "lock.json"
    stamp.unlink(missing_ok=True)
    if not is_sound:
        _make(lock)
    _install(lock)
    stamp.write_text(json.dumps({"digest": _digest(lock), "python": _python(lock), "folder": str(ROOT)}))
    print(f"Installed in {time.monotonic() - started:.0f} s.", flush=True)


def _held(lock):
    try:
        return json.loads((place(lock) / "lock.json").read_text())
    except (OSError, ValueError):
        return None


def _digest(lock):
    return hashlib.sha256((ROOT / "requirements" / f"{lock}.lock").read_bytes()).hexdigest()


def _python(lock):
    """The version of the environment's own Python; empty where it does not run."""
    command = [str(place(lock) / "bin" / "python"), "-c", "import sys; print(sys.version)"]
    try:
        return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.decode()
    except OSError:
        return ""


def _make(lock):
    try:
        shutil.rmtree(place(lock))
    except FileNotFoundError:
        pass
    except OSError as error:
        raise Trouble(f"{place(lock)} cannot be removed ({error.strerror})", "remove it and run it again") from error
    _run([sys.executable, "-m", "venv", str(place(lock))], "The virtual environment could not be made")


def _install(lock):
    """pip's own settings decide the index; every file must have a hash that the lock names."""
    pip = [str(place(lock) / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--quiet"]
    lock_file = str(ROOT / "requirements" / (f"{lock}.lock"))
    _run([*pip, "install", "--require-hashes", "--requirement", lock_file], "The packages could not be installed")


def _run(command, failure):
    done = subprocess.run(command, cwd=str(ROOT), stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        print(done.stdout.decode(errors="replace")[-3000:], flush=True)
        raise Trouble(f"{failure}, for the reason above", "put that right and run it again")
