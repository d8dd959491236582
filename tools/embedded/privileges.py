"""PostgreSQL refuses to run as root. Two ways to run it all the same, in a home that stays closed to everybody else.

In a user namespace root is `nobody` inside and the files stay root's own. Where the kernel refuses that (in a chroot,
in most containers) it runs as `nobody` with one capability, to pass through root's closed folders; its data folder
is then `nobody`'s, inside ours, which nobody but root can enter.
"""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tools.embedded.folder import Folder, ServerProblem

# initdb asks for the name of the user it runs as, so it must be one that exists; nobody does, everywhere.
NOBODY = pwd.getpwnam("nobody")


@dataclass(frozen=True)
class Way:
    """A command's beginning that gives root up, and the user whose files it then finds its own."""

    prefix: tuple[str, ...] = ()
    owner: int = os.geteuid()


NAMESPACE = Way(("unshare", "--user", f"--map-user={NOBODY.pw_uid}", f"--map-group={NOBODY.pw_gid}"))
CAPABILITY = Way(
    (
        *("setpriv", f"--reuid={NOBODY.pw_uid}", f"--regid={NOBODY.pw_gid}", "--clear-groups"),
        *("--inh-caps=+dac_override", "--ambient-caps=+dac_override"),
        "--securebits=+no_setuid_fixup",  # or access(2), by which initdb looks for postgres, forgets the capability
    ),
    NOBODY.pw_uid,
)
WAYS = (NAMESPACE, CAPABILITY)


def way(folder: Folder) -> Way:
    """How to run PostgreSQL here. Raises ServerProblem where there is no way."""
    if os.geteuid() != 0:
        return Way()
    for candidate in WAYS:
        if _works(candidate, folder):
            return candidate
    raise ServerProblem(
        "PostgreSQL does not run as root, and user namespaces are off on this machine: "
        "run as another user, or set DATABASE_URL to a server of your own."
    )


def _works(candidate: Way, folder: Folder) -> bool:
    try:
        return subprocess.run([*candidate.prefix, "ls", str(folder.path)], capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


def hand_over(tree: Path, owner: int) -> None:
    """Give a file, or a folder and all in it, to a user, if it is not theirs: an earlier run may have had to go the
    other way."""
    if not tree.exists() or tree.stat().st_uid == owner:
        return
    for path in (*tree.rglob("*"), tree):
        os.chown(path, owner, -1, follow_symlinks=False)
